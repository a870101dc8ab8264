"""Makers of rules that differ only in field and number: required, length, choice, fixed, format."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from apps.compliance.rules.registry import FILING, LINECHECK, Rule, Verdict, add


def filled(values: Mapping[str, Any], field: str) -> bool:
    """Whether a field was given; ``False`` is a given value, blank text is not."""
    value = values.get(field)
    return value not in ("", None, [], {}) and not (isinstance(value, str) and not value.strip())


def untouched(values: Mapping[str, Any], context: Mapping[str, Any], field: str) -> bool:
    """In an update an absent key means unchanged."""
    return context.get("act") == "update" and field not in values


def required(
    object: str, field: str, text: str, source: str, acts: Collection[str] = FILING
) -> None:
    """The field must be given; in an update only a blank one fails."""

    def holds(values: Mapping[str, Any], context: Mapping[str, Any]) -> Verdict:
        return untouched(values, context, field) or filled(values, field)

    add(Rule(f"{object}.{field}.required", object, (field,), text, source, holds, frozenset(acts)))


LIMITS: dict[str, dict[str, tuple[int | None, int | None]]] = {}
"""Object to field to (fewest, most) characters; forms count against it. Filled below."""


def _limit(object: str, field: str, fewest: int | None = None, most: int | None = None) -> None:
    old = LIMITS.setdefault(object, {}).get(field, (None, None))
    LIMITS[object][field] = (fewest or old[0], most or old[1])


def limits(object: str, field: str) -> tuple[int | None, int | None]:
    """(fewest, most) characters of a field, None where the provider names no bound."""
    return LIMITS.get(object, {}).get(field, (None, None))


def longest(
    object: str, field: str, label: str, most: int, source: str, *, advice: bool = False
) -> None:
    """At most ``most`` characters."""
    _limit(object, field, most=most)

    def holds(values: Mapping[str, Any], context: Mapping[str, Any]) -> Verdict:
        length = len(str(values.get(field) or ""))
        if length <= most:
            return True
        return f"{label} has {length} characters; at most {most} fit. Take out {length - most}."

    text = f"{label} can have at most {most} characters. Shorten it."
    acts = FILING | {"import"}
    add(Rule(f"{object}.{field}.max", object, (field,), text, source, holds, acts, advice))


def shortest(object: str, field: str, label: str, fewest: int, source: str) -> None:
    """At least ``fewest`` characters when given; that it is given is another rule's matter."""
    _limit(object, field, fewest=fewest)

    def holds(values: Mapping[str, Any], context: Mapping[str, Any]) -> Verdict:
        length = len(str(values.get(field) or "").strip())
        if not length or length >= fewest:
            return True
        missing = fewest - length
        return f"{label} needs at least {fewest} characters; {missing} more to go."

    text = f"{label} needs at least {fewest} characters. Say more."
    add(Rule(f"{object}.{field}.min", object, (field,), text, source, holds))


def one_of(
    object: str,
    field: str,
    label: str,
    allowed: Collection[str],
    source: str,
    *,
    advice: bool = False,
    text: str = "",
) -> None:
    """One of the provider's words when given."""
    words = list(allowed)
    listed = ", ".join(words) if len(words) <= 8 else f"one of the {len(words)} in the list"
    default = f"{label} is not a value Plivo accepts. Choose {listed}."

    def holds(values: Mapping[str, Any], context: Mapping[str, Any]) -> Verdict:
        return not filled(values, field) or values[field] in words

    rule_id = f"{object}.{field}.choice"
    add(Rule(rule_id, object, (field,), text or default, source, holds, FILING, advice))


def formatted(
    object: str,
    field: str,
    text: str,
    source: str,
    good: Callable[[str], bool],
    *,
    acts: Collection[str] = FILING,
) -> None:
    """``good(value)`` when given."""

    def holds(values: Mapping[str, Any], context: Mapping[str, Any]) -> Verdict:
        return not filled(values, field) or good(str(values[field]))

    add(Rule(f"{object}.{field}.format", object, (field,), text, source, holds, frozenset(acts)))


def fixed(object: str, field: str, text: str, source: str) -> None:
    """Cannot be changed once filed: fails when ``context["changed"]`` names it."""

    def holds(values: Mapping[str, Any], context: Mapping[str, Any]) -> Verdict:
        return field not in context.get("changed", ())

    acts = frozenset({"update"})
    add(Rule(f"{object}.{field}.fixed", object, (field,), text, source, holds, acts))


def unique_alias(object: str, field: str, where: str, acts: Collection[str] = FILING) -> None:
    """Not among ``context["taken_aliases"]``. The alias is how a lost answer is found again."""
    text = f"Another {where} already has this name. Choose a name you can tell apart."

    def holds(values: Mapping[str, Any], context: Mapping[str, Any]) -> Verdict:
        return values.get(field) not in context.get("taken_aliases", ())

    add(Rule(f"{object}.{field}.taken", object, (field,), text, LINECHECK, holds, frozenset(acts)))


def is_email(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True


_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.I)


def is_website(value: str) -> bool:
    """A web address, scheme optional, with a host that has a dot."""
    try:
        parts = urlsplit(value if "://" in value else f"https://{value}")
        host = parts.hostname or ""
    except ValueError:
        return False
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        return False
    return parts.scheme in ("http", "https") and bool(_HOST.fullmatch(host)) and " " not in value


def is_link(value: str) -> bool:
    """A web address with its scheme."""
    return value.lower().startswith(("http://", "https://")) and is_website(value)


PRIVATE_ENDINGS = (".local", ".localhost", ".internal", ".lan", ".test", ".invalid", ".home.arpa")


def is_public_link(value: str) -> bool:
    """A link strangers can follow: a public host name, and nothing secret before it."""
    if not is_link(value) or re.search(r"\s", value):
        return False
    parts = urlsplit(value)
    try:
        named = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return named and "@" not in parts.netloc and not str(parts.hostname).endswith(PRIVATE_ENDINGS)
