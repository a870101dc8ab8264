"""What the audit can be asked: by words, actor, kind of object, act, days, address, object."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils import timezone

from apps.core.models import Event, EventQuerySet
from apps.sync.registry import kinds
from apps.sync.timeline import VERBS, WORDS, words_of

ACTORS = {
    "user": "People",
    "token": "API credentials",
    "provider": "Plivo and PingOne",
    "system": "Linecheck itself",
}
# What is recorded about besides mirrored objects, by model.
OTHER_KINDS = {
    "accounts.apicredential": "API credential",
    "accounts.user": "person",
    "compliance.evidence": "evidence",
    "providers.providerconfiguration": "provider configuration",
    "sync.outgoingcallback": "callback out",
}
SENT = "sent"
OBJECT = re.compile(r"([a-z]+\.[a-z]+):(\d{1,18})")
CURSOR = re.compile(r"(\d{1,16})-(\d{1,18})")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAYS = (MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2999, 12, 31)))


def nouns() -> dict[str, str]:
    """{subject_kind: what people call it}."""
    mirrored = {m.model._meta.label_lower: m.noun for m in kinds().values()}
    return mirrored | OTHER_KINDS


@lru_cache(maxsize=1)
def acts() -> dict[str, tuple[str, tuple[str, ...]]]:
    """{value: (words, verbs)}; verbs that read the same are one choice, and so is all sending."""
    by_words: dict[str, list[str]] = {}
    for verb in WORDS:
        by_words.setdefault(words_of(verb), []).append(verb)
    found = {verbs[0]: (words, tuple(verbs)) for words, verbs in by_words.items()}
    return found | {SENT: ("accepted a request", tuple(f"{SENT}.{verb}" for verb in VERBS))}


def _choices(everything: str, pairs: Any) -> list[tuple[str, str]]:
    named = [(value, f"{words[:1].upper()}{words[1:]}") for value, words in pairs]
    return [("", everything), *sorted(named, key=lambda pair: pair[1])]


def _kind_choices() -> list[tuple[str, str]]:
    return _choices("Everything", nouns().items())


def _act_choices() -> list[tuple[str, str]]:
    return _choices("Any act", ((value, words) for value, (words, _) in acts().items()))


class AuditForm(forms.Form):
    """The filters, all in the address; a value that cannot be understood is said, not dropped."""

    q = forms.CharField(
        required=False,
        max_length=200,
        label="Name, e-mail address or request id",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    who = forms.ChoiceField(
        required=False, label="Done by", choices=[("", "Anybody"), *ACTORS.items()]
    )
    kind = forms.ChoiceField(required=False, label="About", choices=_kind_choices)
    verb = forms.ChoiceField(required=False, label="What was done", choices=_act_choices)
    since = forms.DateField(
        required=False,
        label=f"From day ({settings.TIME_ZONE})",
        validators=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        required=False,
        label="To day",
        validators=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ip = forms.GenericIPAddressField(required=False, label="IP address")
    object = forms.RegexField(
        OBJECT,
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "The address of this page names no object."},
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", "This day is before the first one.")
        return found

    def found(self, rows: EventQuerySet) -> EventQuerySet:
        """`rows` that fit, newest first; for a valid form."""
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(_by_words(asked["q"]))
        if asked["who"]:
            rows = rows.filter(actor_kind=asked["who"])
        if asked["kind"]:
            rows = rows.filter(subject_kind=asked["kind"])
        if asked["verb"]:
            rows = rows.filter(verb__in=acts()[asked["verb"]][1])
        if asked["since"]:
            rows = rows.filter(at__gte=_midnight(asked["since"]))
        if asked["until"]:
            rows = rows.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
        if asked["ip"]:
            rows = rows.filter(ip=asked["ip"])
        if asked["object"]:
            kind, pk = asked["object"].split(":")
            rows = rows.filter(subject_kind=kind, subject_id=int(pk))
        return rows.order_by("-at", "-id")


def _by_words(words: str) -> Q:
    return (
        Q(subject_label__icontains=words)
        | Q(actor_label__icontains=words)
        | Q(actor_email__icontains=words)
        | Q(request_id=words)
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def cursor_of(event: Event) -> str:
    """The entry's place, for ?before=: microseconds since 1970 and its id."""
    return f"{(event.at - EPOCH) // timedelta(microseconds=1)}-{event.pk}"


def before(rows: EventQuerySet, cursor: str) -> EventQuerySet:
    """What is older than the entry at `cursor`; all of it for what is no place."""
    match = CURSOR.fullmatch(cursor)
    if match is None:
        return rows
    at, pk = EPOCH + timedelta(microseconds=int(match[1])), int(match[2])
    # The first half lets the database begin in the middle of its index.
    return rows.filter(Q(at__lte=at) & (Q(at__lt=at) | Q(pk__lt=pk)))
