"""One entry of a custom provider's `requests` as the HTTP request it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from apps.policies import authenticating, filling
from apps.policies.authenticating import Authentication
from apps.policies.body import Body
from apps.policies.filling import FORM, FULL, JSON, NUMBER_ONLY, Sample, Segment, Text, plain
from apps.policies.secrets import cut, merge
from apps.policies.veil import Veil
from apps.upstream.gateway import OWN_HEADERS
from apps.upstream.redact import MASK, USERINFO

AUTHENTICATION, ASSUMED = "authentication", "assumed"


@dataclass(frozen=True, slots=True)
class Note:
    """Something to look at; `target` is the path in the setting's body."""

    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Header:
    """`added`: "" for the request's own, AUTHENTICATION or ASSUMED for one that PingOne adds."""

    name: str
    value: Text
    added: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP request, piece by piece."""

    method: str
    url: Text
    headers: tuple[Header, ...] = ()
    body: Text = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """A request of the setting, filled in. `token` is what PingOne sends before it, for OAUTH2.

    `configured`: the setting says this number format, and not the other. `kind` is how values of
    the body are written: form, json, text, or "" without a body.
    """

    index: int
    delivery_method: str
    number_format: str
    configured: bool
    kind: str
    call: Call
    token: Call | None
    notes: tuple[Note, ...] = ()


def complete(setting_body: Mapping[str, Any], secrets: Mapping[str, Any] | None) -> Body:
    """What requests depend on, with the secrets in place; anything that is no text is left out.

    `secrets` as `secrets.cut` gives them. An entry of `requests` that is no object is None.
    """
    entries, block = setting_body.get("requests"), setting_body.get("authentication")
    slim: Body = {"requests": [_entry(e) for e in entries] if isinstance(entries, list) else []}
    if isinstance(block, Mapping):
        scopes = block.get("scopes")
        kept = [s for s in scopes if isinstance(s, str)] if isinstance(scopes, list) else []
        slim["authentication"] = {**_texts(block), "scopes": kept}
    return {**merge(slim, secrets), "numbers": setting_body.get("numbers")}


def build(
    whole: Mapping[str, Any], index: int, sample: Sample, *, number_format: str = ""
) -> tuple[Preview, Authentication]:
    """Entry `index` of a `complete` body, secrets in clear: for whoever masks or sends it."""
    entry: Mapping[str, Any] = whole["requests"][index]
    number_format = number_format or number_format_of(entry)
    authentication = authenticating.read(whole)
    method, kind = entry.get("method", ""), _kind(entry)
    values = _values(whole, entry, sample, number_format)
    write = {"json": filling.in_json, "form": filling.in_form}.get(kind, filling.as_it_is)
    call = Call(
        method=method,
        url=filling.fill(entry.get("url", ""), values, filling.in_url),
        headers=_headers(entry, kind, authentication),
        body=filling.fill(body_of(entry), values, write) if kind else (),
    )
    preview = Preview(
        index=index,
        delivery_method=entry.get("deliveryMethod", ""),
        number_format=number_format,
        configured=number_format == number_format_of(entry),
        kind=kind,
        call=call,
        token=_token_call(authentication),
    )
    return preview, authentication


def body_of(entry: Mapping[str, Any]) -> str:
    """The template of the body. `messageType`, as PingOne's own example misspells it, begins it."""
    if "messageType" in entry and not entry.get("body"):
        return f"messageType={entry['messageType']}"
    return str(entry.get("body", ""))


def veil_of(whole: Mapping[str, Any], sent: Authentication, *more: str) -> Veil:
    """Hides every secret of a `complete` body, and `more`."""
    found: list[str] = []
    for path, value in cut({**whole, "numbers": None})[1].items():
        if path.endswith(("/url", "/authUrl")):
            # A whole address: `masked` takes its password out.
            continue
        found.append(value)
        if "/headers/" in path:
            found.append(_without_scheme(value))
    return sent.veil(*found, *more)


def masked(preview: Preview, veil: Veil) -> Preview:
    token = preview.token and _masked(preview.token, veil)
    return replace(preview, call=_masked(preview.call, veil), token=token)


def _masked(call: Call, veil: Veil) -> Call:
    def hide(text: Text) -> Text:
        return tuple(replace(segment, text=veil(segment.text)) for segment in text)

    headers = tuple(replace(header, value=hide(header.value)) for header in call.headers)
    url, address = hide(call.url), plain(call.url)
    if USERINFO.search(address):
        url = (Segment(veil(USERINFO.sub(f"{MASK}@", address))),)
    return replace(call, url=url, headers=headers, body=hide(call.body))


def _without_scheme(value: str) -> str:
    """What follows "Basic" or "Bearer"."""
    scheme, _, rest = value.strip().partition(" ")
    return rest.strip() if rest and scheme.isalpha() else value


def _values(
    body: Mapping[str, Any], entry: Mapping[str, Any], sample: Sample, number_format: str
) -> dict[str, str]:
    method = entry.get("deliveryMethod", "")
    spoken = method == "VOICE"
    return filling.values(
        sample,
        sender=sample.from_ or filling.sender_number(body.get("numbers"), method, sample.to),
        number_format=number_format,
        before=entry.get("beforeTag", "") if spoken else "",
        after=entry.get("afterTag", "") if spoken else "",
    )


def _headers(entry: Mapping[str, Any], kind: str, sent: Authentication) -> tuple[Header, ...]:
    added = {sent.header.lower()} if sent.header else set()
    own = [
        Header(name, filling.fill(value, {}, filling.as_it_is))
        for name, value in entry["headers"].items()
        if name.lower() not in OWN_HEADERS | added
    ]
    if kind and not content_type_of(entry):
        own.insert(0, Header("Content-Type", (Segment(JSON if kind == "json" else FORM),), ASSUMED))
    if sent.header and sent.header.lower() not in OWN_HEADERS:
        own.insert(0, Header(sent.header, (Segment(sent.value),), AUTHENTICATION))
    return tuple(own)


def _token_call(sent: Authentication) -> Call | None:
    if sent.token is None:
        return None
    headers = tuple(Header(k, (Segment(v),)) for k, v in sent.token.headers().items())
    return Call("POST", (Segment(sent.token.url),), headers, (Segment(sent.token.body()),))


def _entry(entry: Any) -> Body | None:
    if not isinstance(entry, Mapping):
        return None
    headers = entry.get("headers")
    return {**_texts(entry), "headers": _texts(headers) if isinstance(headers, Mapping) else {}}


def _texts(block: Mapping[Any, Any]) -> Body:
    return {k: v for k, v in block.items() if isinstance(k, str) and isinstance(v, str)}


def content_type_of(entry: Mapping[str, Any]) -> str:
    found = [v for k, v in entry["headers"].items() if k.lower() == "content-type"]
    return found[-1].partition(";")[0].strip().lower() if found else ""


def _kind(entry: Mapping[str, Any]) -> str:
    body, media = body_of(entry), content_type_of(entry)
    if not body or entry.get("method", "") == "GET":
        return ""
    if media == JSON or media.endswith("+json"):
        return "json"
    if media and media != FORM:
        return "text"
    return "json" if not media and body.lstrip()[:1] in ("{", "[") else "form"


def number_format_of(entry: Mapping[str, Any]) -> str:
    return NUMBER_ONLY if entry.get("phoneNumberFormat") == NUMBER_ONLY else FULL
