"""From an address to a row the person may see; everything else is 404."""

from typing import TypeVar

from django.db.models import QuerySet
from django.http import Http404

from apps.accounts.access import MemberRequest
from apps.compliance.models import Draft
from apps.compliance.models.brand import Brand, BrandQuerySet
from apps.compliance.models.campaign import Campaign, CampaignQuerySet
from apps.compliance.models.profile import Profile, ProfileQuerySet
from apps.compliance.models.tollfree import TollfreeVerification, TollfreeVerificationQuerySet
from apps.core.actor import Actor
from apps.providers.models import ProviderConfiguration
from apps.sync.mirrored import Mirrored, MirroredQuerySet

M = TypeVar("M", bound=Mirrored)


def actor_of(request: MemberRequest) -> Actor:
    actor: Actor = request.actor
    return actor


def profiles(request: MemberRequest) -> ProfileQuerySet:
    return Profile.objects.visible_to(actor_of(request)).select_related(
        "configuration__lane", "sync__configuration__lane"
    )


def brands(request: MemberRequest) -> BrandQuerySet:
    return Brand.objects.visible_to(actor_of(request)).select_related(
        "profile", "configuration__lane", "sync__configuration__lane"
    )


def campaigns(request: MemberRequest) -> CampaignQuerySet:
    return Campaign.objects.visible_to(actor_of(request)).select_related(
        "brand__profile", "configuration__lane", "sync__configuration__lane"
    )


def verifications(request: MemberRequest) -> TollfreeVerificationQuerySet:
    return TollfreeVerification.objects.visible_to(actor_of(request)).select_related(
        "profile", "configuration__lane", "sync__configuration__lane"
    )


def one(rows: MirroredQuerySet[M], value: str) -> M:
    """The row called `value`, ours or theirs; ours first when two rows answer to it."""
    found = rows.called(value)
    if found is None:
        raise Http404
    return found


def draft(request: MemberRequest, pk: int) -> Draft:
    found = Draft.objects.visible_to(actor_of(request)).select_related("author").filter(pk=pk)
    row = found.first()
    if row is None:
        raise Http404
    return row


def connections(request: MemberRequest) -> QuerySet[ProviderConfiguration]:
    """The organisation's Plivo accounts."""
    mine = ProviderConfiguration.objects.plivo().visible_to(actor_of(request))
    return mine.order_by("name", "pk")
