"""What the editor of a provider works on from one request to the next.

Between them it travels in the form: the body with its secrets masked, and what was typed of
secrets sealed, so that no page ever shows one and none has to be typed twice.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from cryptography.fernet import InvalidToken
from django.views.decorators.debug import sensitive_variables

from apps.core.actor import Actor
from apps.core.fields import fernet
from apps.policies.body import Body
from apps.policies.forms import policy_json
from apps.policies.models import PhoneDeliverySetting
from apps.policies.secrets import Secrets, carried, cut, hosts, in_request, merge, request_of
from apps.upstream.redact import MASK

SEALED_SECONDS = 12 * 3600
NEW = -1


@dataclass
class State:
    """`body` is masked. `typed` are secrets by place (``/requests/0/url``), not saved yet.

    `origins` says where each entry of ``requests`` stands in what is saved: NEW for nowhere. An
    entry that moved takes the secret along that Linecheck holds for it.
    """

    body: Body
    typed: Secrets = field(default_factory=dict)
    origins: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        count = len(entries_of(self.body))
        if len(self.origins) != count:
            self.origins = list(range(count))

    @property
    def moved(self) -> bool:
        return any(origin != index for index, origin in enumerate(self.origins))

    @sensitive_variables("body", "now")
    def replace(self, body: Mapping[str, Any]) -> None:
        """`body` takes the place of the present one; a mask in it keeps what was typed there."""
        masked, now = cut(body)
        held = {path for path, _, _ in _masked(masked)}
        self.typed = {path: v for path, v in self.typed.items() if path in held} | now
        self.body = masked
        self.__post_init__()

    def reorder(self, order: Sequence[int], fresh: Any = None) -> None:
        """`order` names for each entry of ``requests`` its present place; NEW is `fresh`."""
        entries = entries_of(self.body)
        self.body["requests"] = [entries[i] if i != NEW else deepcopy(fresh) for i in order]
        self.origins = [self.origins[i] if i != NEW else NEW for i in order]
        moved: Secrets = {}
        for path, value in self.typed.items():
            place = request_of(path)
            if place is None:
                moved[path] = value
            elif place in order:
                moved[in_request(path, order.index(place))] = value
        self.typed = moved

    def forget_moves(self) -> None:
        """What is saved has changed: who has moved since is asked for its secret again."""
        for path, holder, key in _masked(self.body):
            if self._away(path) and path not in self.typed:
                holder[key] = ""
        self.origins = list(range(len(self.origins)))

    @sensitive_variables("held", "body", "known")
    def whole(self, row: PhoneDeliverySetting | None) -> Body:
        """The body to save: masks stand only for what is held at the same place."""
        body = merge(self.body, self.typed)
        held: Mapping[str, Any] = (row.secrets or {}) if row else {}
        elsewhere = bool(row and hosts(body) - hosts(row.wanted))
        for path, holder, key in _masked(body):
            place = request_of(path)
            if place is not None and self._away(path):
                known = held.get(in_request(path, self.origins[place]), "")
                holder[key] = "" if elsewhere or self.origins[place] == NEW else known
        return body

    def split(self, row: PhoneDeliverySetting | None) -> tuple[Body, Secrets]:
        """Masked, and every secret that would be sent along: typed, else held."""
        whole = self.whole(row)
        if row is None:
            return cut(whole)
        return carried(whole, row.wanted, row.secrets or {})

    def _away(self, path: str) -> bool:
        place = request_of(path)
        # An object with digits for keys may stand where the list should.
        return place is not None and place < len(self.origins) and self.origins[place] != place

    def seal(self, actor: Actor) -> str:
        """What must not be read in the page, for this person only."""
        if not self.typed and not self.moved:
            return ""
        kept = {"typed": self.typed, "origins": self.origins, "by": actor.id}
        return fernet().encrypt(json.dumps(kept).encode()).decode()


def of_row(row: PhoneDeliverySetting) -> State:
    """As it is wanted, with what PingOne has found in the account since."""
    body = deepcopy(dict(row.wanted))
    for key in ("numbers", "messagingServices", "channels"):
        if not body.get(key) and row.remote_data.get(key):
            body[key] = deepcopy(row.remote_data[key])
    return State(body)


@sensitive_variables("kept")
def opened(base: str, sealed: str, actor: Actor) -> State | None:
    """The state a form brought along; None when it is none."""
    try:
        body = policy_json.read(base, "provider")
    except policy_json.Unreadable:
        return None
    kept = _unsealed(sealed, actor)
    masked, typed = cut(body)
    return State(masked, kept.get("typed", {}) | typed, kept.get("origins", []))


def entries_of(body: Mapping[str, Any]) -> list[Any]:
    found = body.get("requests")
    return found if isinstance(found, list) else []


def _unsealed(sealed: str, actor: Actor) -> dict[str, Any]:
    if not sealed:
        return {}
    try:
        kept = json.loads(fernet().decrypt(sealed.encode(), ttl=SEALED_SECONDS))
    except (InvalidToken, ValueError):
        return {}
    return kept if kept.get("by") == actor.id else {}


def _masked(value: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Where a mask stands: ``(path, the object or list, the key in it)``."""
    items: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for key, item in items:
        if isinstance(item, str):
            if MASK in item:
                yield f"{path}/{key}", value, key
        else:
            yield from _masked(item, f"{path}/{key}")
