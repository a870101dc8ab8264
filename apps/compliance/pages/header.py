"""The head of a detail page: ids, buttons by role, and what a decline says."""

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from apps.compliance.choices import TollfreeStatus
from apps.compliance.help import what_to_do
from apps.compliance.models import Brand, Campaign, Profile, TollfreeVerification
from apps.compliance.models.standing import Decline, refusal
from apps.compliance.services.campaign import can_correct
from apps.compliance.services.tollfree import can_correct as can_correct_tollfree
from apps.compliance.services.tollfree import can_delete
from apps.core.actor import Actor
from apps.sync.mirrored import Mirrored


@dataclass(frozen=True)
class Act:
    """A button beside the heading: a link, or a form of its own where it `posts`."""

    label: str
    url: str
    icon: str
    posts: bool = False


@dataclass(frozen=True)
class DeclineBox:
    """The provider's words first, then what to do; the code comes last."""

    words: str
    more: str
    code: str
    todo: str
    colour: str = "red"


def ids_of(obj: Mirrored, noun: str) -> list[dict[str, str]]:
    """Theirs first, then ours where it differs."""
    ids = [{"value": obj.remote_id, "label": f"Plivo's {noun} id", "who": "Plivo"}]
    if obj.public_id != obj.remote_id:
        ids.append({"value": obj.public_id, "label": f"Linecheck's {noun} id", "who": "Linecheck"})
    return [one for one in ids if one["value"]]


def profile_acts(profile: Profile, actor: Actor) -> list[Act]:
    if profile.retiring or not profile.live:
        return []
    acts = []
    if actor.can("profile.edit"):
        acts.append(Act("Edit", _url("profile_edit", profile), "pencil"))
    if actor.can("profile.delete") and not profile.is_primary:
        acts.append(Act("Delete", _url("profile_delete", profile), "trash"))
    return acts


def brand_acts(brand: Brand, actor: Actor) -> list[Act]:
    if brand.retiring or not brand.live or not actor.can("brand.delete"):
        return []
    return [Act("Deactivate", _url("brand_delete", brand), "trash")]


def campaign_acts(campaign: Campaign, actor: Actor) -> list[Act]:
    if campaign.retiring or not campaign.live or not actor.can("campaign.delete"):
        return []
    return [Act("Deactivate", _url("campaign_delete", campaign), "trash")]


def tollfree_acts(verification: TollfreeVerification, actor: Actor) -> list[Act]:
    acts = []
    submitted = verification.remote_id and verification.status == TollfreeStatus.SUBMITTED
    if submitted and not can_correct_tollfree(verification) and actor.can("tollfree.submit"):
        # Elsewhere it is the next action; here it begins a review anew that may be nearly done.
        acts.append(Act("Correct", _url("tollfree_correct", verification), "pencil", posts=True))
    if not can_delete(verification) and actor.can("tollfree.delete"):
        acts.append(Act("Withdraw", _url("tollfree_delete", verification), "trash"))
    return acts


def may_correct(campaign: Campaign, actor: Actor) -> bool:
    return actor.can("campaign.submit") and not can_correct(campaign)


def declines_of(obj: Any) -> list[DeclineBox]:
    if isinstance(obj, TollfreeVerification):
        return _tollfree_words(obj)
    found = getattr(obj, "declined_reasons", None)
    if found is not None:
        reasons = found if obj.registration_status == "FAILED" else []
    else:
        reasons = [obj.decline] if getattr(obj, "decline", None) else []
    return [_box(decline) for decline in reasons]


def _tollfree_words(verification: TollfreeVerification) -> list[DeclineBox]:
    """Why it was rejected or not taken, or what is asked for; an earlier state's words are past."""
    asked = verification.status == TollfreeStatus.UPDATE_REQUIRED
    spoken = asked or verification.status == TollfreeStatus.REJECTED
    said = verification.error_message if spoken else refusal(verification)
    box = _box(Decline("", said))
    return [replace(box, colour="orange" if asked else "red")] if said else []


def _box(decline: Decline) -> DeclineBox:
    words = decline.description or decline.reason
    more = decline.reason if decline.description and decline.reason != decline.description else ""
    return DeclineBox(words, more, decline.code, what_to_do(decline.code, f"{words} {more}"))


def _url(name: str, obj: Mirrored) -> str:
    return reverse(f"compliance:{name}", args=[obj.public_id])
