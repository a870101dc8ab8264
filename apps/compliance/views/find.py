"""From an address to a row the person may see; everything else is 404."""

from typing import Any, TypeVar

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404

from apps.accounts.access import MemberRequest
from apps.compliance.models import Draft
from apps.compliance.models.brand import Brand, BrandQuerySet
from apps.compliance.models.campaign import Campaign, CampaignQuerySet
from apps.compliance.models.profile import Profile, ProfileQuerySet
from apps.compliance.models.tollfree import TollfreeVerification, TollfreeVerificationQuerySet
from apps.core.actor import Actor
from apps.providers.models import ProviderConfiguration
from apps.sync.mirrored import Mirrored

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


def one(rows: QuerySet[M], value: str) -> M:
    """The row called `value`, ours or theirs; ours first when two rows answer to it."""
    named: Any = rows
    ours = Case(When(public_id=value, then=Value(0)), default=Value(1), output_field=IntegerField())
    # PostgreSQL takes no NUL, not even to look for it.
    rows_called = named.none() if "\x00" in value else named.by_any_id(value)
    found = rows_called.order_by(ours, "pk").first()
    if found is None:
        raise Http404
    result: M = found
    return result


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
