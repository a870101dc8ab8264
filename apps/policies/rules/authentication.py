"""How PingOne signs in at a custom provider's gateway: ``authentication`` of CUSTOM_PROVIDER.

Values of this object are never quoted: any of them may be a secret typed into the wrong field.
"""

from typing import Any
from urllib.parse import urlsplit

from apps.policies.rules.registry import (
    CONSTRAINT_VIOLATION,
    INVALID_VALUE,
    LINECHECK,
    REQUIRED_VALUE,
    SETTINGS,
    Context,
    error,
    warning,
)
from apps.policies.rules.shapes import Shape, joined
from apps.upstream.redact import MASK

SOURCE = f"{SETTINGS}: authentication"
AT = "authentication"
METHODS = ("BASIC", "BEARER", "OAUTH2", "CUSTOM_HEADER")
GRANTS = ("CLIENT_CREDENTIALS", "JWT_BEARER")
SECRETS = frozenset({"password", "authToken", "clientSecret", "assertion", "headerValue"})
FIELDS = {
    "BASIC": ("username", "password"),
    "BEARER": ("authToken",),
    "OAUTH2": ("authUrl",),
    "CUSTOM_HEADER": ("headerName", "headerValue"),
}
GRANT_FIELDS = {
    "CLIENT_CREDENTIALS": ("clientId", "clientSecret"),
    "JWT_BEARER": ("assertion",),
}
WORDS = {
    "username": "user name",
    "password": "password",
    "authToken": "token",
    "authUrl": "address of the token endpoint",
    "clientId": "client id",
    "clientSecret": "client secret",
    "assertion": "signed assertion (JWT)",
    "headerName": "name of the header",
    "headerValue": "value of the header",
}

REQUIRED = error(
    "setting.authentication.required",
    REQUIRED_VALUE,
    SOURCE,
    "It is not said how PingOne signs in at the gateway.",
    "Give authentication with a method: BASIC, BEARER, OAUTH2 or CUSTOM_HEADER.",
)
METHOD_REQUIRED = error(
    "setting.authentication.method.required",
    REQUIRED_VALUE,
    SOURCE,
    "The method of signing in is missing, and the other fields depend on it.",
    "Choose BASIC, BEARER, OAUTH2 or CUSTOM_HEADER.",
)
METHOD_CHOICE = error(
    "setting.authentication.method.choice",
    INVALID_VALUE,
    SOURCE,
    "PingOne does not know this method of signing in.",
    "Write {allowed}.",
)
GRANT_CHOICE = error(
    "setting.authentication.grant.choice",
    INVALID_VALUE,
    f"{SOURCE}.grantType",
    "PingOne does not know this way of asking for a token.",
    "Write {allowed}; left out it is CLIENT_CREDENTIALS.",
)
FIELD_REQUIRED = error(
    "setting.authentication.field.required",
    REQUIRED_VALUE,
    SOURCE,
    "The {field} is missing; PingOne cannot sign in by {method} without it.",
    "Enter the {field} that the gateway's owner gave you.",
)
# PingOne never returns a secret, and no page says what a replacement without one does to it.
SECRET_UNKNOWN = warning(
    "setting.authentication.secret.unknown",
    REQUIRED_VALUE,
    "PingOne API, Replacing a resource",
    "PingOne never returns the {field}, so Linecheck does not have it, and a replacement "
    "without it may clear it.",
    "Enter the {field} once; it is kept encrypted and sent along from then on.",
)
ADDRESS = error(
    "setting.authentication.address",
    INVALID_VALUE,
    f"{SOURCE}.authUrl",
    "This is not a web address, so PingOne cannot fetch a token there.",
    "Enter the whole address of the token endpoint, beginning with https://.",
)
ADDRESS_HTTPS = warning(
    "setting.authentication.address.https",
    INVALID_VALUE,
    f"{SOURCE}.authUrl",
    "With http:// the client's secret travels readable, and PingOne may refuse it.",
    "Use https://.",
)
ADDRESS_CREDENTIALS = warning(
    "setting.authentication.address.credentials",
    CONSTRAINT_VIOLATION,
    LINECHECK,
    "The address holds a user name or a password, which everybody who sees this setting reads.",
    "Take it out of the address and put it into the fields for it.",
)
UNUSED = warning(
    "setting.authentication.unused",
    CONSTRAINT_VIOLATION,
    SOURCE,
    "{method} does not use {fields}.",
    "Leave {them} out, so that nobody takes {them} for what is sent.",
)
READ_ONLY = warning(
    "setting.authentication.readonly",
    CONSTRAINT_VIOLATION,
    f"{SOURCE}.clientAuthenticationMethod",
    "PingOne decides by itself how the client's secret is sent and does not take this value.",
    "Leave it out.",
)


def check(body: dict[str, Any], context: Context, shape: Shape) -> None:
    """``authentication`` of a CUSTOM_PROVIDER."""
    if body.get(AT) is None:
        shape.report.add(REQUIRED, AT)
        return
    given = shape.mapping(body[AT], AT)
    if given is None:
        return
    before = (context.before or {}).get(AT)
    before = before if isinstance(before, dict) else None
    method = shape.required(given.get("method"), f"{AT}.method", METHOD_REQUIRED)
    method = shape.choice(method, f"{AT}.method", METHODS, METHOD_CHOICE)
    grant = shape.choice(given.get("grantType"), f"{AT}.grantType", GRANTS, GRANT_CHOICE)
    _types(given, shape)
    if method is None:
        return
    wanted = FIELDS[method]
    if method == "OAUTH2":
        grant = grant or "CLIENT_CREDENTIALS"
        wanted = (*wanted, *GRANT_FIELDS[grant])
        _address(given.get("authUrl"), shape)
    for field in wanted:
        _field(field, given, before, context, shape, method)
    _unused(given, method, wanted, shape)
    if given.get("clientAuthenticationMethod") is not None and context.act == "create":
        shape.report.add(READ_ONLY, f"{AT}.clientAuthenticationMethod")


def _types(given: dict[str, Any], shape: Shape) -> None:
    for field in (*WORDS, "clientAuthenticationMethod"):
        shape.text(given.get(field), f"{AT}.{field}")
    for index, scope in enumerate(shape.items(given.get("scopes"), f"{AT}.scopes") or ()):
        if not isinstance(scope, str):
            shape.refuse(f"{AT}.scopes[{index}]", "a text", scope)


def _field(
    field: str,
    given: dict[str, Any],
    before: dict[str, Any] | None,
    context: Context,
    shape: Shape,
    method: str,
) -> None:
    value, target = given.get(field), f"{AT}.{field}"
    if value is not None and not isinstance(value, str):
        return
    if field not in SECRETS:
        if not (value or "").strip():
            shape.report.add(FIELD_REQUIRED, target, field=WORDS[field], method=method)
        return
    if value is not None and value != MASK:
        if not value.strip():
            shape.report.add(FIELD_REQUIRED, target, field=WORDS[field], method=method)
        return
    # Absent and masked both say "as it was", which takes something that was.
    if context.act == "create" and not context.imported:
        kept = False
    else:
        kept = before is None or _same_way(before, given)
    if not kept:
        shape.report.add(FIELD_REQUIRED, target, field=WORDS[field], method=method)
    elif context.held is None and context.imported and not (before or {}).get(field):
        shape.report.add(SECRET_UNKNOWN, target, field=WORDS[field])


def _same_way(before: dict[str, Any], given: dict[str, Any]) -> bool:
    """Whether both sign in by the same method, so that the kept secret is of the same kind."""

    def way(authentication: dict[str, Any]) -> tuple[Any, Any]:
        method, grant = authentication.get("method"), authentication.get("grantType")
        grant = grant if isinstance(grant, str) and grant else "CLIENT_CREDENTIALS"
        return method, grant if method == "OAUTH2" else ""

    return way(before) == way(given)


def _address(value: Any, shape: Shape) -> None:
    if not isinstance(value, str) or not value.strip():
        return
    target = f"{AT}.authUrl"
    if not is_address(value):
        shape.report.add(ADDRESS, target)
        return
    if value.lower().startswith("http://"):
        shape.report.add(ADDRESS_HTTPS, target)
    if has_credentials(value):
        shape.report.add(ADDRESS_CREDENTIALS, target)


def is_address(value: str) -> bool:
    """Whether ``value`` begins with http(s) and names a host; variables count as text."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc.rpartition("@")[2])


def has_credentials(value: str) -> bool:
    """Whether an address has ``user:password@`` before its host."""
    return "@" in urlsplit(value.strip()).netloc


def _unused(given: dict[str, Any], method: str, wanted: tuple[str, ...], shape: Shape) -> None:
    known = (*WORDS, "grantType", "scopes")
    fits = {*wanted, *({"grantType", "scopes"} if method == "OAUTH2" else ())}
    left = [f for f in known if f not in fits and given.get(f) not in (None, "", [])]
    if left:
        them = "it" if len(left) == 1 else "them"
        shape.report.add(UNUSED, AT, method=method, fields=joined(left), them=them)
