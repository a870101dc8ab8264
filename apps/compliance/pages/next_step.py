"""The one next action of an object and the sentence about what happens next, with the usual wait.

Waits: Plivo support, "10DLC registration timelines".
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from apps.compliance.choices import CampaignSource
from apps.compliance.estimate import brand_estimate, campaign_estimate
from apps.compliance.models import Brand, Campaign, Profile
from apps.core.actor import Actor
from apps.sync.mirrored import Mirrored
from apps.sync.models import Block
from apps.sync.pages import story_of

BRAND_WAIT = "usually minutes, sometimes a day"
CAMPAIGN_WAIT = "usually one to two weeks"
NUMBER_WAIT = "usually a few minutes"


@dataclass(frozen=True)
class NextStep:
    """``url`` is a link, ``post_url`` a form with one button; ``label`` "" draws no button."""

    text: str
    label: str = ""
    url: str = ""
    post_url: str = ""
    price: Decimal | None = None
    colour: str = ""


def start_url(kind: str, **query: str) -> str:
    """Where a filing of ``kind`` is started; ``query`` names what it is for."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return reverse("compliance:start", args=[kind]) + (f"?{asked}" if asked else "")


def correct_url(kind: str, obj: Mirrored) -> str:
    return reverse(f"compliance:{kind}_correct", args=[obj.public_id])


def of_profile(profile: Profile, brand: Brand | None, actor: Actor) -> NextStep:
    if gone := gone_step(profile, "company"):
        return gone
    edit = reverse("compliance:profile_edit", args=[profile.public_id])
    may_edit = actor.can("profile.edit")
    if stuck := stuck_step(profile, "Correct this company" if may_edit else "", edit):
        return stuck
    if brand is not None:
        return NextStep(
            f"Registered with the brand {brand}. A change made here reaches Plivo by itself; the "
            "registry looks at it again when the brand is registered anew."
        )
    if profile.is_primary:
        return NextStep(
            "This is the account's own company. File the companies you send for as companies of "
            "their own, each with its brand."
        )
    if not profile.ein:
        return NextStep(
            "Without an EIN only a Starter brand is possible, and Plivo has paused those. Add the "
            "EIN, then register the brand.",
            "Add the EIN" if may_edit else "",
            f"{edit}#id_ein",
        )
    fee = brand_estimate(brand_type="STANDARD", secondary_vetting=True).once
    return NextStep(
        "The next step is a brand: the registry checks the legal name against the EIN, "
        f"{BRAND_WAIT}.",
        "Register a brand" if actor.can("brand.submit") else "",
        post_url=start_url("brand", profile=profile.public_id),
        price=fee,
    )


def of_brand(brand: Brand, actor: Actor) -> NextStep:
    if gone := gone_step(brand, "brand"):
        return gone
    may_file = actor.can("brand.submit")
    if brand.sync.blocked == Block.REJECTED and not brand.remote_id:
        return NextStep(
            "Plivo did not take this brand. Correct what it names and file it again; nothing was "
            "registered, so no second fee is due.",
            "Correct and file again" if may_file else "",
            post_url=correct_url("brand", brand),
            colour="red",
        )
    if stuck := stuck_step(brand):
        return stuck
    status = brand.registration_status
    if status == "FAILED":
        return NextStep(
            "The registry did not recognise the company. Correct the company, then deactivate this "
            "brand and register it again: Plivo offers no way to change one.",
            "Correct the company" if actor.can("profile.edit") else "",
            reverse("compliance:profile_edit", args=[brand.profile.public_id]),
            colour="red",
        )
    if status == "COMPLETED":
        fee = campaign_estimate(usecase="MIXED").once
        return NextStep(
            "Registered. Campaigns of this brand can be filed now.",
            "File a campaign" if actor.can("campaign.submit") else "",
            post_url=start_url("campaign", brand=brand.public_id),
            price=fee,
            colour="green",
        )
    if not brand.remote_id:
        return sending_step(brand, "brand", "once its company has reached Plivo")
    return NextStep(
        f"The registry is checking the company, {BRAND_WAIT}. A campaign can be filed already: it "
        "goes out by itself once the brand is registered.",
        "File a campaign" if actor.can("campaign.submit") else "",
        post_url=start_url("campaign", brand=brand.public_id),
        price=campaign_estimate(usecase="MIXED").once,
        colour="blue",
    )


def of_campaign(campaign: Campaign, actor: Actor, *, numbers: int) -> NextStep:
    if gone := gone_step(campaign, "campaign"):
        return gone
    shared = campaign.source == CampaignSource.SHARED
    may_file = actor.can("campaign.submit") and not shared
    if campaign.sync.blocked == Block.REJECTED and not campaign.remote_id and not shared:
        return NextStep(
            "Plivo did not take this campaign. Correct what it names and file it again; it was "
            "never reviewed, so no second fee is due.",
            "Correct and file again" if may_file else "",
            post_url=correct_url("campaign", campaign),
            colour="red",
        )
    if stuck := stuck_step(campaign):
        return stuck
    status = campaign.registration_status
    if status == "FAILED" and shared:
        return NextStep(
            "It was registered at The Campaign Registry: correct it there. The new state shows up "
            "here by itself.",
            colour="red",
        )
    if status == "FAILED":
        return NextStep(
            "Correct what the reviewer names, then resubmit. The fee is due again and the next "
            f"review takes {CAMPAIGN_WAIT}.",
            "Correct and resubmit" if may_file else "",
            post_url=correct_url("campaign", campaign),
            price=campaign_estimate(usecase=campaign.usecase, act="resubmit").once,
            colour="red",
        )
    if status == "EXPIRED":
        return NextStep(
            "The campaign has expired and its numbers no longer send. File a new one; this one "
            "cannot be revived.",
            "File a campaign" if actor.can("campaign.submit") else "",
            post_url=start_url("campaign", brand=campaign.brand.public_id)
            if campaign.brand
            else start_url("campaign"),
            colour="orange",
        )
    link = reverse("compliance:number_link", args=[campaign.public_id])
    label = "Link numbers" if actor.can("number.link") and not numbers else ""
    if status == "ACTIVE":
        text = (
            "Approved. Its numbers may send what was filed, and nothing else."
            if numbers
            else "Approved. Link the numbers that send its messages: until then nothing is sent "
            "under it."
        )
        return NextStep(text, label, link, colour="green")
    if not campaign.remote_id:
        return sending_step(campaign, "campaign", "once its brand is registered")
    return NextStep(
        f"Plivo and the carriers are reviewing it, {CAMPAIGN_WAIT}. You need not do anything. "
        + (
            "Its numbers are linked by themselves once it is active."
            if numbers
            else "Numbers can be chosen already; they are linked once it is active."
        ),
        label,
        link,
        colour="blue",
    )


def gone_step(obj: Mirrored, noun: str) -> NextStep | None:
    if not obj.live:
        return NextStep(f"This {noun} was deleted. The page stays for the record.")
    if obj.retiring:
        if stuck := stuck_step(obj):
            return stuck
        return NextStep(f"This {noun} is being deleted at Plivo, usually within seconds.")
    return None


def stuck_step(obj: Any, label: str = "", url: str = "") -> NextStep | None:
    """Why it cannot be sent, and where to go; a refusal leads to the fields, the rest to Sync."""
    sync = obj.sync
    paused = bool(sync.sent < sync.wanted and obj.configuration.lane.paused_at)
    if not (sync.blocked or sync.hold or paused):
        return None
    story = story_of(sync)
    said = f" {story.why}" if story.why and sync.blocked != Block.REJECTED else ""
    text = f"{story.happened}{said} {story.todo}"
    colour = "red" if sync.blocked else "orange"
    if sync.blocked == Block.REJECTED and url:
        return NextStep(text, label, url, colour=colour)
    if paused and not (sync.blocked or sync.hold):
        connection = reverse("portal:connection", args=[obj.configuration_id])
        return NextStep(text, "Open the connection", connection, colour=colour)
    word = "Decide" if sync.hold else "See what happened and retry"
    return NextStep(text, word, reverse("sync:detail", args=[sync.pk]), colour=colour)


def sending_step(obj: Any, noun: str, waits: str) -> NextStep:
    sync = obj.sync
    if sync.waits_for_id:
        return NextStep(f"This {noun} goes out by itself {waits}.", colour="blue")
    story = story_of(sync)
    said = f" {story.why}" if story.why else ""
    return NextStep(f"{story.happened}{said} {story.todo}".strip(), colour="blue")
