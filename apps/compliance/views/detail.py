"""What is this, what happened, what next? Answers htmx with the live part alone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HTMX_STOP_POLLING

from apps.accounts.access import MemberRequest, member_required
from apps.compliance.models import (
    Brand,
    Campaign,
    CampaignNumber,
    Profile,
    TollfreeVerification,
)
from apps.compliance.pages import facts, header, live, next_step, next_tollfree
from apps.compliance.pages.evidence import shown
from apps.compliance.pages.facts_tollfree import facts_of, texts_of
from apps.compliance.pages.submissions import submissions_of
from apps.compliance.pages.timeline import entries_of
from apps.compliance.statuses import CampaignStatus
from apps.compliance.views import find
from apps.sync.mirrored import Mirrored

LIVE_SECONDS = 3


@member_required
def profile(request: MemberRequest, public_id: str) -> HttpResponse:
    row: Profile = find.one(find.profiles(request), public_id)
    if row.public_id != public_id:
        return redirect(row)
    actor = find.actor_of(request)
    brand = Brand.objects.live().select_related("sync").filter(profile=row).first()
    verifications = TollfreeVerification.objects.live().filter(profile=row)
    context = {
        "acts": header.profile_acts(row, actor),
        "ids": header.ids_of(row, "company"),
        "groups": facts.of_profile(row),
        "brand": brand,
        "verifications": list(verifications.select_related("sync").order_by("number", "-pk")),
        "next": next_step.of_profile(row, brand, actor),
        "refusal": _refusal(row),
    }
    return _page(request, "profile", row, context)


@member_required
def brand(request: MemberRequest, public_id: str) -> HttpResponse:
    row: Brand = find.one(find.brands(request), public_id)
    if row.public_id != public_id:
        return redirect(row)
    actor = find.actor_of(request)
    campaigns = Campaign.objects.live().filter(brand=row).select_related("sync")
    context = {
        "acts": header.brand_acts(row, actor),
        "ids": header.ids_of(row, "brand"),
        "facts": facts.of_brand(row),
        "campaigns": list(campaigns.order_by("campaign_alias")),
        "declines": header.declines_of(row),
        "next": next_step.of_brand(row, actor),
        "submissions": submissions_of(row),
    }
    return _page(request, "brand", row, context)


@member_required
def campaign(request: MemberRequest, public_id: str) -> HttpResponse:
    row: Campaign = find.one(find.campaigns(request), public_id)
    if row.public_id != public_id:
        return redirect(row)
    actor = find.actor_of(request)
    links = CampaignNumber.objects.live().filter(campaign=row)
    numbers = list(links.select_related("sync", "campaign").order_by("number"))
    changeable = row.live and not row.retiring
    over = row.registration_status in (CampaignStatus.FAILED, CampaignStatus.EXPIRED)
    context = {
        "acts": header.campaign_acts(row, actor),
        "ids": header.ids_of(row, "campaign"),
        "facts": facts.of_campaign(row),
        "groups": facts.campaign_texts(row),
        "declines": header.declines_of(row),
        "terms": row.mno_metadata,
        "next": next_step.of_campaign(row, actor, numbers=len(numbers)),
        "submissions": submissions_of(row),
        "numbers": numbers,
        "may_link": actor.can("number.link") and changeable and not over,
        "may_unlink": actor.can("number.unlink") and changeable,
        "may_retry": actor.can("number.link") and changeable and not over,
    }
    return _page(request, "campaign", row, context, numbers)


@member_required
def tollfree(request: MemberRequest, public_id: str) -> HttpResponse:
    row: TollfreeVerification = find.one(find.verifications(request), public_id)
    if row.public_id != public_id:
        return redirect(row)
    actor = find.actor_of(request)
    context = {
        "acts": header.tollfree_acts(row, actor),
        "ids": header.ids_of(row, "verification"),
        "facts": facts_of(row),
        "groups": texts_of(row),
        "evidence": shown(row.optin_image_url or [], row.organization_id),
        "declines": header.declines_of(row),
        "next": next_tollfree.of_tollfree(row, actor),
        "submissions": submissions_of(row),
        "ticking": next_tollfree.deadline(row),
    }
    return _page(request, "tollfree", row, context)


def _page(
    request: MemberRequest,
    kind: str,
    obj: Any,
    context: dict[str, Any],
    numbers: list[CampaignNumber] | None = None,
) -> HttpResponse:
    """The page; for a poll its live part: 204 while nothing changed, 286 when nothing will."""
    entries = entries_of(obj)
    watched = numbers or []
    stamp = live.stamp(obj, entries, watched, ticking=context.get("ticking", ""))
    moving = live.moving(obj) or any(live.moving(number) for number in watched)
    template = f"compliance/{kind}_detail.html"
    context |= {
        "obj": obj,
        "entries": entries,
        "moving": moving,
        "stamp": stamp,
        "live_url": obj.get_absolute_url(),
        "live_seconds": LIVE_SECONDS,
    }
    if request.headers.get("HX-Target") != "live":
        return render(request, template, context)
    if moving and request.GET.get("stamp") == stamp:
        return HttpResponse(status=204)
    context |= {"announce": _news(entries), "swapped": True}
    status = 200 if moving else HTMX_STOP_POLLING
    return render(request, f"{template}#live", context, status=status)


def _news(entries: list[dict[str, Any]]) -> str:
    """The newest entry as the sentence that is read aloud."""
    if not entries:
        return ""
    newest = entries[0]
    return " ".join(filter(None, (newest.get("actor"), newest["title"], newest.get("quote"))))


def _refusal(obj: Mirrored) -> str:
    """Plivo's words about a change it refused; a profile has no states of its own to show them."""
    detail = obj.sync.detail if isinstance(obj.sync.detail, dict) else {}
    return str(detail.get("message") or "") if obj.sync.blocked == "rejected" else ""
