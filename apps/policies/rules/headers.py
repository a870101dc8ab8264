"""The headers of a custom provider's request: ``requests[].headers``."""

from typing import Any

from apps.policies.rules.registry import (
    CONSTRAINT_VIOLATION,
    LINECHECK,
    TERRAFORM,
    UNIQUENESS_VIOLATION,
    warning,
)
from apps.policies.rules.shapes import Shape, quoted

RESOURCE = f"{TERRAFORM}, pingone_phone_delivery_settings"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
CREDENTIAL_HEADERS = frozenset({"authorization", "proxy-authorization", "x-api-key", "api-key"})

TWICE = warning(
    "setting.requests.headers.contentType.twice",
    UNIQUENESS_VIOLATION,
    RESOURCE,
    "There is more than one content-type, and the gateway can follow only one.",
    "Keep the one that fits the body.",
)
CONTRADICTS = warning(
    "setting.requests.headers.contentType.body",
    CONSTRAINT_VIOLATION,
    RESOURCE,
    "The content-type says {said}, but the body is written as {written}.",
    "Give content-type: {fits}, or write the body as the header says.",
)
SECRET = warning(
    "setting.requests.headers.secret",
    CONSTRAINT_VIOLATION,
    LINECHECK,
    "This header looks like a credential, and headers are shown to everybody who may look.",
    "Use authentication: BASIC, BEARER, OAUTH2 or CUSTOM_HEADER keep it secret.",
)


def check(value: Any, text: str, target: str, shape: Shape) -> None:
    """Header names to texts, beside ``text``, the body they come with (``""`` for none)."""
    types: list[tuple[str, str]] = []
    for name, given in (shape.mapping(value, target) or {}).items():
        at = f"{target}.{name}"
        content = shape.text(given, at) or ""
        if name.lower() == "content-type":
            types.append((at, content.split(";")[0].strip().lower()))
        elif name.lower() in CREDENTIAL_HEADERS:
            shape.report.add(SECRET, at)
    if len(types) > 1:
        shape.report.add(TWICE, types[1][0])
    for at, said in types[:1]:
        looks = JSON if text.lstrip()[:1] in ("{", "[") else FORM
        if text.strip() and said in (FORM, JSON) and said != looks:
            words = {FORM: "a form", JSON: "JSON"}
            shape.report.add(CONTRADICTS, at, said=quoted(said), written=words[looks], fits=looks)
