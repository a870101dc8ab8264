"""The message somebody asks about: what is sent where, what was sent before, what is broken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from apps.policies.countries import country_of
from apps.policies.simulator.asked import asked
from apps.policies.simulator.vocabulary import CHANNELS, DAY_SECONDS


@dataclass(frozen=True, slots=True)
class Situation:
    """One message about to be sent. Counts and sends are those before it.

    `country` is alpha-2, "" for e-mail; a `number` alone gives it. The counts are today's (UTC)
    messages by the methods that share a quota with `channel`: `claimed` were answered, `unclaimed`
    were not. `sends` says how many seconds ago each earlier message went to this user by this
    channel, newest last; all but the first were resends. `failing` holds ids of providers that are
    down. `capable` says what each provider can send ("SMS", "VOICE"): one that is missing there
    does not exist; None: not known, every provider is taken to be able. `clock` is the time of day
    in seconds since 00:00 UTC, None where nobody says.
    """

    channel: str
    country: str = ""
    number: str = ""
    user_claimed: int = 0
    user_unclaimed: int = 0
    environment_claimed: int = 0
    environment_unclaimed: int = 0
    sends: tuple[float, ...] = ()
    failing: frozenset[str] = frozenset()
    capable: Mapping[str, frozenset[str]] | None = None
    default_sender_fails: bool = False
    clock: int | None = None
    user_count: int = field(init=False)
    environment_count: int = field(init=False)

    def __post_init__(self) -> None:
        if self.channel not in CHANNELS:
            raise ValueError(f"no channel {self.channel!r}")
        put = object.__setattr__
        if not self.country and self.number:
            put(self, "country", country_of(self.number))
        put(self, "sends", tuple(sorted(self.sends, reverse=True)))
        put(self, "user_count", self.user_claimed + self.user_unclaimed)
        put(self, "environment_count", self.environment_claimed + self.environment_unclaimed)

    @property
    def midnight(self) -> int | None:
        """Seconds until the counters begin again."""
        return None if self.clock is None else DAY_SECONDS - self.clock

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> "Situation":
        """From a form's fields or a JSON body, see `asked`. Raises `Invalid` by field."""
        return cls(**asked(values))
