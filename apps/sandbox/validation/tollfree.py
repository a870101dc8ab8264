"""Toll-free verification input (Plivo docs, Toll-free verification; Plivo Python SDK 4.63.0)."""

from typing import Any

from apps.sandbox.validation import choices
from apps.sandbox.validation.number import digits
from apps.sandbox.validation.reader import CALLBACK_METHODS, Invalid, Reader

# (field, maximum length, required on create)
TEXTS: tuple[tuple[str, int | None, bool], ...] = (
    ("usecase_summary", 500, True),
    ("message_sample", 1000, True),
    ("additional_information", 500, False),
    ("extra_data", 100, False),
)
# Known from the SDK only, lengths unknown.
NEWER_FIELDS = (
    "terms_and_conditions_link",
    "privacy_policy_link",
    "optin_message",
    "help_message",
)


def created(body: dict[str, Any]) -> dict[str, str]:
    """The stored fields of a new verification. The newer fields only when given."""
    read = Reader(body)
    fields = _fields(read, required=True)
    number = digits(read.text("number", required=True))
    given = {name: value for name, value in fields.items() if value or name not in NEWER_FIELDS}
    return {**given, "number": number, "callback_method": fields["callback_method"] or "POST"}


REQUIRED = (
    "usecase",
    "usecase_summary",
    "message_sample",
    "optin_image_url",
    "optin_type",
    "volume",
)


def updated(body: dict[str, Any], number: str) -> dict[str, str]:
    """The fields to change: those given and not empty. The number must stay what it is."""
    read = Reader(body)
    given = read.text("number").removeprefix("+")
    if given and given != number:
        raise Invalid(f"number cannot be changed: the verification is for {number}.")
    changes = {name: value for name, value in _fields(read, required=False).items() if value}
    if not changes and None not in body.values():
        raise Invalid("The request names no field that can be updated.")
    return changes


def usecases(text: str) -> set[str]:
    """The combination a comma separated string names; of none, nothing."""
    return set(_codes(Reader({"usecase": text})))


def _fields(read: Reader, *, required: bool) -> dict[str, str]:
    return {
        "profile_uuid": read.text("profile_uuid", required=required, most=36),
        "usecase": _usecase(read, required),
        **{
            field: read.text(field, required=required and wanted, most=most)
            for field, most, wanted in TEXTS
        },
        "optin_image_url": _images(read, required),
        "optin_type": read.choice("optin_type", choices.OPTIN_TYPES, required=required),
        "volume": read.choice("volume", choices.TOLLFREE_VOLUMES, required=required),
        **{field: read.text(field) for field in NEWER_FIELDS},
        "callback_url": read.url("callback_url"),
        "callback_method": read.choice("callback_method", CALLBACK_METHODS),
    }


def _usecase(read: Reader, required: bool) -> str:
    if required:
        read.require("usecase")
    # As the page prints several.
    return ", ".join(_codes(read))


def _codes(read: Reader) -> list[str]:
    codes = [code.upper() for code in read.texts("usecase")]
    for code in codes:
        if code not in choices.TOLLFREE_USE_CASES:
            allowed = ", ".join(choices.TOLLFREE_USE_CASES)
            raise Invalid(f"usecase must be one or more of {allowed}, not '{code}'.")
    return list(dict.fromkeys(codes))


def _images(read: Reader, required: bool) -> str:
    urls = read.texts("optin_image_url", required=required)
    for url in urls:
        read.check_url("optin_image_url", url)
    return ",".join(urls)
