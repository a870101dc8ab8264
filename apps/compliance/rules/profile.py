"""What Plivo asks of a company's profile. Values are the columns of ``Profile``."""

import re

import phonenumbers

from apps.compliance import choices
from apps.compliance.rules import shapes
from apps.compliance.rules.registry import (
    LINECHECK,
    PROFILE_DOCS,
    SDK_LIMITS,
    Context,
    Values,
    Verdict,
    rule,
)
from apps.compliance.rules.shapes import filled

UPDATABLE = frozenset(
    (
        "entity_type",
        "company_name",
        "vertical",
        "street",
        "city",
        "state",
        "postal_code",
        "country",
        "contact_first_name",
        "contact_last_name",
        "contact_email",
        "contact_phone",
        "contact_title",
        "contact_seniority",
        "website",
        "plivo_subaccount",
        "ein",
        "ein_issuing_country",
        "alt_business_id",
        "alt_business_id_type",
        "business_contact_email",
        "doing_business_as",
    )
)
"""Columns a filed profile may change (Plivo docs; from ``ein`` on: Plivo SDKs since 2026-03)."""

for _field, _text in {
    "profile_alias": "Give this company a name you will recognise in lists.",
    "customer_type": "Choose Direct if the company sends for itself, Reseller if it resells.",
    "entity_type": "Say who owns the company. Choose its ownership as the IRS knows it.",
    "company_name": "Enter the legal name exactly as on IRS letter CP 575 or 147C.",
    "vertical": "Choose the industry the company works in.",
    "street": "Enter the street and number of the registered office.",
    "city": "Enter the city of the registered office.",
    "state": "Enter the state of the registered office, for example TX.",
    "postal_code": "Enter the ZIP or postal code of the registered office.",
    "country": "Choose the country of the registered office.",
    "contact_first_name": "Enter the first name of a person who may speak for the company.",
    "contact_last_name": "Enter the last name of a person who may speak for the company.",
    "contact_email": "Enter the contact's e-mail at the company's own domain.",
    "contact_phone": "Enter the company's phone number, with country code.",
}.items():
    shapes.required("profile", _field, _text, PROFILE_DOCS)

for _field, _label, _most, _source in (
    ("profile_alias", "The name for lists", 255, LINECHECK),
    ("company_name", "The legal name", 100, SDK_LIMITS),
    ("doing_business_as", "The trading name", 100, SDK_LIMITS),
    ("ein", "The EIN", 100, SDK_LIMITS),
    ("street", "The street", 100, SDK_LIMITS),
    ("city", "The city", 100, SDK_LIMITS),
    ("state", "The state", 20, SDK_LIMITS),
    ("postal_code", "The postal code", 10, SDK_LIMITS),
    ("contact_first_name", "The first name", 100, LINECHECK),
    ("contact_last_name", "The last name", 100, LINECHECK),
    ("contact_title", "The title", 100, LINECHECK),
    ("contact_seniority", "The seniority", 100, LINECHECK),
    ("contact_email", "The e-mail", 100, SDK_LIMITS),
    ("contact_phone", "The phone number", 16, SDK_LIMITS),
    ("stock_symbol", "The stock symbol", 10, SDK_LIMITS),
    ("website", "The website", 100, SDK_LIMITS),
    ("alt_business_id", "The other identifier", 50, SDK_LIMITS),
    ("plivo_subaccount", "The subaccount", 20, SDK_LIMITS),
    ("business_contact_email", "The business contact's e-mail", 255, SDK_LIMITS),
):
    shapes.longest("profile", _field, _label, _most, _source)

for _field, _label, _values in (
    ("customer_type", "This kind of customer", choices.CustomerType.values),
    ("entity_type", "This ownership", choices.EntityType.values),
    ("vertical", "This industry", choices.Vertical.values),
    ("stock_exchange", "This stock exchange", choices.StockExchange.values),
    ("alt_business_id_type", "This kind of identifier", choices.AltBusinessIdType.values),
):
    shapes.one_of("profile", _field, _label, _values, PROFILE_DOCS)

shapes.one_of(
    "profile",
    "contact_seniority",
    "Seniority",
    choices.Seniority.values,
    PROFILE_DOCS,
    advice=True,
    text="This seniority is not in Plivo's list. It is sent as typed; Other is the safe choice.",
)

for _field in ("country", "ein_issuing_country"):
    shapes.formatted(
        "profile",
        _field,
        "This is not a country code. Use two letters, for example US.",
        PROFILE_DOCS,
        lambda value: value in phonenumbers.SUPPORTED_REGIONS,
    )
for _field in ("contact_email", "business_contact_email"):
    shapes.formatted(
        "profile",
        _field,
        "This is not an e-mail address. Check it for typing mistakes.",
        PROFILE_DOCS if _field == "contact_email" else SDK_LIMITS,
        shapes.is_email,
    )
shapes.formatted(
    "profile",
    "website",
    "This is not a web address. Enter the company's own site, for example www.example.com.",
    PROFILE_DOCS,
    shapes.is_website,
)
shapes.formatted(
    "profile",
    "plivo_subaccount",
    "This is not a Plivo subaccount. Its id starts with SA and has 20 characters.",
    "Plivo docs, Subaccount",
    lambda value: bool(re.fullmatch(r"SA[A-Z0-9]{18}", value)),
)


def _is_phone(value: str) -> bool:
    try:
        parsed = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return False
    return value.startswith("+") and phonenumbers.is_possible_number(parsed)


shapes.formatted(
    "profile",
    "contact_phone",
    "This is not a complete phone number. Enter it with country code, for example +1 212 555 1234.",
    PROFILE_DOCS,
    _is_phone,
)


@rule(
    "profile.ein.format",
    "ein",
    "ein_issuing_country",
    "country",
    text="A US EIN has nine digits. Copy it from IRS letter CP 575, for example 12-3456789.",
    source=PROFILE_DOCS,
)
def ein_format(values: Values, context: Context) -> Verdict:
    issuer = values.get("ein_issuing_country") or values.get("country")
    if not filled(values, "ein") or issuer != "US":
        return True
    return bool(re.fullmatch(r"\d{9}", str(values["ein"])))


@rule(
    "profile.ein.advised",
    "ein",
    "entity_type",
    text="Without an EIN no Standard brand is possible. Enter it if the company has one.",
    source=PROFILE_DOCS,
    advice=True,
)
def ein_advised(values: Values, context: Context) -> Verdict:
    return filled(values, "ein") or values.get("entity_type") in ("INDIVIDUAL", "", None)


@rule(
    "profile.ein_issuing_country.given",
    "ein_issuing_country",
    "ein",
    text="The registry looks the EIN up in the country that issued it. Choose that country.",
    source=PROFILE_DOCS,
    advice=True,
)
def issuer_given(values: Values, context: Context) -> Verdict:
    return not filled(values, "ein") or filled(values, "ein_issuing_country")


@rule(
    "profile.state.format",
    "state",
    "country",
    text="Use the two-letter code of the state, for example TX for Texas.",
    source=PROFILE_DOCS,
)
def state_format(values: Values, context: Context) -> Verdict:
    if values.get("country") != "US" or not filled(values, "state"):
        return True
    return bool(re.fullmatch(r"[A-Z]{2}", str(values["state"])))


@rule(
    "profile.postal_code.format",
    "postal_code",
    "country",
    text="A US ZIP code has five digits, or nine as 12345-6789.",
    source=PROFILE_DOCS,
)
def zip_format(values: Values, context: Context) -> Verdict:
    if values.get("country") != "US" or not filled(values, "postal_code"):
        return True
    return bool(re.fullmatch(r"\d{5}(-\d{4})?", str(values["postal_code"])))


def _needs_listing(field: str, text: str) -> None:
    @rule(f"profile.{field}.public", field, "entity_type", text=text, source=SDK_LIMITS)
    def listing_given(values: Values, context: Context) -> Verdict:
        return values.get("entity_type") != "PUBLIC" or filled(values, field)


_needs_listing(
    "stock_symbol", "A public company is checked by its listing. Enter its stock symbol."
)
_needs_listing("stock_exchange", "A public company is checked by its listing. Choose its exchange.")


@rule(
    "profile.alt_business_id.typed",
    "alt_business_id_type",
    "alt_business_id",
    text="Say what kind of identifier this is: DUNS, LEI or GIIN.",
    source=PROFILE_DOCS,
    advice=True,
)
def alternative_typed(values: Values, context: Context) -> Verdict:
    kind = values.get("alt_business_id_type")
    return not filled(values, "alt_business_id") or kind not in ("", None, "NONE")


@rule(
    "profile.alt_business_id.given",
    "alt_business_id",
    "alt_business_id_type",
    text="Enter the identifier itself, or choose None as its kind.",
    source=PROFILE_DOCS,
    advice=True,
)
def alternative_given(values: Values, context: Context) -> Verdict:
    kind = values.get("alt_business_id_type")
    return kind in ("", None, "NONE") or filled(values, "alt_business_id")


shapes.unique_alias("profile", "profile_alias", "company of this connection")

for _field, _label in (
    ("profile_alias", "The name for lists"),
    ("customer_type", "The kind of customer"),
    ("stock_symbol", "The stock symbol"),
    ("stock_exchange", "The stock exchange"),
):
    shapes.fixed(
        "profile",
        _field,
        f"{_label} cannot be changed once Plivo has the company. File a new company instead.",
        PROFILE_DOCS,
    )


@rule(
    "profile.delete.primary",
    "__all__",
    text="This is the account's primary profile. Plivo keeps it as long as the account exists.",
    source=PROFILE_DOCS,
    acts={"delete"},
)
def not_primary(values: Values, context: Context) -> Verdict:
    return values.get("profile_type") != "PRIMARY"


@rule(
    "profile.delete.used",
    "__all__",
    text="A brand or a toll-free verification uses this company. Delete that first.",
    source=LINECHECK,
    acts={"delete"},
)
def not_used(values: Values, context: Context) -> Verdict:
    name = context.get("used_by", "")
    return not name or f"{name} uses this company. Delete that first."
