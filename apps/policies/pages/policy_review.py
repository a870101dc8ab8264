"""A policy before it is saved: what changes, for PingOne and for the people; and conflicts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.core.models import Event
from apps.policies import body as bodies
from apps.policies.body import KNOWN_POLICY, Body
from apps.policies.differences import drift
from apps.policies.ids import to_ours
from apps.policies.models import NotificationPolicy
from apps.policies.pages.diff import Row, words_of
from apps.policies.pages.policy_names import Providers, diff_of
from apps.policies.pages.policy_versions import changed, since
from apps.policies.rules import Finding
from apps.policies.summary import sentences
from apps.sync import timeline

MISSING: Any = object()


def review_of(row: NotificationPolicy | None, body: Body, providers: Providers) -> dict[str, Any]:
    """`at_pingone` and `here` are diffs; the second is empty where it would say the same."""
    theirs = there(row)
    wanted: Body = row.wanted if row else {}
    against = {
        place: (pair[1], pair[0]) for place, pair in drift(body, theirs, KNOWN_POLICY).items()
    }
    own = changed(wanted, body)
    before = theirs or wanted
    return {
        "at_pingone": diff_of(against if theirs else changed({}, body), providers),
        "here": diff_of(own, providers) if theirs and own.keys() != against.keys() else [],
        "nothing": row is not None and wanted == body,
        "known_there": bool(theirs),
        "before": sentences(before, providers.names) if before else [],
        "after": sentences(body, providers.names),
    }


def there(row: NotificationPolicy | None) -> Body:
    """What PingOne has, with our ids in its chains; {} while it has nothing."""
    if row is None or not row.remote_data:
        return {}
    return bodies.wanted_of(to_ours(row.remote_data, row.configuration))


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody did since: `rows` are the places, in words."""

    event: Event
    said: str
    rows: list[Row]


def conflict_of(
    row: NotificationPolicy, version: int, base: Body, body: Body, providers: Providers
) -> dict[str, Any]:
    """Who changed what since `version`, and how what was typed differs from it."""
    mine, theirs = sections(base, body), sections(base, row.wanted)
    return {
        "since": [
            Change(
                event, timeline.words_of(event.verb, "PingOne"), diff_of(event.changes, providers)
            )
            for event in since(row, version)
        ],
        "diff": diff_of(changed(row.wanted, body), providers),
        "mine": [words_of(key) for key in mine],
        "both": [
            words_of(key) for key in mine if key in theirs and body.get(key) != row.wanted.get(key)
        ],
    }


def sections(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The keys of a body that differ, in order."""
    keys = [*before, *(key for key in after if key not in before)]
    return [key for key in keys if before.get(key, MISSING) != after.get(key, MISSING)]


def on_top(base: Body, mine: Body, theirs: Body) -> Body:
    """Theirs, with the parts of `mine` that differ from `base` in their place."""
    merged = dict(theirs)
    for key in sections(base, mine):
        if key in mine:
            merged[key] = mine[key]
        else:
            merged.pop(key, None)
    return merged


_PLACES = (
    (re.compile(r"quotas\[(\d+)\]"), "Daily limit {}"),
    (re.compile(r"providerConfiguration\.conditions\[(\d+)\]"), "Condition {}"),
    (re.compile(r"cooldownConfiguration\.sms"), "Texts"),
    (re.compile(r"cooldownConfiguration\.voice"), "Calls"),
    (re.compile(r"cooldownConfiguration\.whatsApp"), "WhatsApp messages"),
    (re.compile(r"cooldownConfiguration\.email"), "E-mails"),
)


def _called(place: str, near: str, page: Any) -> str:
    """A place as the form calls it, with its card; in words where the form has no field."""
    if not near:
        return words_of(place) or "The policy"
    card = ""
    for pattern, words in _PLACES:
        if found := pattern.match(place):
            card = words.format(*(int(index) + 1 for index in found.groups()))
    if not place.startswith(near):
        return card or words_of(place)
    label = str(page.fields[near].label)
    return f"{card}, {label[:1].lower()}{label[1:]}" if card else label


def linked(findings: list[Finding], page: Any) -> list[dict[str, Any]]:
    """Findings as policy_findings.html draws them, each with the field of `page` it is about."""
    found = []
    for one in findings:
        near = page.nearest(one.target) if page is not None else ""
        found.append(
            {
                "severity": one.severity,
                "message": one.message,
                "fix": one.fix,
                "source": one.source,
                "target": one.target,
                "label": _called(one.target, near, page),
                "url": f"#{page.fields[near].id}" if near else "",
            }
        )
    return found
