"""Reading one request body, field by field, refusing the first thing that is wrong.

The wording of Plivo's validation errors is unknown; these sentences are ours. The official
Python SDK sends "", {} and [] for every argument left out, so those count as absent.
"""

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
PHONE = re.compile(r"\+?[0-9]{7,15}")
CALLBACK_METHODS = ("GET", "POST")
ABSENT: tuple[Any, ...] = (None, "", {}, [])


class Refusal(Exception):
    """The request is refused: `status` and the `error` sentence of the answer."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error


class Invalid(Refusal):
    def __init__(self, error: str) -> None:
        super().__init__(400, error)


def without(stored: dict[str, Any], body: dict[str, Any], kept: Collection[str]) -> dict[str, Any]:
    """`stored` without the optional texts `body` says null for; those in `kept` are required.

    That null empties a text in an update is an assumption: Plivo documents no way to do it.
    """
    return {
        key: value
        for key, value in stored.items()
        if key in kept or key not in body or body[key] is not None or not isinstance(value, str)
    }


class Reader:
    """Typed access to a JSON object. `prefix` names the object in error sentences."""

    def __init__(self, body: dict[str, Any], prefix: str = "") -> None:
        self.body = body
        self.prefix = prefix

    def name(self, field: str) -> str:
        return f"{self.prefix}{field}"

    def has(self, field: str) -> bool:
        return self.body.get(field) not in ABSENT

    def require(self, field: str) -> None:
        if not self.has(field):
            raise Invalid(f"{self.name(field)} is required.")

    def text(
        self,
        field: str,
        *,
        required: bool = False,
        least: int = 0,
        most: int | None = None,
    ) -> str:
        """The stripped string, or ""."""
        if required:
            self.require(field)
        if not self.has(field):
            return ""
        value = self.body[field]
        if not isinstance(value, str):
            raise Invalid(f"{self.name(field)} must be a string.")
        value = value.strip()
        if required and not value:
            raise Invalid(f"{self.name(field)} is required.")
        if value and len(value) < least:
            raise Invalid(f"{self.name(field)} must have at least {least} characters.")
        if most is not None and len(value) > most:
            raise Invalid(f"{self.name(field)} must have at most {most} characters.")
        return value

    def choice(
        self,
        field: str,
        allowed: Collection[str],
        *,
        required: bool = False,
        default: str = "",
    ) -> str:
        """One of `allowed`, read in any case and answered in upper case."""
        value = self.text(field, required=required).upper()
        if not value:
            return default
        if value not in allowed:
            raise Invalid(f"{self.name(field)} must be one of {', '.join(allowed)}, not '{value}'.")
        return value

    def flag(self, field: str, *, required: bool = False, default: bool = False) -> bool:
        if required:
            self.require(field)
        if not self.has(field):
            return default
        value = self.body[field]
        if not isinstance(value, bool):
            raise Invalid(f"{self.name(field)} must be true or false.")
        return value

    def object(self, field: str, *, required: bool = False) -> "Reader":
        if required:
            self.require(field)
        value = self.body.get(field) if self.has(field) else {}
        if not isinstance(value, dict):
            raise Invalid(f"{self.name(field)} must be an object.")
        return Reader(value, prefix=f"{self.name(field)}.")

    def texts(self, field: str, *, required: bool = False) -> list[str]:
        """A list of strings; one comma separated string is read as a list."""
        if required:
            self.require(field)
        if not self.has(field):
            return []
        value = self.body[field]
        if isinstance(value, str):
            value = value.split(",")
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise Invalid(f"{self.name(field)} must be a list of strings.")
        return [item.strip() for item in value]

    def email(self, field: str, *, required: bool = False, most: int = 100) -> str:
        value = self.text(field, required=required, most=most)
        if value and not EMAIL.fullmatch(value):
            raise Invalid(f"{self.name(field)} is not a valid email address.")
        return value

    def phone(self, field: str, *, required: bool = False) -> str:
        value = self.text(field, required=required, most=16)
        if value and not PHONE.fullmatch(value):
            raise Invalid(f"{self.name(field)} '{value}' is not a valid phone number.")
        return value

    def country(self, field: str, *, required: bool = False) -> str:
        value = self.text(field, required=required).upper()
        if value and not re.fullmatch(r"[A-Z]{2}", value):
            raise Invalid(f"{self.name(field)} must be a two letter ISO country code.")
        return value

    def callback(self) -> tuple[str, str]:
        """(url or "", method) of the status callbacks."""
        return self.url("url"), self.choice("method", CALLBACK_METHODS, default="POST")

    def url(self, field: str) -> str:
        value = self.text(field)
        if value:
            self.check_url(field, value)
        return value

    def check_url(self, field: str, value: str) -> None:
        try:
            parts = urlsplit(value)
            valid = parts.scheme in ("http", "https") and bool(parts.hostname)
            _ = parts.port
        except ValueError:
            valid = False
        if not valid or not value.isascii() or re.search(r"[\s\x00-\x1f]", value):
            raise Invalid(f"{self.name(field)} must be a fully qualified http or https URL.")
