"""A policy and a setting of PingOne in plain words: what it will do to people.

``section`` of a sentence is PingOne's own key that it is about. Any JSON is read without raising:
what cannot be read is said so or left out, for the rules to name. No secret is ever written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from apps.policies import words

DEFAULT_SENDER = "the environment's default sender"
ACCOUNTS = {
    "CUSTOM_TWILIO": "a Twilio account",
    "CUSTOM_TWILIO_VERIFY": "Twilio Verify",
    "CUSTOM_TWILIO_MESSAGING_SERVICE": "a messaging service at Twilio",
    "CUSTOM_SYNIVERSE": "a Syniverse account",
    "CUSTOM_SYNIVERSE_CHANNELS": "channels at Syniverse",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing a reader should know. ``section`` is a key of the body, such as ``quotas``."""

    section: str
    text: str


def sentences(policy: Any, names: Mapping[str, str] | None = None) -> list[Sentence]:
    """A notification policy in words. ``names`` gives the providers' names by id."""
    policy = words.mapping(policy)
    parts = (
        ("default", _default(policy)),
        ("quotas", _quotas(policy.get("quotas"))),
        ("countryLimit", _limit(words.mapping(policy.get("countryLimit")))),
        ("cooldownConfiguration", _cooldown(words.mapping(policy.get("cooldownConfiguration")))),
        ("providerConfiguration", _routes(policy.get("providerConfiguration"), names or {})),
    )
    return [Sentence(section, text) for section, texts in parts for text in texts]


def setting_sentences(setting: Any) -> list[Sentence]:
    """A phone delivery setting in words."""
    setting = words.mapping(setting)
    custom = setting.get("provider") == "CUSTOM_PROVIDER"
    parts = (
        ("provider", _provider(setting)),
        (
            "authentication",
            _sign_in(words.mapping(setting.get("authentication"))) if custom else (),
        ),
        ("requests", _requests(setting.get("requests")) if custom else ()),
        ("numbers", _numbers(setting.get("numbers"))),
    )
    return [Sentence(section, text) for section, texts in parts for text in texts]


def _default(policy: dict[str, Any]) -> Iterable[str]:
    if policy.get("default") is True:
        yield "This is the environment's default policy: it governs whatever names no other."


def _quotas(value: Any) -> Iterable[str]:
    quotas = [words.mapping(quota) for quota in words.items(value)]
    if not quotas:
        yield "There is no daily limit."
    whom = {"USER": "A user", "ENVIRONMENT": "All users together"}
    types = [type if isinstance(type := quota.get("type"), str) else "" for quota in quotas]
    for type in dict.fromkeys(types):
        same = [quota for quota, own in zip(quotas, types, strict=True) if own == type]
        amounts = [_amount(quota, "" if index else " a day") for index, quota in enumerate(same)]
        if type in whom and all(amounts):
            yield f"{whom[type]} may get {', and '.join(amounts)}."
        else:
            yield "A daily limit cannot be read."


def _amount(quota: dict[str, Any], day: str) -> str:
    """``30 texts a day``, or ``20 texts a day if the code is used, and 30 if it is not``."""
    total, used, unused = (quota.get(key) for key in ("total", "claimed", "unclaimed"))
    methods = words.channels(quota.get("deliveryMethods"))
    if not methods:
        return ""
    if words.count(total):
        return f"{words.count(total)} {words.nouns(methods, single=total == 1)}{day}"
    if words.count(used) and words.count(unused):
        nouns = words.nouns(methods, single=used == 1)
        other = words.count(unused)
        return f"{words.count(used)} {nouns}{day} if the code is used, and {other} if it is not"
    return ""


def _limit(limit: dict[str, Any]) -> Iterable[str]:
    type, countries = limit.get("type"), words.countries(limit.get("countries"))
    methods = words.channels(limit.get("deliveryMethods")) or ["SMS", "VOICE"]
    if type not in ("ALLOWED", "DENIED"):
        yield "Texts and calls go to every country."
        return
    if not countries:
        yield "The country limit names no countries."
        return
    named = words.shortened(countries)
    where = f"only to {named}" if type == "ALLOWED" else f"to every country except {named}"
    yield f"{words.capital(words.nouns(methods))} go {where}."
    free = [method for method in ("SMS", "VOICE") if method not in methods]
    if free:
        yield f"{words.capital(words.nouns(free))} go to every country."


def _cooldown(cooldown: dict[str, Any]) -> Iterable[str]:
    waits: dict[str, list[str]] = {}
    by_group: dict[str, list[str]] = {}
    off = []
    for key in ("sms", "voice", "whatsApp", "email"):
        one, channel = words.mapping(cooldown.get(key)), key.upper()
        if one.get("enabled") is not True:
            off.append(channel)
            continue
        waits.setdefault(_wait(one), []).append(channel)
        group = one.get("groupBy")
        by_group.setdefault(group if isinstance(group, str) else "", []).append(channel)
    for wait, channels in waits.items():
        sent = words.joined([words.with_a(words.SINGLE[c]) for c in channels], "or")
        yield f"After {sent} a user {wait}."
    for group, channels in by_group.items():
        what = words.capital(words.nouns(channels))
        if not group:
            places = dict.fromkeys("address" if c == "EMAIL" else "number" for c in channels)
            yield f"{what} are counted for each {words.joined(list(places))} apart."
        elif group == "USER_ID":
            yield f"{what} are counted for each user, whichever number or address they use."
        else:
            yield f"{what} are counted by {words.quoted(group)}."
    if not waits:
        yield "There is no cooldown: a user may ask again at once."
    elif off:
        yield f"{words.capital(words.nouns(off))} have no cooldown."


def _wait(one: dict[str, Any]) -> str:
    units = {"SECONDS": "second", "MINUTES": "minute"}
    spans = []
    for period in map(words.mapping, words.items(one.get("periods"))):
        duration, unit = period.get("duration"), period.get("timeUnit")
        if not words.count(duration) or not isinstance(unit, str) or unit not in units:
            return "waits, for how long cannot be read"
        spans.append(f"{words.count(duration)} {units[unit]}{'' if duration == 1 else 's'}")
    if not spans:
        return "waits, for how long cannot be read"
    further = " for each further one" if len(spans) > 1 else " before each further one"
    limit = words.count(one.get("resendLimit"))
    block = f"; after {limit} they are blocked for 30 minutes" if limit else ""
    return f"waits {', then '.join(spans[: words.SHOWN])}{further}{block}"


def _routes(value: Any, names: Mapping[str, str]) -> Iterable[str]:
    given = words.items(words.mapping(value).get("conditions"))
    conditions = [condition for condition in given if isinstance(condition, dict)]
    if len(conditions) < len(given):
        yield "A condition cannot be read."
    named = [c for c in conditions if c.get("countries") is not None]
    # Conditions without countries come last, wherever they stand.
    rest = [c for c in conditions if c.get("countries") is None]
    covered: set[str] = set()
    for condition in named:
        methods = _routed(condition)
        where = words.shortened(words.countries(condition.get("countries")))
        if where and methods:
            yield f"In {where} {words.nouns(methods)} {_through(condition, names)}."
        else:
            yield "A condition cannot be read."
    for condition in rest:
        methods = [m for m in _routed(condition) if m not in covered]
        covered.update(methods)
        if methods:
            yield f"{_elsewhere(bool(named), methods)} {_through(condition, names)}."
    left = [method for method in ("SMS", "VOICE") if method not in covered]
    if left:
        among = {method for condition in named for method in _routed(condition)}
        for elsewhere in (True, False):
            methods = [m for m in left if (m in among) is elsewhere]
            if methods:
                yield f"{_elsewhere(elsewhere, methods)} go through {DEFAULT_SENDER}."


def _elsewhere(some: bool, methods: list[str]) -> str:
    nouns = words.nouns(methods)
    return f"Everywhere else {nouns}" if some else words.capital(nouns)


def _routed(condition: dict[str, Any]) -> list[str]:
    """What a condition is for; without channels it is for both."""
    if not words.items(condition.get("deliveryMethods")):
        return ["SMS", "VOICE"]
    return [m for m in words.channels(condition["deliveryMethods"]) if m in ("SMS", "VOICE")]


def _through(condition: dict[str, Any], names: Mapping[str, str]) -> str:
    ids = [words.mapping(link).get("id") for link in words.items(condition.get("fallbackChain"))]
    chain = [_named(id, names) for id in ids if isinstance(id, str) and id]
    if not chain:
        return "have no provider"
    first, *others = chain
    if len(others) > words.SHOWN:
        others = [*others[: words.SHOWN], f"{len(others) - words.SHOWN} more"]
    return f"go through {first}" + (f"; if it fails, {', then '.join(others)}" if others else "")


def _named(id: str, names: Mapping[str, str]) -> str:
    if id in names:
        return words.cut(names[id])
    if id == "PINGONE_TWILIO":
        return "PingOne's own sender"
    return f"an unknown provider ({words.cut(id)})"


def _provider(setting: dict[str, Any]) -> Iterable[str]:
    kind, name = setting.get("provider"), setting.get("name")
    name = words.cut(name) if isinstance(name, str) and name.strip() else "This provider"
    if kind == "CUSTOM_PROVIDER":
        yield f"{name} is a gateway of your own."
    elif isinstance(kind, str) and kind in ACCOUNTS:
        yield f"{name} sends through {ACCOUNTS[kind]}."
    else:
        kind = words.quoted(kind) if isinstance(kind, str) and kind else "unknown"
        yield f"{name} is of a kind that Linecheck keeps as it is: {kind}."
    for service in map(words.mapping, words.items(setting.get("messagingServices"))):
        if service.get("selected") is True and isinstance(service.get("name"), str):
            yield f"Texts go through its service {words.cut(service['name'])}."


def _sign_in(given: dict[str, Any]) -> Iterable[str]:
    match given.get("method"):
        case "BASIC":
            how = "a user name and a password"
        case "BEARER":
            how = "a token"
        case "OAUTH2":
            how = f"a token that it fetches from {words.host(given.get('authUrl'))} first"
        case "CUSTOM_HEADER":
            name = given.get("headerName")
            how = f"the header {words.cut(name)}" if isinstance(name, str) and name else "a header"
        case _:
            yield "How PingOne signs in cannot be read."
            return
    yield f"PingOne signs in with {how}."


def _requests(value: Any) -> Iterable[str]:
    asked: set[str] = set()
    for request in map(words.mapping, words.items(value)):
        channel, verb = request.get("deliveryMethod"), request.get("method")
        if not isinstance(channel, str) or channel not in ("SMS", "VOICE"):
            yield "A request cannot be read."
            continue
        asked.add(channel)
        verb = verb if isinstance(verb, str) and verb in ("GET", "POST") else "HTTP"
        bare = request.get("phoneNumberFormat") == "NUMBER_ONLY"
        plus = ", the number written without its plus" if bare else ""
        target = words.host(request.get("url"))
        sent = words.with_a(words.SINGLE[channel])
        yield f"For {sent} PingOne makes a {verb} request to {target}{plus}."
    if "SMS" not in asked:
        yield "It sends no texts."
    if "VOICE" not in asked:
        yield "It places no calls."


def _numbers(value: Any) -> Iterable[str]:
    numbers = [words.mapping(number) for number in words.items(value)]
    chosen = []
    for number in numbers:
        if number.get("selected") is True and isinstance(number.get("number"), str):
            can = words.nouns(words.channels(number.get("capabilities")))
            to = words.shortened(words.countries(number.get("supportedCountries")))
            said = ", ".join(part for part in (can, f"to {to}" if to else "") if part)
            chosen.append(
                f"{words.cut(number['number'])} ({said})" if said else words.cut(number["number"])
            )
    if chosen:
        yield f"It sends from {words.shortened(chosen)}."
    elif numbers:
        yield "No number is selected to send from."
