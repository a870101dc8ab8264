"""The chips, the search and the order of the list of policies; all of it lives in the address."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from apps.policies.models import NotificationPolicy
from apps.providers.models import ProviderConfiguration
from apps.sync.filters import STATES, ConnectionFilter
from apps.sync.models import Sync

SYNC_CHOICES = [(value, label) for value, (label, _) in STATES.items()]


def environments_of(request: HttpRequest | None) -> QuerySet[ProviderConfiguration]:
    everything = ProviderConfiguration.objects.pingone()
    if request is None:
        return everything.none()
    return everything.visible_to(request.actor)  # type: ignore[attr-defined]


class PolicyFilter(django_filters.FilterSet):
    """?q=, ?sync=, ?environment=, ?sort=; several of one name mean any of them."""

    q = django_filters.CharFilter(method="by_words")
    sync = django_filters.MultipleChoiceFilter(choices=SYNC_CHOICES, method="by_sync")
    environment = ConnectionFilter(queryset=environments_of)
    sort = django_filters.OrderingFilter(fields={"name": "name", "updated_at": "changed"})

    class Meta:
        model = NotificationPolicy
        fields: list[str] = []

    def by_sync(self, rows: QuerySet[Any], name: str, values: list[str]) -> QuerySet[Any]:
        wanted = Q()
        for value in values:
            wanted |= STATES[value][1]
        return rows.filter(Exists(Sync.objects.filter(wanted, pk=OuterRef("sync_id"))))

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The name, an id, or the name of a provider it uses."""
        words = value.strip()
        uses = NotificationPolicy.settings.through.objects.filter(
            notificationpolicy=OuterRef("pk"), phonedeliverysetting__name__icontains=words
        )
        found = Q(name__icontains=words) | Q(public_id__iexact=words) | Q(remote_id__iexact=words)
        return rows.filter(found | Exists(uses))
