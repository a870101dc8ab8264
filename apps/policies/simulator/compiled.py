"""The same answers by one look-up: a policy is compiled once and asked for every country.

It is written apart from `linear`, so that each checks the other; both go by `reading`.
"""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from apps.policies.simulator import reading
from apps.policies.simulator.decision import (
    COOLDOWN,
    COUNTRY_LIMIT,
    DEFAULT_SENDER,
    DELIVERED,
    FAILED,
    QUOTA,
)
from apps.policies.simulator.situation import Situation
from apps.policies.simulator.vocabulary import (
    BLOCK_SECONDS,
    BOTH,
    CHANNELS,
    COOLDOWN_KEYS,
    METHODS,
    PINGONE_TWILIO,
)

Chain = tuple[str, ...]
Answer = tuple[str, Chain]
"""Code of the outcome and the providers tried, as `Decision.outcome` and `Decision.order`."""
Route = tuple[Chain | None, Answer]
"""Who would be asked (None: the default sender), and the answer if nothing is in the way."""
Split = tuple[int, int, int, int]
Cooldown = tuple[tuple[int, ...], int]
Plan = tuple[dict[str, Route], Route, int | None, int | None, Split | None, Cooldown | None]
"""Routes by country, that of all others, quotas of user and environment, split quotas, cooldown."""

# Every answer is made beforehand: asking allocates nothing.
_OVER: Answer = (QUOTA, ())
_TOO_SOON: Answer = (COOLDOWN, ())
_FAILED: Answer = (FAILED, ())
_BLOCKED: Route = ((), (COUNTRY_LIMIT, ()))
_DEFAULT: Route = (None, (DEFAULT_SENDER, ()))
_UNLIMITED = sys.maxsize


class CompiledPolicy:
    __slots__ = ("_plans",)

    def __init__(self, plans: Mapping[str, Plan]) -> None:
        self._plans = plans

    def route(self, channel: str, country: str) -> Chain | None:
        """Who is asked to send, in turn: () where nobody is, None for the default sender."""
        plan = self._plans[channel]
        return plan[0].get(country, plan[1])[0]

    def decide(self, situation: Situation) -> Answer:
        routes, others, user, environment, split, cooldown = self._plans[situation.channel]
        route = routes.get(situation.country, others)
        if route is _BLOCKED:
            return route[1]
        if user is not None and situation.user_count >= user:
            return _OVER
        if environment is not None and situation.environment_count >= environment:
            return _OVER
        if split is not None and _is_over(split, situation):
            return _OVER
        if cooldown is not None and situation.sends and _is_too_soon(cooldown, situation.sends):
            return _TOO_SOON
        if situation.failing or situation.capable is not None or situation.default_sender_fails:
            return _tried(route, situation)
        return route[1]


def compile(policy: Mapping[str, Any]) -> CompiledPolicy:
    """Of a wire body; never raises. Costs about as much as one linear evaluation."""
    body = reading.mapping(policy)
    conditions = reading.conditions(body)
    return CompiledPolicy({channel: _plan(body, conditions, channel) for channel in CHANNELS})


def _plan(policy: Mapping[str, Any], conditions: Iterable[reading.Condition], channel: str) -> Plan:
    method = METHODS.get(channel)
    routes: dict[str, Route] = {}
    others: Route | None = None
    for condition in conditions:
        if method not in condition.methods:
            continue
        route: Route = (condition.chain, (DELIVERED, condition.chain[:1]))
        if not condition.chain:
            route = ((), _FAILED)
        for country in condition.countries:
            routes.setdefault(country, route)
        if not condition.countries and others is None:
            others = route
    others = others or _DEFAULT
    limit = reading.mapping(policy.get("countryLimit"))
    kind = reading.word(limit.get("type"))
    bound = reading.codes(limit.get("deliveryMethods"))
    if channel != "Email" and channel.upper() in (BOTH if bound is None else bound):
        listed = reading.codes(limit.get("countries")) or ()
        if kind == "ALLOWED":
            routes = {country: routes.get(country, others) for country in listed}
            others = _BLOCKED
        elif kind == "DENIED":
            routes.update(dict.fromkeys(listed, _BLOCKED))
    return (routes, others, *_quotas(policy, channel), _cooldown(policy, channel))


def _quotas(policy: Mapping[str, Any], channel: str) -> tuple[int | None, int | None, Split | None]:
    """The least of each figure over all entries that hold the channel."""
    least: dict[tuple[str, str], int] = {}
    for entry in reading.objects(policy.get("quotas")):
        if channel.upper() not in (reading.codes(entry.get("deliveryMethods")) or ()):
            continue
        for figure in ("total", "claimed", "unclaimed"):
            limit = reading.whole(entry.get(figure))
            if limit is not None:
                key = reading.word(entry.get("type")), figure
                least[key] = min(limit, least.get(key, limit))
    split = [
        least.get((kind, figure), _UNLIMITED)
        for kind in ("USER", "ENVIRONMENT")
        for figure in ("claimed", "unclaimed")
    ]
    return (
        least.get(("USER", "total")),
        least.get(("ENVIRONMENT", "total")),
        (split[0], split[1], split[2], split[3]) if min(split) < _UNLIMITED else None,
    )


def _cooldown(policy: Mapping[str, Any], channel: str) -> Cooldown | None:
    configuration = reading.mapping(policy.get("cooldownConfiguration"))
    own = reading.mapping(configuration.get(COOLDOWN_KEYS[channel]))
    if own.get("enabled") is not True:
        return None
    periods = tuple(reading.seconds(one) for one in reading.objects(own.get("periods")))
    limit = reading.whole(own.get("resendLimit"))
    return (periods[:3] or (0,), _UNLIMITED if limit is None else limit)


def _is_over(split: Split, situation: Situation) -> bool:
    return (
        situation.user_claimed >= split[0]
        or situation.user_unclaimed >= split[1]
        or situation.environment_claimed >= split[2]
        or situation.environment_unclaimed >= split[3]
    )


def _is_too_soon(cooldown: Cooldown, sends: tuple[float, ...]) -> bool:
    last = sends[-1]
    if last >= BLOCK_SECONDS:
        return False
    count = 1
    while count < len(sends) and sends[-count - 1] - sends[-count] < BLOCK_SECONDS:
        count += 1
    periods, limit = cooldown
    return count > limit or last < periods[min(count, len(periods)) - 1]


def _tried(route: Route, situation: Situation) -> Answer:
    """Down the chain until one can. The chain as far as it went is the order."""
    chain, answer = route
    if chain is None:
        return _FAILED if situation.default_sender_fails else answer
    method, capable = METHODS[situation.channel], situation.capable
    for place, provider in enumerate(chain, 1):
        if provider in situation.failing:
            continue
        if capable is None or provider == PINGONE_TWILIO or method in capable.get(provider, ()):
            return DELIVERED, chain[:place]
    return FAILED, chain
