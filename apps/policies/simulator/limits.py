"""The three rules that can stop a message before any provider is asked, each with its words.

Each takes the policy's body and the situation and gives its steps; a "stop" is always the last.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from apps.policies.countries import name_of
from apps.policies.simulator import reading, words
from apps.policies.simulator.decision import (
    COOLDOWN,
    COUNTRY_LIMIT,
    NOTE,
    PASS,
    QUOTA,
    STOP,
    Step,
)
from apps.policies.simulator.situation import Situation
from apps.policies.simulator.vocabulary import (
    BLOCK_SECONDS,
    COOLDOWN_KEYS,
    COOLDOWN_SOURCE,
    COUNTRY_SOURCE,
    QUOTA_SOURCE,
)

_ORDINALS = ("first", "second", "third")


def country_limit(policy: Mapping[str, Any], situation: Situation) -> Iterator[Step]:
    limit = reading.mapping(policy.get("countryLimit"))
    kind = reading.word(limit.get("type"))
    named = reading.codes(limit.get("deliveryMethods"))
    bound = frozenset({"SMS", "VOICE"}) if named is None else named
    countries = reading.codes(limit.get("countries")) or frozenset()
    sent = words.sentence(words.PLURAL[situation.channel])

    def step(verdict: str, title: str, why: str) -> Step:
        return Step(COUNTRY_LIMIT, verdict, title, why, COUNTRY_SOURCE)

    if kind in ("", "NONE"):
        yield step(PASS, "Every country is allowed", "The policy limits no countries.")
    elif kind not in ("ALLOWED", "DENIED"):
        yield step(NOTE, f"A limit of type {kind} is not simulated", "PingOne documents no such.")
    elif situation.channel == "Email":
        yield step(PASS, "No country limit for e-mail", "E-mail has no country.")
    elif situation.channel.upper() not in bound:
        who = words.methods(bound) or "no method"
        yield step(PASS, f"{sent} may go anywhere", f"The limit binds {who} only.")
    else:
        place = name_of(situation.country) or "a country nobody knows"
        within = situation.country in countries
        listing = words.places(countries) or "no country"
        rule = "allows only" if kind == "ALLOWED" else "forbids"
        why = f"The limit {rule} {listing}."
        if within == (kind == "ALLOWED"):
            yield step(PASS, f"{sent} may go to {place}", why)
        else:
            yield step(STOP, f"{sent} may not go to {place}", why)


def quota(policy: Mapping[str, Any], situation: Situation) -> Iterator[Step]:
    """All entries that hold the channel bind; the first that is reached stops."""
    asked = False
    for entry in reading.objects(policy.get("quotas")):
        group = reading.codes(entry.get("deliveryMethods")) or frozenset()
        if situation.channel.upper() not in group:
            continue
        asked = True
        step = _quota(entry, words.methods(group), situation)
        yield step
        if step.verdict == STOP:
            return
    if not asked:
        sent = words.PLURAL[situation.channel]
        yield Step(QUOTA, PASS, f"No daily limit for {sent}", "No quota names them.", QUOTA_SOURCE)


def _quota(entry: Mapping[str, Any], group: str, situation: Situation) -> Step:
    kind = reading.word(entry.get("type"))
    if kind == "USER":
        whose, claimed, unclaimed = "user", situation.user_claimed, situation.user_unclaimed
    elif kind == "ENVIRONMENT":
        whose = "environment"
        claimed, unclaimed = situation.environment_claimed, situation.environment_unclaimed
    else:
        title = f"A quota of type {kind or 'nothing'} is not simulated"
        return Step(QUOTA, NOTE, title, "PingOne documents USER and ENVIRONMENT.", QUOTA_SOURCE)
    sent = (
        ("total", group, claimed + unclaimed),
        ("claimed", f"answered {group}", claimed),
        ("unclaimed", f"unanswered {group}", unclaimed),
    )
    limits = [
        (limit, what, count)
        for key, what, count in sent
        if (limit := reading.whole(entry.get(key))) is not None
    ]
    if not limits:
        title = f"A quota of the {whose} without a figure is not simulated"
        why = "It needs a total, or how many may be claimed and unclaimed."
        return Step(QUOTA, NOTE, title, why, QUOTA_SOURCE)
    for limit, what, count in limits:
        if count >= limit:
            title = f"The {whose}’s daily quota of {limit:,} {what} is reached"
            why = f"{count:,} were sent today. The counters begin again at 00:00 UTC."
            return Step(QUOTA, STOP, title, why, QUOTA_SOURCE, situation.midnight)
    used = words.listed([f"{count:,} of {limit:,} {what}" for limit, what, count in limits])
    title = f"The {whose}’s daily quota has room"
    return Step(QUOTA, PASS, title, f"Sent today: {used}.", QUOTA_SOURCE)


def cooldown(policy: Mapping[str, Any], situation: Situation) -> Iterator[Step]:
    configuration = reading.mapping(policy.get("cooldownConfiguration"))
    own = reading.mapping(configuration.get(COOLDOWN_KEYS[situation.channel]))
    one, sent = words.SINGULAR[situation.channel], words.PLURAL[situation.channel]
    resends = in_series(situation.sends)

    def step(verdict: str, title: str, why: str, until: float | None = None) -> Step:
        wait = None if until is None else math.ceil(until)
        return Step(COOLDOWN, verdict, title, why, COOLDOWN_SOURCE, wait)

    if own.get("enabled") is not True:
        yield step(PASS, f"No cooldown for {sent}", "It is not switched on.")
        return
    shared = _shared(own.get("groupBy"))
    if not resends:
        yield step(PASS, f"It is the first {one}", f"Nothing to wait for. {shared}")
        return
    ago = situation.sends[-1]
    limit = reading.whole(own.get("resendLimit"))
    if limit is not None and resends > limit:
        left = BLOCK_SECONDS - ago
        title = f"The user is blocked for {words.span(math.ceil(left))} more"
        why = f"{words.sentence(words.counted(limit, 'resend'))} may follow a first {one}. {shared}"
        yield step(STOP, title, why, left)
        return
    periods = [reading.seconds(one) for one in reading.objects(own.get("periods"))]
    which = min(resends, len(periods), 3)
    if not which:
        yield step(NOTE, "A cooldown without periods is not simulated", shared)
        return
    period = periods[which - 1]
    waits = "every later" if resends > 2 else f"the {_ORDINALS[resends - 1]}"
    why = f"{words.span(period)} must pass before {waits} resend. {shared}"
    if ago < period:
        left = period - ago
        yield step(STOP, f"The user must wait {words.span(math.ceil(left))} more", why, left)
    else:
        yield step(PASS, f"The last {one} is long enough ago", why)


def in_series(sends: tuple[float, ...]) -> int:
    """How many of the earlier messages belong together: a pause as long as a block parts them."""
    count, newer = 0, 0.0
    for ago in reversed(sends):
        if ago - newer >= BLOCK_SECONDS:
            break
        count, newer = count + 1, ago
    return count


def _shared(group: Any) -> str:
    if group == "USER_ID":
        return "It is counted for the user, whatever address or number is used."
    if isinstance(group, str) and group:
        return f"It is counted by “{group}”, which PingOne does not explain."
    return "It is counted for each address or number."
