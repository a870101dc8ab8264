"""The drafts of an organisation as rows to continue."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from apps.compliance.choices import DraftKind
from apps.compliance.models import Draft
from apps.core.templatetags.ui import phone

NAMES = ("campaign_alias", "brand_alias", "profile_alias", "company_name")


def draft_rows(drafts: Iterable[Draft]) -> list[dict[str, Any]]:
    return [
        {
            "pk": draft.pk,
            "name": name_of(draft),
            "url": reverse("compliance:draft", args=[draft.pk]),
            "author": draft.author,
            "at": draft.updated_at,
        }
        for draft in drafts
    ]


def name_of(draft: Draft) -> str:
    data = draft.data if isinstance(draft.data, dict) else {}
    number = phone(data.get("number")) if draft.kind == DraftKind.TOLLFREE else ""
    names = (str(data[key]) for key in NAMES if data.get(key))
    name = number or next(names, "Without a name yet")
    return f"Correction of {name}" if draft.subject else name
