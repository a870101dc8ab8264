"""What needs somebody now, what is under review, what to continue: the rows of the home page.

Each list is one query whatever its length; LIMIT rows of each are shown.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from apps.accounts.models import Organization
from apps.compliance.choices import TollfreeStatus
from apps.compliance.models import (
    Brand,
    Campaign,
    CampaignNumber,
    Draft,
    Profile,
    TollfreeVerification,
)
from apps.compliance.pages.drafts import name_of as draft_name
from apps.core.actor import Actor
from apps.core.models import Event
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.portal.needs import (
    DECLINED,
    FAILED,
    Need,
    name_of,
    need_of_failing,
    need_of_paused,
    needs_of,
)
from apps.providers.models import ProviderConfiguration
from apps.sync.mirrored import Mirrored
from apps.sync.pages import page_of
from apps.sync.registry import mirror_for
from apps.sync.timeline import event_entry

LIMIT = 50
RECENT = 10
REJECTED_FOR = timedelta(days=30)
# Plivo support, "10DLC registration timelines"; toll-free: Plivo blog, and Plivo support for the
# longest.
USUAL = {
    "brand": ("minutes to a day", timedelta(days=1)),
    "campaign": ("1 to 2 weeks", timedelta(days=14)),
    "toll-free verification": ("1 to 2 weeks, at times up to 6", timedelta(days=42)),
}


@dataclass(frozen=True)
class Review:
    """Something the provider has not decided yet."""

    obj: Mirrored
    name: str
    noun: str
    url: str
    since: datetime
    usual: str
    late: bool


class Home:
    """Everything the page shows, read once: one query for each kind of object, then one a list."""

    def __init__(self, actor: Actor, connections: list[ProviderConfiguration]) -> None:
        """`connections` are the organisation's, each with its lane."""
        assert actor.organization_id is not None
        self.actor = actor
        self.organization_id = actor.organization_id
        self.connections = connections
        self.now = timezone.now()
        self.objects = [obj for model in _OPEN_STATES for obj in self._open(model)]

    def needs(self) -> list[Need]:
        """Connections first, for they hold up everything."""
        active = [one for one in self.connections if one.active and hasattr(one, "lane")]
        paused = [one for one in active if one.lane.paused_at]
        failing = [one for one in active if one.verify_error and not one.lane.paused_at]
        return [
            *map(need_of_paused, paused),
            *map(need_of_failing, failing),
            *needs_of(self.objects, self.actor),
        ]

    def reviews(self) -> list[Review]:
        """Oldest first: who waits longest is asked about first."""
        rows = [self._review(obj) for obj in self.objects if _in_review(obj)]
        return sorted(rows, key=lambda row: row.since)

    def drafts(self) -> list[dict[str, Any]]:
        mine = Draft.objects.visible_to(self.actor).select_related("author")
        return [
            {
                "name": draft_name(draft),
                "kind": draft.get_kind_display(),
                "url": _url("compliance:draft", draft.pk),
                "author": draft.author,
                "at": draft.updated_at,
            }
            for draft in mine.order_by("-updated_at")[:10]
        ]

    def changes(self) -> list[dict[str, Any]]:
        mine = Event.objects.filter(organization_id=self.organization_id)
        # Deliveries have their own page, and a bulk of numbers would hide everything else.
        mine = mine.exclude(verb__startswith="sent.")
        mine = mine.exclude(subject_kind="compliance.campaignnumber")
        # Who signs in and from where is for the audit only.
        mine = mine.exclude(subject_kind="accounts.user")
        return [
            {**event_entry(event), "text": event.subject_label}
            for event in mine.order_by("-at", "-id")[:RECENT]
        ]

    def steps(self) -> list[dict[str, Any]]:
        """The way from nothing to a campaign with numbers; [] once somebody has gone it, and for
        those who use Linecheck for something else."""
        done = _steps_done(self.organization_id)
        if all(done.values()) or (self.connections and not done["connection"]):
            return []
        steps, current = [], True
        for name, label, act, verb, url_name in _STEPS:
            state = "done" if done[name] else "current" if current else "todo"
            if state == "current":
                current = False
            url = _url(url_name) if self.actor.can(verb) else ""
            steps.append({"label": label, "act": act, "state": state, "url": url})
        return steps

    def _open(self, model: type[Mirrored]) -> list[Any]:
        """Live objects that failed, are under review, or whose delivery stands still."""
        stuck = ~Q(sync__blocked="") | ~Q(sync__hold="")
        shown = Q(remote_status__in=_OPEN_STATES[model], retiring=False)
        if model is TollfreeVerification:
            shown &= ~Q(remote_status=TollfreeStatus.REJECTED) | self._news()
        rows = model._default_manager.filter(
            stuck | shown,
            configuration__organization_id=self.organization_id,
            retired_at__isnull=True,
        )
        related = ["sync", "configuration", "configuration__lane"]
        if model is CampaignNumber:
            related.append("campaign")
        order: list[Any] = ["-updated_at"]
        if model is TollfreeVerification:
            # What is due at a day must not fall off the end.
            order.insert(0, F("update_by").asc(nulls_last=True))
        return list(rows.select_related(*related).order_by(*order)[:LIMIT])

    def _news(self) -> Q:
        """A rejection cannot be taken back or away: it is shown for a while, and until its number
        is filed again."""
        again = TollfreeVerification.objects.live().filter(
            configuration=OuterRef("configuration"),
            number=OuterRef("number"),
            pk__gt=OuterRef("pk"),
        )
        return Q(remote_seen_at__gt=self.now - REJECTED_FOR) & ~Q(Exists(again))

    def _review(self, obj: Any) -> Review:
        noun = mirror_for(obj.sync.kind).noun
        usual, longest = USUAL.get(noun, ("", timedelta.max))
        return Review(
            obj=obj,
            name=name_of(obj),
            noun=noun,
            url=page_of(obj),
            since=obj.created_at,
            usual=usual,
            late=self.now - obj.created_at > longest,
        )


# What each kind is on this page for, besides a delivery that stands still.
_OPEN_STATES: dict[type[Mirrored], tuple[str, ...]] = {
    Profile: (),
    Brand: (FAILED, "PROCESSING", ""),
    Campaign: (FAILED, "PROCESSING", ""),
    CampaignNumber: (FAILED,),
    TollfreeVerification: ("", *TollfreeStatus.open(), TollfreeStatus.REJECTED),
    PhoneDeliverySetting: (),
    NotificationPolicy: (),
}
_STEPS = (
    ("connection", "Account", "Connect your Plivo account", "connection.edit", "portal:connect"),
    ("company", "Company", "Add the company that sends", "draft.edit", "compliance:profile_new"),
    ("brand", "Brand", "Register a brand", "draft.edit", "compliance:brand_new"),
    ("campaign", "Campaign", "File a campaign", "draft.edit", "compliance:campaign_new"),
    ("numbers", "Numbers", "Link your numbers", "number.link", "compliance:campaign_list"),
)


def _steps_done(organization_id: int) -> dict[str, bool]:
    mine = {"configuration__organization": OuterRef("pk"), "retired_at__isnull": True}
    row = Organization.objects.filter(pk=organization_id).values(
        connection=Exists(
            ProviderConfiguration.objects.plivo().filter(organization=OuterRef("pk"))
        ),
        company=Exists(Profile.objects.secondary().filter(**mine)),
        brand=Exists(Brand.objects.filter(**mine)),
        campaign=Exists(Campaign.objects.filter(**mine)),
        numbers=Exists(CampaignNumber.objects.filter(**mine)),
    )
    found: Any = row.get()
    return dict(found)


def _in_review(obj: Mirrored) -> bool:
    """Numbers are linked by the dozen within minutes; only their failures belong on this page."""
    stuck = obj.sync.blocked or obj.sync.hold
    if stuck or not isinstance(obj, Brand | Campaign | TollfreeVerification):
        return False
    if obj.remote_status == TollfreeStatus.UPDATE_REQUIRED:
        return obj.sync.sent < obj.sync.wanted
    return obj.remote_status not in DECLINED


def _url(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
