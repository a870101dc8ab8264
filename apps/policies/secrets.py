"""Secrets in a body: cut out to be kept encrypted, merged at push, never shown again."""

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

from django.utils.crypto import salted_hmac

from apps.policies.body import CUSTOM_PROVIDER, Body
from apps.upstream.redact import MASK, SECRET_KEYS, USERINFO

Secrets = dict[str, Any]

# What PingOne takes and never returns (PingOne API, Phone delivery settings).
WRITE_ONLY = {
    "BASIC": ("password",),
    "BEARER": ("authToken",),
    "OAUTH2": ("clientSecret", "assertion"),
    "CUSTOM_HEADER": ("headerValue",),
}
NEVER_READ = frozenset(name for names in WRITE_ONLY.values() for name in names)


def cut(body: Mapping[str, Any]) -> tuple[Body, Secrets]:
    """The body with masks in place of its secrets, and those by place (``/requests/0/url``).

    A mask in `body` is no secret: it says that what we hold stays.
    """
    masked, secrets = deepcopy(dict(body)), {}
    for path, holder, key in _places(masked):
        value = holder[key]
        if value == MASK or value in (None, "", [], {}):
            continue
        shown = USERINFO.sub(f"{MASK}@", value) if _address(key, value) else MASK
        if shown != value:
            secrets[path] = value
            holder[key] = shown
    return masked, secrets


def merge(masked: Mapping[str, Any], secrets: Mapping[str, Any] | None) -> Body:
    """The body as PingOne must get it."""
    body = deepcopy(dict(masked))
    for path, holder, key in _places(body):
        if path in (secrets or {}):
            holder[key] = (secrets or {})[path]
    return body


def carried(
    body: Mapping[str, Any],
    before: Mapping[str, Any],
    held: Mapping[str, Any],
    *,
    anywhere: bool = False,
) -> tuple[Body, Secrets]:
    """`body` in place of `before`: masked, with the secrets it brings and those it keeps.

    Kept is what comes back as the mask, and what PingOne never returns when it is left out: who
    reads an object and sends it back changed cannot know it. A request that has moved takes its own
    along. Nothing is kept for a host that `before` did not name, nor that of one request for
    another's host, unless `anywhere`: whoever may edit must not learn a secret by having it sent
    elsewhere.
    """
    masked, secrets = cut(body)
    if not anywhere and hosts(body) - hosts(before):
        return masked, secrets
    _mask_left_out(masked, before)
    _mask_token(masked, before)
    came_from = dict(enumerate(_origins(_requests(masked), _requests(before))))
    by_key: dict[str, Any] = {}
    for path, value in held.items():
        if request_of(path) is None:
            by_key.setdefault(path.rsplit("/", 1)[-1], value)
    for path, holder, key in _places(masked):
        if path in secrets or MASK not in str(holder[key]):
            continue
        at = request_of(path)
        origin = at if at is None or anywhere else came_from.get(at)
        was = path if at is None else "" if origin is None else in_request(path, origin)
        if was in held:
            secrets[path] = _kept(holder[key], held[was])
        elif key in by_key and holder[key] == MASK and at is None:
            secrets[path] = by_key[key]
    return masked, secrets


def unknown(masked: Mapping[str, Any], held: Collection[str]) -> list[str]:
    """Places of secrets that are needed, or masked, and not among `held`; all of them spelt as
    PingOne does (``authentication.password``)."""
    places = [
        spelt(path)
        for path, holder, key in _places(deepcopy(dict(masked)))
        if MASK in str(holder[key])
    ]
    return [place for place in dict.fromkeys([*_required(masked), *places]) if place not in held]


def _required(masked: Mapping[str, Any]) -> list[str]:
    """Places of the secrets its kind of sign-in cannot do without, given or not."""
    authentication = masked.get("authentication")
    if masked.get("provider") != CUSTOM_PROVIDER:
        return ["authToken"] if "sid" in masked or "authToken" in masked else []
    if not isinstance(authentication, dict):
        return []
    names = WRITE_ONLY.get(str(authentication.get("method")), ())
    if authentication.get("method") == "OAUTH2":
        names = names[1:] if authentication.get("grantType") == "JWT_BEARER" else names[:1]
    return [f"authentication.{name}" for name in names]


def readable(masked: Mapping[str, Any]) -> Body:
    """As PingOne reads it back: what it never returns is left out, other secrets stay masked."""
    body = deepcopy(dict(masked))
    if isinstance(body.get("authentication"), dict):
        body["authentication"] = {
            key: value for key, value in body["authentication"].items() if key not in NEVER_READ
        }
    return {key: value for key, value in body.items() if key not in NEVER_READ}


def digest(secrets: Mapping[str, Any] | None) -> str:
    """Tells whether secrets are the same without telling them."""
    text = repr(sorted((secrets or {}).items()))
    return salted_hmac("apps.policies.secrets", text, algorithm="sha256").hexdigest()


def hosts(body: Mapping[str, Any]) -> set[str]:
    """The hosts its requests and its sign-in go to; variables in them count as written."""
    found = set()
    for value in _addresses(body):
        try:
            netloc = urlsplit(value).netloc
        except ValueError:
            netloc = "\\"
        # Two readers see two hosts in such an address: it is one of its own.
        odd = netloc.count("@") > 1 or any(c == "\\" or c <= " " for c in netloc)
        found.add(value if odd else netloc.rpartition("@")[2].lower())
    return found


def spelt(path: str) -> str:
    """``/requests/0/url`` as PingOne spells it: ``requests[0].url``."""
    text = ""
    for part in path.strip("/").split("/"):
        text += f"[{part}]" if part.isdigit() else f".{part}" if text else part
    return text


def _kept(shown: str, held: Any) -> Any:
    """What is held; an address may have changed around the credentials in it."""
    found = USERINFO.search(held) if isinstance(held, str) and shown != MASK else None
    return shown.replace(f"{MASK}@", found[0]) if found else held


def request_of(path: str) -> int | None:
    """Which entry of ``requests`` a place is in."""
    parts = path.split("/")
    return int(parts[2]) if parts[1:2] == ["requests"] and parts[2].isdigit() else None


def in_request(path: str, index: int) -> str:
    """The same place in another entry of ``requests``."""
    parts = path.split("/")
    return "/".join([*parts[:2], str(index), *parts[3:]])


def _requests(body: Mapping[str, Any]) -> list[Any]:
    found = body.get("requests")
    return found if isinstance(found, list) else []


def _origins(now: list[Any], then: list[Any]) -> list[int | None]:
    """Which of `then` each of `now` was: the same as it is, else the one at its place for the same
    host, else the only one left for that host; None for a new one."""
    found: list[int | None] = [None] * len(now)
    left = set(range(len(then)))

    def take(index: int, place: int) -> None:
        found[index] = place
        left.discard(place)

    for index, entry in enumerate(now):
        same = [place for place in left if then[place] == entry]
        if same:
            take(index, index if index in same else min(same))
    at = [hosts({"requests": [entry]}) for entry in then]
    rest = [index for index, origin in enumerate(found) if origin is None]
    for index in rest:
        if index in left and hosts({"requests": [now[index]]}) == at[index]:
            take(index, index)
    for index in rest:
        here = hosts({"requests": [now[index]]})
        alike = [place for place in left if at[place] == here]
        if found[index] is None and len(alike) == 1:
            take(index, alike[0])
    return found


def _mask_left_out(masked: Body, before: Mapping[str, Any]) -> None:
    now, then = masked.get("authentication"), before.get("authentication")
    if not isinstance(now, dict) or not isinstance(then, dict):
        return
    if now.get("method") == then.get("method"):
        for name in WRITE_ONLY.get(str(now.get("method")), ()):
            if name not in now and name in then:
                now[name] = MASK


def _mask_token(masked: Body, before: Mapping[str, Any]) -> None:
    if masked.get("provider") == before.get("provider") and "authToken" in before:
        masked.setdefault("authToken", MASK)


def _addresses(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key in ("url", "authUrl") and isinstance(item, str):
                yield item
            else:
                yield from _addresses(item)
    elif isinstance(value, list):
        for item in value:
            yield from _addresses(item)


def _address(key: Any, value: Any) -> bool:
    return key in ("url", "authUrl") and isinstance(value, str)


def _places(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any], str]]:
    """Where secrets may stand: ``(path, the object, the key in it)``."""
    if isinstance(value, dict):
        for key in list(value):
            where = f"{path}/{key}"
            if SECRET_KEYS.match(str(key)) or _address(key, value[key]):
                yield where, value, key
            else:
                yield from _places(value[key], where)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _places(item, f"{path}/{index}")
