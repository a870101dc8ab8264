"""What needs somebody now, what is under review, what to continue: the rows of the home page.

Each list is one query whatever its length; LIMIT rows of each are shown.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from apps.accounts.models import Organization
from apps.compliance.models import Brand, Campaign, CampaignNumber, Draft, Profile
from apps.core.actor import Actor
from apps.core.models import Event
from apps.providers.models import ProviderConfiguration
from apps.sync.mirrored import Mirrored
from apps.sync.pages import describe, page_of
from apps.sync.registry import mirror_for
from apps.sync.timeline import event_entry

LIMIT = 50
RECENT = 10
FAILED = "FAILED"
# Plivo support, "10DLC registration timelines".
USUAL = {
    "brand": ("minutes to a day", timedelta(days=1)),
    "campaign": ("1 to 2 weeks", timedelta(days=14)),
}


@dataclass(frozen=True)
class Need:
    """One row of the queue: what it is, why it is here, and the one button."""

    title: str
    noun: str
    text: str
    why: str
    label: str
    url: str
    word: str
    colour: str
    icon: str
    since: datetime | None = None
    quoted: bool = False


@dataclass(frozen=True)
class Review:
    """Something the provider has not decided yet."""

    obj: Mirrored
    noun: str
    url: str
    since: datetime
    usual: str
    late: bool


class Home:
    """Everything the page shows, read once: one query for each kind of object, then one a list."""

    def __init__(self, actor: Actor, paused: list[ProviderConfiguration]) -> None:
        assert actor.organization_id is not None
        self.actor = actor
        self.organization_id = actor.organization_id
        self.paused = paused
        self.now = timezone.now()
        self.objects = [obj for model in _OPEN_STATES for obj in self._open(model)]

    def needs(self) -> list[Need]:
        """Paused connections first, for they hold up everything; then declines, then the rest."""
        ranked = [(_rank(obj), need) for obj in self.objects if (need := self._need(obj))]
        ranked.sort(key=lambda pair: pair[0])
        return [*map(self._paused, self.paused), *(need for _, need in ranked)]

    def reviews(self) -> list[Review]:
        """Oldest first: who waits longest is asked about first."""
        rows = [self._review(obj) for obj in self.objects if _in_review(obj)]
        return sorted(rows, key=lambda row: row.since)

    def drafts(self) -> list[dict[str, Any]]:
        mine = Draft.objects.visible_to(self.actor).select_related("author")
        return [
            {
                "name": _draft_name(draft),
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
        return [
            {**event_entry(event), "text": event.subject_label}
            for event in mine.order_by("-at", "-id")[:RECENT]
        ]

    def steps(self) -> list[dict[str, Any]]:
        """The way from nothing to a campaign with numbers; [] once somebody has gone it."""
        done = _steps_done(self.organization_id)
        if all(done.values()):
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
        rows = model._default_manager.filter(
            stuck | Q(remote_status__in=_OPEN_STATES[model], retiring=False),
            configuration__organization_id=self.organization_id,
            retired_at__isnull=True,
        )
        related = ["sync", "configuration", "configuration__lane"]
        if model is CampaignNumber:
            related.append("campaign")
        return list(rows.select_related(*related).order_by("-updated_at")[:LIMIT])

    def _need(self, obj: Any) -> Need | None:
        sync = obj.sync
        noun = mirror_for(sync.kind).noun
        page = page_of(obj)
        name = _name(obj)
        if sync.blocked or sync.hold:
            describe(sync, obj)
            story = sync.story
            declined = sync.blocked == "rejected" and page
            return Need(
                title=name,
                noun=noun,
                text=f"{story.happened} {story.todo}",
                why=story.why,
                label=self._label(noun) if declined else "See what happened",
                url=page if declined else reverse("sync:detail", args=[sync.pk]),
                word="Blocked" if sync.blocked else "Held",
                colour="red" if sync.blocked else "orange",
                icon="alert-triangle" if sync.blocked else "player-pause",
                since=obj.updated_at,
                quoted=story.quoted,
            )
        if obj.remote_status != FAILED:
            return None
        return Need(
            title=name,
            noun=noun,
            text=_todo(obj),
            why=_words(obj),
            label=self._label(noun),
            url=page or reverse("sync:detail", args=[sync.pk]),
            word="Declined",
            colour="red",
            icon="circle-x",
            since=obj.remote_seen_at,
            quoted=True,
        )

    def _label(self, noun: str) -> str:
        """Who may not file is only shown the way."""
        return f"Correct this {noun}" if self.actor.can("draft.edit") else f"Open this {noun}"

    def _paused(self, connection: ProviderConfiguration) -> Need:
        return Need(
            title=connection.name,
            noun="connection",
            text="This connection is paused: nothing of it is sent. "
            "Replace its token, or resume it.",
            why=connection.lane.pause_reason,
            label="Open the connection",
            word="Paused",
            url=reverse("portal:connection", args=[connection.pk]),
            colour="red",
            icon="plug-x",
            since=connection.lane.paused_at,
        )

    def _review(self, obj: Any) -> Review:
        noun = mirror_for(obj.sync.kind).noun
        usual, longest = USUAL.get(noun, ("", timedelta.max))
        return Review(
            obj=obj,
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
        connection=Exists(ProviderConfiguration.objects.filter(organization=OuterRef("pk"))),
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
    return not stuck and isinstance(obj, Brand | Campaign) and obj.remote_status != FAILED


def _rank(obj: Mirrored) -> tuple[int, float]:
    """Declines and refusals, then what is held for a decision; the latest first among equals."""
    group = 1 if obj.sync.hold else 0
    return group, -obj.updated_at.timestamp()


def _name(obj: Any) -> str:
    return f"{obj} in {obj.campaign}" if isinstance(obj, CampaignNumber) else str(obj)


def _words(obj: Any) -> str:
    """The provider's reasons, code last."""
    declines = getattr(obj, "declined_reasons", None) or [getattr(obj, "decline", None)]
    texts = []
    for decline in filter(None, declines):
        code = f" ({decline.code})" if decline.code else ""
        texts.append(f"{decline.reason}{code}")
    return " ".join(texts)


def _todo(obj: Any) -> str:
    if isinstance(obj, Brand):
        return "Correct the company, then register the brand again."
    if isinstance(obj, Campaign):
        return "Correct what the reviewer names and resubmit it."
    return "Check the number at Plivo, then link it again."


def _draft_name(draft: Draft) -> str:
    data = draft.data if isinstance(draft.data, dict) else {}
    keys = ("campaign_alias", "brand_alias", "profile_alias", "company_name")
    return next((str(data[key]) for key in keys if data.get(key)), "Without a name yet")


def _url(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
