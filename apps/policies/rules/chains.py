"""The providers of one condition, tried in order: ``fallbackChain``."""

import re
from collections.abc import Iterator
from typing import Any

from apps.policies.rules.registry import (
    EMPTY_VALUE,
    INVALID_VALUE,
    LINECHECK,
    POLICIES,
    REQUIRED_VALUE,
    TERRAFORM,
    UNIQUENESS_VIOLATION,
    Context,
    error,
    warning,
)
from apps.policies.rules.shapes import Shape, joined, quoted

SOURCE = f"{POLICIES}: providerConfiguration.conditions.fallbackChain"
RESOURCE = f"{TERRAFORM}, pingone_notification_policy"
BUILT_IN = "PINGONE_TWILIO"
ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
SENDS = {"SMS": "send texts", "VOICE": "place calls"}

REQUIRED = error(
    "policy.chain.required",
    REQUIRED_VALUE,
    SOURCE,
    "The condition names no providers, so there is nobody to send through.",
    "Give fallbackChain with at least one provider.",
)
EMPTY = error(
    "policy.chain.empty",
    EMPTY_VALUE,
    RESOURCE,
    "The list of providers is empty, so there is nobody to send through.",
    "Add at least one provider, or remove the condition.",
)
ID_REQUIRED = error(
    "policy.chain.id.required",
    REQUIRED_VALUE,
    SOURCE,
    "This entry names no provider.",
    "Choose one, or remove the entry.",
)
ID_FORMAT = error(
    "policy.chain.id.format",
    INVALID_VALUE,
    RESOURCE,
    "{value} is not the id of a provider: those are UUIDs.",
    "Copy the id from the provider's page.",
)
BUILT_IN_NAMED = warning(
    "policy.chain.builtin",
    INVALID_VALUE,
    "PingOne API, Notifications settings: smsProvidersFallbackChain",
    "PINGONE_TWILIO is PingOne's own sender in the environment's settings; whether a policy may "
    "name it is not documented.",
    "Keep it if PingOne takes it, or remove it.",
)
KNOWN = error(
    "policy.chain.known",
    INVALID_VALUE,
    SOURCE,
    "This environment has no provider with the id {value}.",
    "Choose one of its providers, or add it there first.",
)
GONE = warning(
    "policy.chain.gone",
    INVALID_VALUE,
    SOURCE,
    "This environment has no provider with the id {value} any more, so this step sends nothing.",
    "Remove it from the list, or put another provider in its place.",
)
TWICE = warning(
    "policy.chain.twice",
    UNIQUENESS_VIOLATION,
    LINECHECK,
    "This provider is in the list already; what failed once is tried again.",
    "Name it once, where it should be tried.",
)
UNABLE = warning(
    "policy.chain.unable",
    INVALID_VALUE,
    LINECHECK,
    "{name} cannot {what}, so this step is of no use for that.",
    "Add what it lacks to the provider, or choose another one.",
)


class Providers:
    """What is known of the providers that chains may name."""

    def __init__(self, context: Context) -> None:
        self.facts = context.settings or {}
        self.before = frozenset(named(context.before))
        self.known: frozenset[str] | None = None
        if context.settings is not None or context.known_ids is not None:
            self.known = frozenset(self.facts) | frozenset(context.known_ids or ())


def check(value: Any, target: str, methods: list[str], providers: Providers, shape: Shape) -> None:
    """A condition's chain; ``methods`` are those the condition is for."""
    if value is None:
        shape.report.add(REQUIRED, target)
    elif value == []:
        shape.report.add(EMPTY, target)
    seen: set[str] = set()
    for at, link in shape.entries(value, target):
        given = shape.required(link.get("id"), f"{at}.id", ID_REQUIRED)
        if given is None:
            continue
        _id(given, f"{at}.id", providers, shape)
        if given in seen:
            shape.report.add(TWICE, f"{at}.id")
        seen.add(given)
        facts = providers.facts.get(given)
        if facts is not None and facts.methods is not None:
            lacks = [SENDS[method] for method in methods if method not in facts.methods]
            if lacks:
                name = quoted(facts.name or given)
                shape.report.add(UNABLE, f"{at}.id", name=name, what=joined(lacks, "or"))


def _id(given: str, target: str, providers: Providers, shape: Shape) -> None:
    if providers.known is not None and given in providers.known:
        return
    if given == BUILT_IN:
        shape.report.add(BUILT_IN_NAMED, target)
    elif providers.known is None:
        if not ID.fullmatch(given):
            shape.report.add(ID_FORMAT, target, value=quoted(given))
    else:
        rule = GONE if given in providers.before else KNOWN
        shape.report.add(rule, target, value=quoted(given))


def named(policy: Any) -> Iterator[str]:
    """The ids that the chains of a policy name, whatever else it holds."""
    configuration = policy.get("providerConfiguration") if isinstance(policy, dict) else None
    conditions = configuration.get("conditions") if isinstance(configuration, dict) else None
    for condition in conditions if isinstance(conditions, list) else ():
        chain = condition.get("fallbackChain") if isinstance(condition, dict) else None
        for link in chain if isinstance(chain, list) else ():
            if isinstance(link, dict) and isinstance(link.get("id"), str):
                yield link["id"]
