"""The chips over the Sync page. `state` is derived, so each word has its condition here."""

from typing import Any

import django_filters
from django.db.models import Case, F, IntegerField, Q, Value, When

from apps.sync.models import Sync, SyncQuerySet
from apps.sync.pages import kind_choices, unsettled

_FREE = Q(blocked="", hold="", waits_for__isnull=True)
STATES: dict[str, tuple[str, Q]] = {
    "blocked": ("Blocked", ~Q(blocked="")),
    "held": ("Held", Q(blocked="") & ~Q(hold="")),
    "waiting": (
        "Waiting",
        Q(blocked="", hold="", waits_for__isnull=False)
        | (_FREE & Q(unsure_since__isnull=True, sent__lt=F("wanted"))),
    ),
    "checking": ("Checking", _FREE & Q(unsure_since__isnull=False)),
}
WORST_FIRST = Case(
    *(When(condition, then=Value(rank)) for rank, (_, condition) in enumerate(STATES.values())),
    default=Value(len(STATES)),
    output_field=IntegerField(),
)


class SyncFilter(django_filters.FilterSet):
    """?state= and ?kind=; several of one mean any of them, an unknown word filters nothing."""

    state = django_filters.MultipleChoiceFilter(
        choices=[(value, label) for value, (label, _) in STATES.items()], method="by_state"
    )
    kind = django_filters.MultipleChoiceFilter(choices=kind_choices)

    class Meta:
        model = Sync
        fields: list[str] = []

    def by_state(self, rows: SyncQuerySet, name: str, values: list[str]) -> Any:
        wanted = Q()
        for value in values:
            wanted |= STATES[value][1]
        return rows.filter(wanted)


def listed(rows: SyncQuerySet) -> SyncQuerySet:
    """What is not in sync, worst first, then the latest."""
    found: SyncQuerySet = (
        rows.filter(unsettled())
        .annotate(rank=WORST_FIRST)
        .select_related("configuration__lane")
        .order_by("rank", "-run_after", "-pk")
    )
    return found
