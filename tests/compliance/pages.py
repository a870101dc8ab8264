"""What the tests of the compliance pages share: reading a page, going through the steps."""

import html
import re
from typing import Any

from django.test import Client

from apps.compliance.models import Draft
from tests.world import CAMPAIGN, PROFILE, TOLLFREE

COMPANY_STEPS = ("business", "address", "contact", "identifiers")
TOLLFREE_STEPS = ("sender", "purpose", "messages", "evidence", "details")
CAMPAIGN_STEPS = ("use-case", "content", "samples", "replies", "attributes", "links")


def words(response: Any) -> str:
    """The text of a page without its markup."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(text))


def posted(values: dict[str, Any]) -> dict[str, Any]:
    """Values as a browser posts them: yes and no in words, an unticked box not at all."""
    ticked = ("subscriber_optin", "subscriber_optout", "subscriber_help")
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in ticked:
            if value:
                found[name] = "on"
        elif isinstance(value, bool):
            found[name] = "true" if value else "false"
        else:
            found[name] = value
    return found


def start(client: Client, kind: str, **query: str) -> Draft:
    response = client.post(f"/file/{kind}/", query)
    assert response.status_code == 302, words(response)
    draft = Draft.objects.order_by("-pk").first()
    assert draft is not None
    return draft


def go(client: Client, draft: Draft, slug: str, values: dict[str, Any], **more: Any) -> Any:
    """Presses Continue (or ``go=``) on a step."""
    draft.refresh_from_db()
    data = {"version": draft.version, "tab": "one", "go": "next", **posted(values), **more}
    return client.post(f"/file/{draft.pk}/{slug}/", data)


def company_draft(client: Client, **over: Any) -> Draft:
    """A company filled in, ready to review."""
    draft = start(client, "profile")
    for slug in COMPANY_STEPS:
        assert go(client, draft, slug, {**PROFILE, **over}).status_code == 302, slug
    return draft


def campaign_draft(client: Client, brand: Any, **over: Any) -> Draft:
    draft = start(client, "campaign", brand=brand.public_id)
    for slug in CAMPAIGN_STEPS:
        values = {**CAMPAIGN, "brand_id": brand.public_id, **over}
        assert go(client, draft, slug, values).status_code == 302, slug
    return draft


def tollfree_draft(client: Client, profile: Any, number: str, **over: Any) -> Draft:
    draft = start(client, "tollfree", profile=profile.public_id, number=number)
    for slug in TOLLFREE_STEPS:
        values = {**TOLLFREE, "profile_uuid": profile.public_id, "number": number, **over}
        assert go(client, draft, slug, values).status_code == 302, slug
    return draft


def send(client: Client, draft: Draft, **over: Any) -> Any:
    """Presses the last button."""
    draft.refresh_from_db()
    data = {"version": draft.version, "agree": "yes", **over}
    return client.post(f"/file/{draft.pk}/review/", data)
