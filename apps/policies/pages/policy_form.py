"""The form of a policy as its templates draw it: fields with ids, values and what is wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.policies.body import Body
from apps.policies.countries import choices, name_of
from apps.policies.forms.policy_kept import kept
from apps.policies.forms.policy_moves import MOST_QUOTAS, ident
from apps.policies.forms.policy_shown import (
    amount_of,
    channels_of,
    codes_of,
    methods_of,
    objects,
    shown,
    type_of,
)
from apps.policies.pages.policy_names import BUILT_IN, Providers
from apps.policies.pages.policy_parts import STEPS
from apps.policies.simulator.vocabulary import COOLDOWN_KEYS, PINGONE_TWILIO
from apps.policies.simulator.words import PLURAL, sentence

CHIPS = 20
CHANNEL_WORDS = {"SMS": "Texts", "Voice": "Calls", "VOICE": "Calls", "Email": "E-mails"}
QUOTA_TYPES = (("USER", "Each user"), ("ENVIRONMENT", "Everybody together"))
LIMITS = (
    ("NONE", "Every country", "Nothing is stopped because of its country."),
    ("ALLOWED", "Only some countries", "Messages to all others are not sent."),
    ("DENIED", "All but some countries", "Messages to these are not sent."),
)
UNITS = (("SECONDS", "seconds"), ("MINUTES", "minutes"))
# What a cooldown that is switched on begins with.
FIRST = ((30, "SECONDS"), (1, "MINUTES"), (2, "MINUTES"))
FIRST_LIMIT = 5


@dataclass(slots=True)
class Field:
    """`options` are (value, label, chosen); `errors` sentences at the field."""

    place: str
    label: str
    value: str = ""
    options: list[tuple[str, str, bool]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return ident(self.place)


@dataclass(slots=True)
class Picker:
    """Country codes: chips, or when open all countries by region. `joined`: too many for chips."""

    field: Field
    chosen: list[tuple[str, str]]
    joined: str
    open: bool
    regions: list[dict[str, Any]]

    @property
    def summary(self) -> str:
        count = len(self.chosen)
        return f"{count} {'country' if count == 1 else 'countries'}" if count else "No country yet"


class FormPage:
    """`errors`: places with their sentences, drawn at the field or at what is nearest to it."""

    def __init__(self, body: Body, providers: Providers, open: str) -> None:
        self.fields: dict[str, Field] = {}
        self.providers, self.open = providers, open
        self.name = self._field("name", "Name", shown(body.get("name")))
        self.quotas = self._quotas(body)
        self.may_add_quota = room_in(body.get("quotas"))
        self.limit = self._limit(body)
        self.cooldowns = self._cooldowns(body)
        self.conditions = self._conditions(body)
        self.kept = kept(body)

    def place_errors(self, found: Iterable[tuple[str, str]]) -> None:
        """Puts (place, sentence) at the nearest field."""
        for place, said in found:
            near = self.nearest(place)
            if near in self.fields:
                self.fields[near].errors.append(said)

    def nearest(self, place: str) -> str:
        """The field a finding is about: its own, one inside of it, or one that holds it."""
        asked = place
        while asked:
            if asked in self.fields:
                return asked
            inner = next((p for p in self.fields if p.startswith((f"{asked}.", f"{asked}["))), "")
            if inner:
                return inner
            cut = max(asked.rfind("."), asked.rfind("["))
            asked = asked[:cut] if cut > 0 else ""
        return ""

    def _field(self, place: str, label: str, value: str = "", **more: Any) -> Field:
        made = self.fields[place] = Field(place, label, value, **more)
        return made

    def _select(
        self, place: str, label: str, value: str, known: Sequence[tuple[str, str]]
    ) -> Field:
        """With an option of its own for a value nobody knows."""
        options = [(key, words, key == value) for key, words in known]
        if value not in dict(known):
            options.insert(0, (value, value or "Choose one", True))
        return self._field(place, label, value, options=options)

    def _checks(self, place: str, label: str, chosen: list[str], known: Sequence[str]) -> Field:
        every = [*known, *(one for one in chosen if one not in known)]
        options = [(one, CHANNEL_WORDS.get(one, one), one in chosen) for one in every]
        return self._field(place, label, options=options)

    def _quotas(self, body: Body) -> list[dict[str, Any]]:
        found = []
        for index, quota in objects(body.get("quotas")):
            at = f"quotas[{index}]"
            amount = amount_of(quota)
            numbers = {
                key: self._field(f"{at}.{key}", label, shown(quota.get(key)))
                for key, label in (
                    ("total", "Messages a day"),
                    ("claimed", "A day, if answered"),
                    ("unclaimed", "A day, if not answered"),
                )
            }
            known = ("SMS", "Voice", "WhatsApp", "Email")
            found.append(
                {
                    "index": index,
                    "number": index + 1,
                    "type": self._select(
                        f"{at}.type", "Counts for", shown(quota.get("type")), QUOTA_TYPES
                    ),
                    "methods": self._checks(
                        f"{at}.deliveryMethods", "Channels", channels_of(quota, ()), known
                    ),
                    "amount": amount,
                    "amount_place": f"{at}.amount",
                    "amount_id": ident(f"{at}.amount"),
                    **numbers,
                }
            )
        return found

    def _limit(self, body: Body) -> dict[str, Any] | None:
        given = body.get("countryLimit")
        if not (given is None or isinstance(given, dict)):
            return None
        limit = given or {}
        now = type_of(limit)
        known = [*LIMITS, *([] if now in {k for k, _, _ in LIMITS} else [(now, now, "")])]
        type = self._field("countryLimit.type", "Where messages may go", now)
        chosen = channels_of(limit, ("SMS", "Voice"))
        return {
            "type": type,
            "cards": [(key, label, text, key == now) for key, label, text in known],
            "methods": self._checks(
                "countryLimit.deliveryMethods", "Channels it limits", chosen, ("SMS", "Voice")
            ),
            "picker": self._picker("countryLimit.countries", "Countries", limit),
        }

    def _cooldowns(self, body: Body) -> list[dict[str, Any]] | None:
        given = body.get("cooldownConfiguration")
        if not (given is None or isinstance(given, dict)):
            return None
        found = []
        for channel, key in COOLDOWN_KEYS.items():
            own = (given or {}).get(key)
            if own is None or isinstance(own, dict):
                found.append(self._cooldown(channel, f"cooldownConfiguration.{key}", own or {}))
        return found

    def _cooldown(self, channel: str, at: str, own: Body) -> dict[str, Any]:
        on = own.get("enabled") is True
        given = own.get("periods")
        periods = given if isinstance(given, list) else []
        steps = []
        for index, when in enumerate(STEPS):
            period = periods[index] if index < len(periods) else {}
            if not isinstance(period, dict):
                continue
            duration, unit = shown(period.get("duration")), shown(period.get("timeUnit"))
            if not on and not periods:
                duration, unit = str(FIRST[index][0]), FIRST[index][1]
            place = f"{at}.periods[{index}]"
            steps.append(
                {
                    "label": when,
                    "duration": self._field(f"{place}.duration", when, duration),
                    "unit": self._select(f"{place}.timeUnit", "Unit", unit or "SECONDS", UNITS)
                    if index >= len(periods)
                    else self._select(f"{place}.timeUnit", "Unit", unit, UNITS),
                }
            )
        resend = shown(own.get("resendLimit"))
        word = "e-mail address" if channel == "Email" else "phone number"
        groups = (("", f"For each {word}"), ("USER_ID", "For each user, all together"))
        return {
            "channel": sentence(PLURAL[channel]),
            "place": at,
            "on": on,
            "enabled": self._field(f"{at}.enabled", f"Users wait between {PLURAL[channel]}"),
            "steps": steps,
            "resend": self._field(
                f"{at}.resendLimit",
                "Resends before a block of 30 minutes",
                resend or ("" if on else str(FIRST_LIMIT)),
            ),
            "group": self._select(f"{at}.groupBy", "Counted", shown(own.get("groupBy")), groups),
        }

    def _conditions(self, body: Body) -> list[dict[str, Any]] | None:
        routes = body.get("providerConfiguration")
        if routes is None:
            return []
        given = routes.get("conditions") if isinstance(routes, dict) else routes
        if not (given is None or isinstance(given, list)):
            return None
        count = len(given or [])
        return [self._condition(index, one, count) for index, one in objects(given)]

    def _condition(self, index: int, one: Body, count: int) -> dict[str, Any]:
        at = f"providerConfiguration.conditions[{index}]"
        chain = one.get("fallbackChain")
        size = len(chain) if isinstance(chain, list) else 0
        return {
            "index": index,
            "number": index + 1,
            "first": index == 0,
            "last": index == count - 1,
            "methods": self._checks(
                f"{at}.deliveryMethods", "Channels", methods_of(one), ("SMS", "VOICE")
            ),
            "rest": one.get("countries") is None,
            "scope": f"{at}.scope",
            "scope_id": ident(f"{at}.scope"),
            "picker": self._picker(f"{at}.countries", "Countries", one),
            "chain": [
                {
                    "index": place,
                    "place": str(place),
                    "first": place == 0,
                    "last": place == size - 1,
                    "field": self._provider(f"{at}.fallbackChain[{place}].id", place, link),
                }
                for place, link in objects(chain)
            ],
            "add_id": f"chain-add-{index}",
        }

    def _provider(self, place: str, index: int, link: Body) -> Field:
        value = shown(link.get("id"))
        known = [("", "Choose a provider")]
        known += [(row.public_id, str(row)) for row in self.providers.rows if not row.retiring]
        if value == PINGONE_TWILIO:
            known.append((PINGONE_TWILIO, BUILT_IN))
        elif value not in dict(known):
            known.append((value, self.providers.name_of(value)))
        return self._select(place, f"Provider {index + 1}", value, known)

    def _picker(self, place: str, label: str, holder: Body) -> Picker:
        codes = codes_of(holder)
        chosen = [(code, name_of(code)) for code in dict.fromkeys(codes)]
        open = self.open == place
        regions = regions_of(set(codes)) if open else []
        listed = {code for region in regions for code, _, _ in region["countries"]}
        others = [(code, name, True) for code, name in chosen if code not in listed]
        if open and others:
            regions.append({"name": "Others", "key": "", "countries": others, "count": len(others)})
        joined = ",".join(codes) if not open and len(chosen) > CHIPS else ""
        return Picker(self._field(place, label), chosen, joined, open, regions)


def regions_of(chosen: set[str]) -> list[dict[str, Any]]:
    """[{name, key, countries: [(code, name, chosen)], count}]."""
    found = []
    for region, group in choices():
        countries = [(code, name, code in chosen) for code, name in group]
        count = sum(one for _, _, one in countries)
        found.append({"name": region, "key": region, "countries": countries, "count": count})
    return found


def room_in(quotas: Any) -> bool:
    """Whether another daily limit may be added."""
    return quotas is None or (isinstance(quotas, list) and len(quotas) < MOST_QUOTAS)
