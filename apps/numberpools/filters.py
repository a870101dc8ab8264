"""The chips and the search over the numbers."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from apps.numberpools.models import PhoneNumber
from apps.providers.models import ProviderConfiguration
from apps.sync.filters import ConnectionFilter, digits_of

TOLLFREE = Q(type=PhoneNumber.Type.TOLLFREE)
# What a number's standing comes down to, by the words of Plivo's account numbers API.
STANDINGS: dict[str, tuple[str, Q]] = {
    "registered": ("In a campaign", Q(tendlc_registration_status__iexact="COMPLETED")),
    "processing": ("Being linked", Q(tendlc_registration_status__iexact="PROCESSING")),
    "failed": ("Linking failed", Q(tendlc_registration_status__iexact="FAILED")),
    "free": (
        "Free for a campaign",
        Q(sms_enabled=True, number__startswith="1")
        & ~TOLLFREE
        & ~Q(tendlc_registration_status__iregex="^(COMPLETED|PROCESSING|FAILED)$"),
    ),
    "verified": ("Verified", TOLLFREE & Q(toll_free_sms_verification__iexact="VERIFIED")),
    "verifying": (
        "Being verified",
        TOLLFREE & Q(toll_free_sms_verification__iexact="PENDING_VERIFICATION"),
    ),
    "unverified": (
        "Not verified",
        TOLLFREE & ~Q(toll_free_sms_verification__iregex="^(VERIFIED|PENDING_VERIFICATION)$"),
    ),
    "no_sms": ("Cannot send SMS", Q(sms_enabled=False)),
}


def connections_of(request: HttpRequest | None) -> QuerySet[ProviderConfiguration]:
    everything = ProviderConfiguration.objects.plivo().order_by("name")
    if request is None:
        return everything.none()
    return everything.visible_to(request.actor)  # type: ignore[attr-defined]


class PhoneNumberFilter(django_filters.FilterSet):
    """?type=, ?standing=, ?connection= (several of one mean any of them) and ?q=."""

    q = django_filters.CharFilter(method="by_words")
    type = django_filters.MultipleChoiceFilter(choices=PhoneNumber.Type.choices)
    standing = django_filters.MultipleChoiceFilter(
        choices=[(value, label) for value, (label, _) in STANDINGS.items()], method="by_standing"
    )
    connection = ConnectionFilter(queryset=connections_of)

    class Meta:
        model = PhoneNumber
        fields: list[str] = []

    def by_words(self, rows: QuerySet[PhoneNumber], name: str, value: str) -> Any:
        """Digits in any spelling match the number; anything else its name, region or campaign."""
        words = value.strip()
        found = (
            Q(alias__icontains=words)
            | Q(region__icontains=words)
            | Q(tendlc_campaign_id__iexact=words)
        )
        if digits := digits_of(words):
            found |= Q(number__contains=digits)
        return rows.filter(found)

    def by_standing(self, rows: QuerySet[PhoneNumber], name: str, values: list[str]) -> Any:
        wanted = Q()
        for value in values:
            wanted |= STANDINGS[value][1]
        return rows.filter(wanted)
