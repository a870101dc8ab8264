"""The requests PingOne will make of a custom provider, shown before it makes them.

PingOne's pages print what a template holds, not what leaves. What was taken for granted is said
once, in ASSUMPTIONS, for the page to say too.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from apps.policies import authenticating
from apps.policies.authenticating import WORDS, Authentication
from apps.policies.calls import (
    Note,
    Preview,
    body_of,
    build,
    complete,
    content_type_of,
    masked,
    number_format_of,
    veil_of,
)
from apps.policies.filling import (
    FULL,
    GUESSED,
    MANDATORY,
    NUMBER_ONLY,
    VARIABLES,
    Sample,
    names_in,
    plain,
)
from apps.upstream.gateway import OWN_HEADERS

ASSUMPTIONS = (
    "Values are percent-encoded in an address, form-encoded in a form and JSON-escaped in JSON; "
    "in a body of any other type they stand as they are.",
    "Without a content type PingOne sends a form, or JSON when the body begins with { or [.",
    "Variables are filled in in the address and the body, not in headers.",
    "A GET has no body.",
    "The phone number format holds for the recipient and the sender.",
    "The sender is the first selected number that can do the method and reaches the country.",
    "In a voice call the tags enclose each digit of the passcode, in ${message} and in ${otp}: "
    "PingOne's page says that they define a pause between its digits.",
    "The header that authenticates replaces one of the same name in the request's own headers.",
    "An access token is fetched by a form, without PingOne's own headers: the client's id and "
    "secret go into a Basic header, or into the form when the client authenticates by BODY.",
    "The names ${countryCode} and ${nationalNumber} are guesses: PingOne has had both since "
    "May 2026 and prints neither name.",
)


def requests(
    setting_body: Mapping[str, Any],
    sample: Sample,
    secrets: Mapping[str, Any] | None = None,
    *,
    both_formats: bool = False,
) -> list[Preview]:
    """One for each entry of `requests`, two with `both_formats`; secrets masked; never raises.

    `secrets` as `secrets.cut` gives them; None when they are not at hand: then it is not said
    which are missing.
    """
    whole = complete(setting_body, secrets)
    veil = veil_of(whole, authenticating.read(whole))
    found: list[Preview] = []
    for index, entry in enumerate(whole["requests"]):
        if entry is None:
            continue
        configured = number_format_of(entry)
        other = FULL if configured == NUMBER_ONLY else NUMBER_ONLY
        for number_format in (configured, other) if both_formats else (configured,):
            preview, sent = build(whole, index, sample, number_format=number_format)
            notes = (*_notes(entry, preview), *_signing(entry, preview, sent, secrets is not None))
            found.append(masked(replace(preview, notes=notes), veil))
    return found


def _notes(entry: Mapping[str, Any], preview: Preview) -> Iterator[Note]:
    at = f"requests[{preview.index}]"
    yield from _address(entry, at)
    yield from _variables(entry, preview, at)
    yield from _body(entry, preview, at)
    if entry.get("phoneNumberFormat") not in (None, FULL, NUMBER_ONLY):
        yield Note(
            f"{at}.phoneNumberFormat",
            "PingOne knows the formats FULL and NUMBER_ONLY; FULL is shown.",
        )
    if preview.delivery_method != "VOICE" and (entry.get("beforeTag") or entry.get("afterTag")):
        yield Note(
            f"{at}.beforeTag",
            "Tags are for voice calls only; this request is sent without them.",
        )


def _address(entry: Mapping[str, Any], at: str) -> Iterator[Note]:
    if not entry.get("url", ""):
        yield Note(f"{at}.url", "There is no address to send to. Enter the gateway's URL.")
    if entry.get("method", "") not in ("GET", "POST"):
        yield Note(f"{at}.method", "PingOne sends GET or POST. Choose one of them.")


def _variables(entry: Mapping[str, Any], preview: Preview, at: str) -> Iterator[Note]:
    templates = {"url": entry.get("url", ""), "body": body_of(entry) if preview.kind else ""}
    place = "url" if entry.get("method", "") == "GET" else "body"
    named = {name: names_in(template) for name, template in templates.items()}
    for variable in MANDATORY:
        if variable not in named[place]:
            where = "address of a GET" if place == "url" else "body of a POST"
            yield Note(
                f"{at}.{place}",
                f"${{{variable}}} is missing. PingOne wants it in the {where}: "
                "without it the gateway does not learn "
                f"{'whom to send to' if variable == 'to' else 'what to send'}.",
            )
    for where, names in named.items():
        for name in names:
            if name in GUESSED:
                yield Note(f"{at}.{where}", f"${{{name}}}: that PingOne calls it so is a guess.")
            elif name not in VARIABLES:
                yield Note(
                    f"{at}.{where}",
                    f"PingOne's pages name no variable ${{{name}}}. It is sent as it stands "
                    "unless a notification template brings a variable of that name.",
                )
    if any("from" in names for names in named.values()) and not _sender(preview):
        yield Note(
            "numbers",
            f"${{from}} is empty: no selected number can do {preview.delivery_method or 'this'} "
            "for this recipient. Select one, or leave ${from} out.",
        )
    for header, value in entry["headers"].items():
        if names_in(value):
            yield Note(
                f"{at}.headers.{header}",
                "Variables are known in the address and the body only; this header is sent as "
                "it stands.",
            )


def _sender(preview: Preview) -> str:
    call = preview.call
    return "".join(s.text for s in (*call.url, *call.body) if s.variable == "from")


def _body(entry: Mapping[str, Any], preview: Preview, at: str) -> Iterator[Note]:
    body, media = body_of(entry), content_type_of(entry)
    if entry.get("method", "") == "GET":
        if body:
            yield Note(f"{at}.body", "A GET has no body: this one is not sent.")
        return
    if "messageType" in entry and not entry.get("body"):
        yield Note(
            f"{at}.messageType",
            "PingOne knows no messageType: its own example means body, and so it is read here.",
        )
    if preview.kind in ("form", "json") and not media:
        wanted = "form" if preview.kind == "form" else "JSON"
        yield Note(
            f"{at}.headers",
            f"No content type is set; this looks like {wanted} and is shown as {wanted}. "
            "Add a content-type header to be sure.",
        )
    if preview.kind == "json" and not _is_json(plain(preview.call.body)):
        yield Note(
            f"{at}.body",
            "Filled in, this is no JSON. Put quotation marks around each variable and check "
            "commas and brackets.",
        )
    if preview.kind == "form" and media and body.lstrip()[:1] in ("{", "["):
        yield Note(f"{at}.body", "The content type says form, but this looks like JSON.")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _signing(
    entry: Mapping[str, Any], preview: Preview, sent: Authentication, known: bool
) -> Iterator[Note]:
    at = f"requests[{preview.index}]"
    if sent.problem:
        yield Note("authentication", f"{sent.problem} The request is shown as far as it is known.")
    if known:
        for name in sent.missing:
            yield Note(
                f"authentication.{name}",
                f"Linecheck does not have the {WORDS[name]}: PingOne never gives it back. "
                "Enter it to try this request.",
            )
    if sent.header.lower() in OWN_HEADERS:
        yield Note("authentication.headerName", f"{sent.header} is written by the connection.")
    for name in entry["headers"]:
        if name.lower() in OWN_HEADERS:
            said = "is written by the connection itself; what stands here is left out."
        elif sent.header and name.lower() == sent.header.lower():
            said = "is replaced by the one of the authentication."
        else:
            continue
        yield Note(f"{at}.headers.{name}", f"{name} {said}")
