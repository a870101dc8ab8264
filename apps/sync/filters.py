"""The chips over the Sync pages. A Sync's `state` is derived: each word has its condition here."""

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Case, F, IntegerField, Q, Value, When
from django_filters.fields import ModelMultipleChoiceField

from apps.sync.models import OutgoingCallback, OutgoingCallbackQuerySet, Sync, SyncQuerySet
from apps.sync.pages import kind_choices, unsettled

LONGEST_ID = 18
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


def digits_of(words: str) -> str:
    """The digits of a number in any spelling, "" for what holds letters."""
    digits = "".join(c for c in words if c.isdigit())
    return digits if digits and not any(c.isalpha() for c in words) else ""


class OutgoingFilter(django_filters.FilterSet):
    """?state= (several mean any of them) and ?q=: the object's name or ids, or the address."""

    q = django_filters.CharFilter(method="by_words")
    state = django_filters.MultipleChoiceFilter(choices=OutgoingCallback.State.choices)

    class Meta:
        model = OutgoingCallback
        fields: list[str] = []

    def by_words(self, rows: OutgoingCallbackQuerySet, name: str, value: str) -> Any:
        words = value.strip()
        found = Q(about__icontains=words) | Q(url__icontains=words)
        for key in ("brand_id", "campaign_id", "profile_uuid", "uuid"):
            found |= Q(**{f"params__{key}__iexact": words})
        if digits := digits_of(words):
            found |= Q(params__number__icontains=digits)
        return rows.filter(found)


def listed(rows: SyncQuerySet) -> SyncQuerySet:
    """What is not in sync, worst first, then the latest."""
    found: SyncQuerySet = (
        rows.filter(unsettled())
        .annotate(rank=WORST_FIRST)
        .select_related("configuration__lane")
        .order_by("rank", "-run_after", "-pk")
    )
    return found


class _ConnectionField(ModelMultipleChoiceField):
    def _check_values(self, value: Any) -> Any:
        # More digits than any id has are more than SQLite can be asked for.
        if any(len(str(each)) > LONGEST_ID for each in value):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        return super()._check_values(value)


class ConnectionFilter(django_filters.ModelMultipleChoiceFilter):
    """``?connection=3``, several meaning any of them; `queryset` gives those of the request."""

    field_class = _ConnectionField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, field_name="configuration", **kwargs)
