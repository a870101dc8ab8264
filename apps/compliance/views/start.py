"""Starting a filing: what to continue, which connection, then a draft."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from apps.accounts.access import MemberRequest, member_required, right_required
from apps.compliance.choices import DraftKind
from apps.compliance.filing import start as drafts
from apps.compliance.filing.kinds import KINDS
from apps.compliance.models import Draft
from apps.compliance.pages.drafts import draft_rows
from apps.compliance.views import find
from apps.core.errors import Refused
from apps.sync.filters import digits_of


@right_required("profile.edit")
def profile_new(request: MemberRequest) -> HttpResponse:
    return _new(request, DraftKind.PROFILE)


@right_required("brand.submit")
def brand_new(request: MemberRequest) -> HttpResponse:
    return _new(request, DraftKind.BRAND)


@right_required("campaign.submit")
def campaign_new(request: MemberRequest) -> HttpResponse:
    return _new(request, DraftKind.CAMPAIGN)


@right_required("tollfree.submit")
def tollfree_new(request: MemberRequest) -> HttpResponse:
    return _new(request, DraftKind.TOLLFREE)


def _new(request: MemberRequest, kind: DraftKind) -> HttpResponse:
    """The page before the first step: a draft is made by its button, never by a visit."""
    mine = Draft.objects.visible_to(find.actor_of(request)).filter(kind=kind)
    context = {
        "kind": kind.value,
        "drafts": draft_rows(mine.select_related("author").order_by("-updated_at")[:20]),
        "connections": list(find.connections(request).filter(active=True)),
        "list_url": reverse(f"compliance:{kind.value}_list"),
        "steps": [step.title for step in KINDS[kind.value].first_steps()],
    }
    return render(request, f"compliance/{kind.value}_new.html", context)


@require_POST
@member_required
def start(request: MemberRequest, kind: str) -> HttpResponse:
    """Makes the draft; `connection`, `profile`, `brand`, `number` or `again` say what it is for."""
    draft = _STARTS.get(kind, _unknown)(request)
    if draft is None:
        return redirect(f"compliance:{kind}_new")
    return redirect("compliance:draft", draft.pk)


def _unknown(request: MemberRequest) -> Draft | None:
    raise Http404


def _asked(request: MemberRequest, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name) or ""


def _start_profile(request: MemberRequest) -> Draft | None:
    active = find.connections(request).filter(active=True)
    asked = _asked(request, "connection")
    found = active.filter(pk=asked).first() if asked.isdecimal() else None
    if found is None and not asked and active.count() == 1:
        found = active.first()
    if found is None:
        messages.error(request, "Choose the connection this company is filed through.")
        return None
    return drafts.profile(configuration=found, actor=find.actor_of(request))


def _start_brand(request: MemberRequest) -> Draft | None:
    asked = _asked(request, "profile")
    profile = find.one(find.profiles(request).live(), asked) if asked else None
    return drafts.brand(profile=profile, actor=find.actor_of(request))


def _start_campaign(request: MemberRequest) -> Draft | None:
    asked = _asked(request, "brand")
    brand = find.one(find.brands(request).live(), asked) if asked else None
    return drafts.campaign(brand=brand, actor=find.actor_of(request))


def _start_tollfree(request: MemberRequest) -> Draft | None:
    actor = find.actor_of(request)
    if again := _asked(request, "again"):
        old = find.one(find.verifications(request), again)
        return drafts.tollfree_again(verification=old, actor=actor)
    asked = _asked(request, "profile")
    profile = find.one(find.profiles(request).live(), asked) if asked else None
    number = digits_of(_asked(request, "number"))
    return drafts.tollfree(profile=profile, number=number, actor=actor)


_STARTS: dict[str, Any] = {
    "profile": _start_profile,
    "brand": _start_brand,
    "campaign": _start_campaign,
    "tollfree": _start_tollfree,
}


@require_POST
@right_required("brand.submit")
def brand_correct(request: MemberRequest, public_id: str) -> HttpResponse:
    row = find.one(find.brands(request), public_id)
    return _correct(request, row, partial(drafts.brand_correction, brand=row))


@require_POST
@right_required("campaign.submit")
def campaign_correct(request: MemberRequest, public_id: str) -> HttpResponse:
    row = find.one(find.campaigns(request), public_id)
    return _correct(request, row, partial(drafts.campaign_correction, campaign=row))


@require_POST
@right_required("tollfree.submit")
def tollfree_correct(request: MemberRequest, public_id: str) -> HttpResponse:
    row = find.one(find.verifications(request), public_id)
    return _correct(request, row, partial(drafts.tollfree_correction, verification=row))


def _correct(request: MemberRequest, row: Any, start: Callable[..., Draft]) -> HttpResponse:
    """Leads to the correcting draft, or back to the object with why there is none."""
    try:
        draft = start(actor=find.actor_of(request))
    except Refused as error:
        messages.error(request, str(error))
        return redirect(row)
    return redirect("compliance:draft", draft.pk)
