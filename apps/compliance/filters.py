"""The chips, the search and the order of the lists; all of it lives in the address."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from apps.compliance.models import Brand, Campaign, Profile, TollfreeVerification
from apps.compliance.models.reads import NONE, reads
from apps.compliance.statuses import BrandStatus, CampaignStatus, Status, TollfreeStatus
from apps.providers.models import ProviderConfiguration
from apps.sync.filters import STATES, ConnectionFilter, digits_of
from apps.sync.models import Sync

USES = {"used": "Has a brand", "free": "No brand yet"}
SYNC_CHOICES = [(value, label) for value, (label, _) in STATES.items()]


def connections_of(request: HttpRequest | None) -> QuerySet[ProviderConfiguration]:
    everything = ProviderConfiguration.objects.plivo().order_by("name")
    if request is None:
        return everything.none()
    return everything.visible_to(request.actor)  # type: ignore[attr-defined]


def in_status(rows: QuerySet[Any], values: list[str], **how: Any) -> QuerySet[Any]:
    """Those whose standing is one of `values`, as the badge words it; `how` is for `reads`."""
    wanted = Q()
    for value in values:
        wanted |= reads(value, **how)
    return rows.filter(wanted)


def in_state(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    """Those whose delivery is in one of our own states."""
    wanted = Q()
    for value in values:
        wanted |= STATES[value][1]
    return rows.filter(Exists(Sync.objects.filter(wanted, pk=OuterRef("sync_id"))))


class RegistrationFilter(django_filters.FilterSet):
    """?q=, ?sync=, ?connection=, ?sort=; several of one name mean any of them."""

    q = django_filters.CharFilter(method="by_words")
    sync = django_filters.MultipleChoiceFilter(choices=SYNC_CHOICES, method="by_sync")
    connection = ConnectionFilter(queryset=connections_of)

    def by_sync(self, rows: QuerySet[Any], name: str, values: list[str]) -> QuerySet[Any]:
        return in_state(rows, values)

    def by_status(self, rows: QuerySet[Any], name: str, values: list[str]) -> QuerySet[Any]:
        return in_status(rows, values)

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        raise NotImplementedError


def _ids(words: str) -> Q:
    return Q(public_id__iexact=words) | Q(remote_id__iexact=words)


class ProfileFilter(RegistrationFilter):
    use = django_filters.MultipleChoiceFilter(choices=list(USES.items()), method="by_use")
    sort = django_filters.OrderingFilter(
        fields={"profile_alias": "name", "company_name": "company", "updated_at": "changed"}
    )

    class Meta:
        model = Profile
        fields: list[str] = []

    def by_use(self, rows: QuerySet[Profile], name: str, values: list[str]) -> QuerySet[Profile]:
        used = Exists(Brand.objects.live().filter(profile=OuterRef("pk")))
        if len(set(values)) != 1:
            return rows
        return rows.filter(used if values[0] == "used" else ~used)

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        words = value.strip()
        found = (
            Q(profile_alias__icontains=words)
            | Q(company_name__icontains=words)
            | Q(doing_business_as__icontains=words)
            | _ids(words)
        )
        if digits := digits_of(words):
            found |= Q(ein__contains=digits)
        return rows.filter(found)


def _statuses(kind: type[Status]) -> list[tuple[str, str]]:
    return [(status.value, str(status.label)) for status in kind]


class BrandFilter(RegistrationFilter):
    status = django_filters.MultipleChoiceFilter(choices=_statuses(BrandStatus), method="by_status")
    sort = django_filters.OrderingFilter(
        fields={"brand_alias": "name", "profile__company_name": "company", "updated_at": "changed"}
    )

    class Meta:
        model = Brand
        fields: list[str] = []

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        words = value.strip()
        found = (
            Q(brand_alias__icontains=words)
            | Q(profile__company_name__icontains=words)
            | _ids(words)
        )
        if digits := digits_of(words):
            found |= Q(profile__ein__contains=digits)
        return rows.filter(found)


class CampaignFilter(RegistrationFilter):
    status = django_filters.MultipleChoiceFilter(
        choices=_statuses(CampaignStatus), method="by_status"
    )
    sort = django_filters.OrderingFilter(
        fields={"campaign_alias": "name", "brand__brand_alias": "brand", "updated_at": "changed"}
    )

    class Meta:
        model = Campaign
        fields: list[str] = []

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        words = value.strip()
        found = (
            Q(campaign_alias__icontains=words)
            | Q(brand__brand_alias__icontains=words)
            | Q(brand__profile__company_name__icontains=words)
            | _ids(words)
        )
        return rows.filter(found)


class TollfreeFilter(RegistrationFilter):
    status = django_filters.MultipleChoiceFilter(
        choices=_statuses(TollfreeStatus), method="by_status"
    )
    sort = django_filters.OrderingFilter(
        fields={
            "number": "number",
            "profile__company_name": "company",
            "update_by": "due",
            "updated_at": "changed",
        }
    )

    class Meta:
        model = TollfreeVerification
        fields: list[str] = []

    def by_status(self, rows: QuerySet[Any], name: str, values: list[str]) -> QuerySet[Any]:
        """One they have not spoken of reads Submitted, and so does one they would not take."""
        return in_status(rows, values, refused=NONE, first=TollfreeStatus.SUBMITTED)

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        words = value.strip()
        found = (
            Q(profile__company_name__icontains=words)
            | Q(profile__profile_alias__icontains=words)
            | Q(usecase_summary__icontains=words)
            | Q(extra_data__iexact=words)
            | _ids(words)
        )
        if digits := digits_of(words):
            found |= Q(number__contains=digits)
        return rows.filter(found)
