"""Takes secrets out of what is kept of a request or an answer."""

import re
from typing import Any

MASK = "••••"
SECRET_KEYS = re.compile(
    r"(?i)^(auth[-_]?token|password|secret|client[-_]?secret|api[-_]?secret|api[-_]?key|"
    r"api[-_]?token|token|(proxy-)?authorization|access[-_]?token|refresh[-_]?token|"
    r"private[-_]?key|assertion|header_?value|"
    r"cookie|x-(.*-)?(key|token|secret)|(.*[-_])?(api-?key|auth-?key|subscription-key))$"
)
# Our callback addresses hold an unguessable token, basic-auth media URLs hold credentials.
CALLBACK_TOKEN = re.compile(r"(/callbacks/[a-z]+/)[A-Za-z0-9_-]{16,}")
USERINFO = re.compile(r"(?<=://)[^/?#@\s]+@")


def redact(value: Any) -> Any:
    """The same JSON value with the values of secret keys and tokens in addresses masked."""
    if isinstance(value, dict):
        return {
            key: MASK if SECRET_KEYS.match(str(key)) and item else redact(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [redact(item) for item in value]
    if isinstance(value, str):
        return USERINFO.sub(f"{MASK}@", CALLBACK_TOKEN.sub(rf"\1{MASK}", value))
    return value
