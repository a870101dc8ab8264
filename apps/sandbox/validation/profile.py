"""Profile input (Plivo docs, Create a profile, Update a profile; lengths from the Go SDK)."""

import re
from typing import Any

from apps.sandbox.validation import choices
from apps.sandbox.validation.reader import Invalid, Reader, without


def created(body: dict[str, Any]) -> dict[str, Any]:
    """The stored fields of a new profile."""
    read = Reader(body)
    return _whole(
        {
            "profile_alias": read.text("profile_alias", required=True),
            "customer_type": read.choice("customer_type", choices.CUSTOMER_TYPES, required=True),
            **_updatable(read, required=True),
            "stock_symbol": read.text("stock_symbol", most=10),
            "stock_exchange": read.choice("stock_exchange", choices.STOCK_EXCHANGES),
        }
    )


REQUIRED = ("entity_type", "company_name", "vertical")


def updated(body: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """The stored fields after an update. Members of the nested objects are merged."""
    changes = _updatable(Reader(body), required=False)
    for nested in ("address", "authorized_contact"):
        changes[nested] = {**stored.get(nested, {}), **changes[nested]}
    left = without(stored, body, REQUIRED)
    return _whole({**left, **{key: value for key, value in changes.items() if value}})


def _updatable(read: Reader, *, required: bool) -> dict[str, Any]:
    return {
        "entity_type": read.choice("entity_type", choices.ENTITY_TYPES, required=required),
        "company_name": read.text("company_name", required=required, most=100),
        "vertical": read.choice("vertical", choices.VERTICALS, required=required),
        "ein": _ein(read),
        "ein_issuing_country": read.country("ein_issuing_country"),
        "address": _address(read.object("address", required=required), required),
        "authorized_contact": _contact(
            read.object("authorized_contact", required=required), required
        ),
        "website": read.text("website", most=100),
        "alt_business_id": read.text("alt_business_id", most=50),
        "alt_business_id_type": read.choice("alt_business_id_type", choices.ALT_BUSINESS_ID_TYPES),
        "plivo_subaccount": read.text("plivo_subaccount", most=20),
        "business_contact_email": read.email("business_contact_email", most=255),
        "doing_business_as": read.text("doing_business_as", most=100),
    }


def _ein(read: Reader) -> str:
    # The page's table calls it an integer, its samples send a string.
    value = read.body.get("ein")
    if isinstance(value, int) and not isinstance(value, bool):
        return Reader({"ein": str(value)}).text("ein", most=100)
    return read.text("ein", most=100)


def _address(read: Reader, required: bool) -> dict[str, str]:
    return _present(
        {
            "street": read.text("street", required=required, most=100),
            "city": read.text("city", required=required, most=100),
            "state": read.text("state", required=required, most=20),
            "postal_code": read.text("postal_code", required=required, most=10),
            "country": read.country("country", required=required),
        }
    )


def _contact(read: Reader, required: bool) -> dict[str, str]:
    return _present(
        {
            "first_name": read.text("first_name", required=required),
            "last_name": read.text("last_name", required=required),
            "email": read.email("email", required=required),
            "phone": read.phone("phone", required=required),
            "title": read.text("title"),
            # Plivo's own samples send values outside its list ("admin"), so any is kept.
            "seniority": read.text("seniority"),
        }
    )


def _whole(fields: dict[str, Any]) -> dict[str, Any]:
    """The rules across fields, on the profile as it would be stored."""
    if fields.get("ein") and fields.get("ein_issuing_country") == "US":
        digits = fields["ein"].replace("-", "", 1)
        if not re.fullmatch(r"[0-9]{9}", digits):
            raise Invalid("ein must have 9 digits when ein_issuing_country is US.")
        fields["ein"] = digits
    if fields.get("entity_type") == "PUBLIC":
        for field in ("stock_symbol", "stock_exchange"):
            if not fields.get(field):
                raise Invalid(f"{field} is required when entity_type is PUBLIC.")
    return _present(fields)


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in ("", {}, None)}
