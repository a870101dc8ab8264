"""The chips, the search and the order of the list of providers; all of it lives in the address."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.policies.forms.policy_filter import SYNC_CHOICES, environments_of
from apps.policies.kinds import Kind
from apps.policies.models import PhoneDeliverySetting
from apps.sync.filters import STATES, ConnectionFilter
from apps.sync.models import Sync


class SettingFilter(django_filters.FilterSet):
    """?q=, ?kind=, ?sync=, ?environment=, ?sort=; several of one name mean any of them."""

    q = django_filters.CharFilter(method="by_words")
    kind = django_filters.MultipleChoiceFilter(choices=Kind.choices)
    sync = django_filters.MultipleChoiceFilter(choices=SYNC_CHOICES, method="by_sync")
    environment = ConnectionFilter(queryset=environments_of)
    sort = django_filters.OrderingFilter(
        fields={"name": "name", "kind": "kind", "updated_at": "changed"}
    )

    class Meta:
        model = PhoneDeliverySetting
        fields: list[str] = []

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        words = value.strip()
        return rows.filter(
            Q(name__icontains=words)
            | Q(sid__iexact=words)
            | Q(public_id__iexact=words)
            | Q(remote_id__iexact=words)
        )

    def by_sync(self, rows: QuerySet[Any], name: str, values: list[str]) -> QuerySet[Any]:
        wanted = Q()
        for value in values:
            wanted |= STATES[value][1]
        return rows.filter(Exists(Sync.objects.filter(wanted, pk=OuterRef("sync_id"))))
