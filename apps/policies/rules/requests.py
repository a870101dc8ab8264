"""The requests PingOne makes at a custom provider's gateway: ``requests[]`` of CUSTOM_PROVIDER.

PingOne's pages call ``${to}`` and ``${message}`` mandatory, yet bodies without them are known to
be accepted for POST: what is missing of a request's text is therefore a warning.
"""

from typing import Any

from apps.policies.rules import headers
from apps.policies.rules.authentication import has_credentials, is_address
from apps.policies.rules.registry import (
    CONSTRAINT_VIOLATION,
    EMPTY_VALUE,
    INVALID_VALUE,
    LINECHECK,
    REQUIRED_VALUE,
    SETTINGS,
    TERRAFORM,
    UNIQUENESS_VIOLATION,
    error,
    warning,
)
from apps.policies.rules.shapes import Shape

SOURCE = f"{SETTINGS}: requests"
RESOURCE = f"{TERRAFORM}, pingone_phone_delivery_settings"
CREATE = "PingOne API, Create phone delivery settings (custom)"
AT = "requests"
CHANNELS = ("SMS", "VOICE")
VERBS = ("GET", "POST")
FORMATS = ("FULL", "NUMBER_ONLY")
COMPARED = ("deliveryMethod", "method", "url", "body")

REQUIRED = error(
    "setting.requests.required",
    REQUIRED_VALUE,
    SOURCE,
    "It is not said which request reaches the gateway, so nothing can be sent.",
    "Give requests: one for texts, one for calls, or both.",
)
EMPTY = warning(
    "setting.requests.empty",
    EMPTY_VALUE,
    SOURCE,
    "The list of requests is empty, so this provider sends nothing.",
    "Add a request for SMS, for VOICE, or for both.",
)
CHANNEL_REQUIRED = error(
    "setting.requests.deliveryMethod.required",
    REQUIRED_VALUE,
    f"{SOURCE}.deliveryMethod",
    "It is not said whether this request is for texts or for calls.",
    "Write SMS or VOICE.",
)
CHANNEL_CHOICE = error(
    "setting.requests.deliveryMethod.choice",
    INVALID_VALUE,
    f"{SOURCE}.deliveryMethod",
    "PingOne does not read {value} here; a request is for SMS or for VOICE.",
    "Write {allowed}.",
)
VERB_REQUIRED = error(
    "setting.requests.method.required",
    REQUIRED_VALUE,
    f"{SOURCE}.method",
    "The HTTP method of this request is missing.",
    "Write GET or POST, as the gateway's documentation says.",
)
VERB_CHOICE = error(
    "setting.requests.method.choice",
    INVALID_VALUE,
    f"{SOURCE}.method",
    "PingOne does not send {value} requests.",
    "Write {allowed}.",
)
URL_REQUIRED = error(
    "setting.requests.url.required",
    REQUIRED_VALUE,
    f"{SOURCE}.url",
    "The address of the gateway is missing.",
    "Enter it as the gateway's documentation gives it, beginning with https://.",
)
URL_FORMAT = error(
    "setting.requests.url.format",
    INVALID_VALUE,
    f"{SOURCE}.url",
    "This is not a web address, so no request can be made.",
    "Enter the whole address, beginning with https://.",
)
URL_HTTPS = warning(
    "setting.requests.url.https",
    INVALID_VALUE,
    RESOURCE,
    "With http:// numbers and codes travel readable; PingOne's own tools take https:// only.",
    "Use https://.",
)
URL_CREDENTIALS = warning(
    "setting.requests.url.credentials",
    CONSTRAINT_VIOLATION,
    LINECHECK,
    "The address holds a user name or a password, which everybody who sees this setting reads.",
    "Take it out of the address and put it into authentication.",
)
URL_VARIABLE = warning(
    "setting.requests.url.variable",
    CONSTRAINT_VIOLATION,
    f"{SOURCE}.url",
    "The address lacks {variable}, and a GET request has no other place for it: the gateway "
    "would not learn {what}.",
    "Put {variable} into the address, for example as a query parameter.",
)
BODY_REQUIRED = warning(
    "setting.requests.body.required",
    REQUIRED_VALUE,
    f"{SOURCE}.body",
    "This POST request has no body, so the gateway learns neither the number nor the text.",
    "Give a body with ${{to}} and ${{message}}.",
)
BODY_VARIABLE = warning(
    "setting.requests.body.variable",
    CONSTRAINT_VIOLATION,
    f"{SOURCE}.body",
    "The body lacks {variable}, so the gateway would not learn {what}.",
    "Put {variable} where the gateway expects it.",
)
BODY_WITH_GET = warning(
    "setting.requests.body.get",
    CONSTRAINT_VIOLATION,
    f"{SOURCE}.body",
    "A GET request is sent without its body.",
    "Put the variables into the address, or choose POST.",
)
MESSAGE_TYPE = warning(
    "setting.requests.messageType",
    INVALID_VALUE,
    CREATE,
    "PingOne's page prints messageType, but PingOne does not keep it; Linecheck reads it as the "
    "beginning of the body.",
    "Write body: messageType=… instead.",
)
FORMAT = error(
    "setting.requests.phoneNumberFormat",
    INVALID_VALUE,
    f"{SOURCE}.phoneNumberFormat",
    "PingOne does not read {value}; numbers are written FULL (+1415…) or NUMBER_ONLY (1415…).",
    "Write {allowed}; left out it is FULL.",
)
TAGS = warning(
    "setting.requests.tags",
    CONSTRAINT_VIOLATION,
    RESOURCE,
    "The tags are spoken around the code in calls; in a text they have no use.",
    "Leave them out, or put them on the request for VOICE.",
)
TWICE = warning(
    "setting.requests.twice",
    UNIQUENESS_VIOLATION,
    LINECHECK,
    "An earlier request goes to the same address with the same text, so this one adds nothing.",
    "Remove it, or change what was meant to differ.",
)
SENDER = warning(
    "setting.requests.sender",
    CONSTRAINT_VIOLATION,
    f"{SETTINGS}: numbers",
    "No selected number can send {method}, so PingOne may have none to send from.",
    "Select a number with {method} among its capabilities.",
)

WHAT = {"${to}": "whom to reach", "${message}": "what to say"}


def check(body: dict[str, Any], shape: Shape) -> None:
    """``requests[]`` of a CUSTOM_PROVIDER."""
    if body.get(AT) is None:
        shape.report.add(REQUIRED, AT)
        return
    if body[AT] == []:
        shape.report.add(EMPTY, AT)
    seen: set[tuple[Any, ...]] = set()
    senders = _senders(body.get("numbers"))
    for at, request in shape.entries(body[AT], AT):
        _request(request, at, shape, senders)
        same = tuple(request.get(key) for key in COMPARED)
        if all(value is None or isinstance(value, str) for value in same):
            if same in seen:
                shape.report.add(TWICE, at)
            seen.add(same)


def _request(
    request: dict[str, Any], at: str, shape: Shape, senders: frozenset[str] | None
) -> None:
    given = shape.required(request.get("deliveryMethod"), f"{at}.deliveryMethod", CHANNEL_REQUIRED)
    channel = shape.choice(given, f"{at}.deliveryMethod", CHANNELS, CHANNEL_CHOICE)
    given = shape.required(request.get("method"), f"{at}.method", VERB_REQUIRED)
    verb = shape.choice(given, f"{at}.method", VERBS, VERB_CHOICE)
    url = shape.required(request.get("url"), f"{at}.url", URL_REQUIRED)
    if url is not None:
        _url(url, verb, f"{at}.url", shape)
    text = _text(request, verb, at, shape)
    headers.check(request.get("headers"), text, f"{at}.headers", shape)
    shape.choice(request.get("phoneNumberFormat"), f"{at}.phoneNumberFormat", FORMATS, FORMAT)
    for tag in ("beforeTag", "afterTag"):
        if shape.text(request.get(tag), f"{at}.{tag}") and channel == "SMS":
            shape.report.add(TAGS, f"{at}.{tag}")
    if channel is not None:
        asks = "${from}" in f"{url or ''} {text}"
        lacks = asks if senders is None else channel not in senders
        if lacks:
            shape.report.add(SENDER, f"{at}.deliveryMethod", method=channel)


def _senders(numbers: Any) -> frozenset[str] | None:
    """What the selected numbers can do; None when there are no numbers at all."""
    if not isinstance(numbers, list) or not numbers:
        return None
    return frozenset(
        capability
        for number in numbers
        if isinstance(number, dict) and number.get("selected") is True
        for capability in _list(number.get("capabilities"))
        if isinstance(capability, str)
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _url(url: str, verb: str | None, target: str, shape: Shape) -> None:
    if not is_address(url):
        shape.report.add(URL_FORMAT, target)
        return
    if url.strip().lower().startswith("http://"):
        shape.report.add(URL_HTTPS, target)
    if has_credentials(url):
        shape.report.add(URL_CREDENTIALS, target)
    if verb == "GET":
        _variables(url, URL_VARIABLE, target, shape)


def _text(request: dict[str, Any], verb: str | None, at: str, shape: Shape) -> str:
    """The body as it will be sent, ``""`` when there is none."""
    target = f"{at}.body"
    body = shape.text(request.get("body"), target)
    if request.get("messageType") is not None:
        shape.report.add(MESSAGE_TYPE, f"{at}.messageType")
        value = shape.text(request["messageType"], f"{at}.messageType")
        if body is None and value is not None:
            body = f"messageType={value}"
    if verb == "GET" and body:
        shape.report.add(BODY_WITH_GET, target)
    if verb == "POST" and not body and request.get("body") in (None, ""):
        shape.report.add(BODY_REQUIRED, target)
    if verb == "POST" and body:
        _variables(body, BODY_VARIABLE, target, shape)
    return body or ""


def _variables(text: str, rule: Any, target: str, shape: Shape) -> None:
    missing = [variable for variable in WHAT if variable not in text]
    if missing:
        shape.report.add(
            rule,
            target,
            variable=" and ".join(missing),
            what=" and ".join(WHAT[variable] for variable in missing),
        )
