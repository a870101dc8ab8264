"""What is never answered and never logged: removed from a body, remembered by its digest."""

import hashlib
from typing import Any

MASK = "••••"
# Write-only members (PingOne API, Phone delivery settings data models).
TOP = ("authToken",)
AUTHENTICATION = ("password", "authToken", "clientSecret", "assertion", "headerValue")


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def cut(body: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """(the body without its secrets, {"authentication.password": SHA-256 in hex, ...})."""
    kept, found = dict(body), {}
    for name in TOP:
        if name in kept:
            found[name] = digest(str(kept.pop(name)))
    authentication = kept.get("authentication")
    if isinstance(authentication, dict):
        kept["authentication"] = {
            key: value for key, value in authentication.items() if key not in AUTHENTICATION
        }
        for name in AUTHENTICATION:
            if name in authentication:
                found[f"authentication.{name}"] = digest(str(authentication[name]))
    return kept, found


def masked(body: Any) -> Any:
    """The body as a log may show it; one that is no JSON object only by its length."""
    if isinstance(body, str):
        return f"{len(body)} characters"
    if not isinstance(body, dict):
        return body
    shown = {key: MASK if key in TOP else value for key, value in body.items()}
    authentication = shown.get("authentication")
    if isinstance(authentication, dict):
        shown["authentication"] = {
            key: MASK if key in AUTHENTICATION else value for key, value in authentication.items()
        }
    return shown
