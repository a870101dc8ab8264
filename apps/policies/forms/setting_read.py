"""What was typed into the editor, put over the body it was drawn from.

Only what has a field is touched, and only where it was changed: keys nobody knows stay, and so do
the differences between absent, null and empty. Secrets typed stand in the result in clear; one
that was left empty stays as it is.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from django.http import QueryDict
from django.views.decorators.debug import sensitive_variables

from apps.policies.body import CUSTOM_PROVIDER, Body
from apps.policies.forms.setting_state import entries_of
from apps.policies.pages.setting_facts import CHANNELS
from apps.policies.rules.authentication import FIELDS, GRANT_FIELDS, SECRETS, WORDS

EMPTY: tuple[Any, ...] = (None, "", [], {})
REQUEST_TEXTS = ("deliveryMethod", "method", "url", "phoneNumberFormat", "beforeTag", "afterTag")


@sensitive_variables()
def read(base: Mapping[str, Any], data: QueryDict) -> Body:
    """A copy of `base` with the fields of `data` over it."""
    body = deepcopy(dict(base))
    _text(body, "name", data, "name")
    if body.get("provider") == CUSTOM_PROVIDER:
        _sign_in(body, data)
        for index, entry in enumerate(entries_of(body)):
            if isinstance(entry, dict):
                _request(entry, data, f"requests-{index}")
        for index, number in enumerate(_list(body.get("numbers"))):
            if isinstance(number, dict) and f"numbers-{index}-number" in data:
                _number(number, data, f"numbers-{index}")
    else:
        _account(body, data)
    return body


def shown(value: Any) -> str:
    """As a field shows a value."""
    if isinstance(value, list):
        return " ".join(str(item) for item in value)
    return "" if value is None else str(value).replace("\r\n", "\n")


def whole(text: str) -> int | None:
    """The place in a list a text names, None for what names none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None


def given(data: QueryDict, name: str) -> str:
    """The one value of a field, "" without one; no database holds a NUL."""
    return str(data.get(name, "")).replace("\x00", "")


def _account(body: Body, data: QueryDict) -> None:
    for key in ("sid", "verifyServiceId"):
        _text(body, key, data, key)
    _secret(body, "authToken", data, "authToken")
    for key in ("numbers", "channels"):
        for index, entry in enumerate(_list(body.get(key))):
            if isinstance(entry, dict) and f"{key}-{index}-here" in data:
                _flag(entry, "selected", data, f"{key}-{index}-selected")
    chosen = whole(given(data, "messagingServices"))
    if chosen is not None:
        for index, entry in enumerate(_list(body.get("messagingServices"))):
            wanted = index == chosen
            if isinstance(entry, dict) and (entry.get("selected") is True) != wanted:
                entry["selected"] = wanted


def _sign_in(body: Body, data: QueryDict) -> None:
    before = body.get("authentication")
    if "authentication-method" not in data or not isinstance(before, dict | None):
        return
    block: Body = before if isinstance(before, dict) else {}
    method = given(data, "authentication-method")
    if method and method != shown(block.get("method")):
        # What only the other way of signing in uses goes with it.
        other = {*WORDS, "grantType", "scopes"}
        block = {key: value for key, value in block.items() if key not in other}
        block["method"] = method
    fields: tuple[str, ...] = FIELDS.get(method, ())
    if method == "OAUTH2":
        _text(block, "grantType", data, "authentication-grantType")
        _words(block, "scopes", data, "authentication-scopes")
        fields += GRANT_FIELDS.get(str(block.get("grantType")), GRANT_FIELDS["CLIENT_CREDENTIALS"])
    for key in fields:
        put = _secret if key in SECRETS else _text
        put(block, key, data, f"authentication-{method}-{key}")
    if block or before is not None:
        body["authentication"] = block


def _request(entry: Body, data: QueryDict, at: str) -> None:
    for key in REQUEST_TEXTS:
        _text(entry, key, data, f"{at}-{key}")
    _text(entry, "body", data, f"{at}-body", strip=False)
    if f"{at}-headers-0-name" not in data or not isinstance(entry.get("headers"), dict | None):
        return
    before: Body = entry.get("headers") or {}
    names, index = list(before), 0
    headers: Body = {}
    while f"{at}-headers-{index}-name" in data:
        row = f"{at}-headers-{index}"
        name, value = given(data, f"{row}-name").strip(), given(data, f"{row}-value").strip()
        place = whole(given(data, f"{row}-was"))
        was = names[place] if place is not None and place < len(names) else None
        # A browser that kept the form did not keep every value (data-lc-keep-not).
        unsaid = f"{row}-value" not in data
        same = was is not None and (unsaid or shown(before[was]).strip() == value)
        if name or (same and was == ""):
            headers[name] = before[was] if was is not None and same else value
        index += 1
    if headers or before:
        entry["headers"] = headers


def _number(number: Body, data: QueryDict, at: str) -> None:
    _text(number, "number", data, f"{at}-number")
    _text(number, "type", data, f"{at}-type")
    _flag(number, "selected", data, f"{at}-selected")
    _flag(number, "available", data, f"{at}-available")
    chosen = data.getlist(f"{at}-capabilities")
    before = _list(number.get("capabilities"))
    if {one for one in before if one in CHANNELS} != set(chosen):
        unknown = [one for one in before if one not in CHANNELS]
        number["capabilities"] = [one for one in CHANNELS if one in chosen] + unknown
    _words(number, "supportedCountries", data, f"{at}-supportedCountries", upper=True)


def _text(holder: Body, key: str, data: QueryDict, name: str, *, strip: bool = True) -> None:
    if name not in data:
        return
    typed, before = given(data, name).replace("\r\n", "\n"), shown(holder.get(key))
    if strip:
        typed, before = typed.strip(), before.strip()
    if typed == before:
        return
    if typed:
        holder[key] = typed
    else:
        holder.pop(key, None)


def _secret(holder: Body, key: str, data: QueryDict, name: str) -> None:
    if typed := given(data, name):
        holder[key] = typed


def _flag(holder: Body, key: str, data: QueryDict, name: str) -> None:
    if (name in data) != (holder.get(key) is True):
        holder[key] = name in data


def _words(holder: Body, key: str, data: QueryDict, name: str, *, upper: bool = False) -> None:
    """A list of words, split at blanks and commas."""
    typed = given(data, name)
    if name not in data or typed.strip() == shown(holder.get(key)).strip():
        return
    words = typed.replace(",", " ").split()
    if words:
        holder[key] = [word.upper() for word in words] if upper else words
    else:
        holder.pop(key, None)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
