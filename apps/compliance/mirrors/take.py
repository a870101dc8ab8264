"""From Plivo's body to our own columns: pulled, imported and taken-over objects. Read by hand."""

from typing import Any

from apps.compliance.models import Campaign, Profile
from apps.compliance.rules import normalize

PROFILE_FIELDS = (
    "profile_alias",
    "customer_type",
    "entity_type",
    "company_name",
    "vertical",
    "ein",
    "ein_issuing_country",
    "stock_symbol",
    "stock_exchange",
    "alt_business_id",
    "alt_business_id_type",
    "website",
    "plivo_subaccount",
    "business_contact_email",
    "doing_business_as",
    "profile_type",
)
ADDRESS = ("street", "city", "state", "postal_code", "country")
CONTACT = ("first_name", "last_name", "email", "phone", "title", "seniority")
CAMPAIGN_TEXTS = (
    "campaign_alias",
    "vertical",
    "usecase",
    "description",
    "sample1",
    "sample2",
    "sample3",
    "sample4",
    "sample5",
    "message_flow",
    "help_message",
    "optout_message",
    "optin_message",
    "optin_keywords",
    "optout_keywords",
    "help_keywords",
    "terms_and_conditions_link",
    "privacy_policy_link",
    "reseller_id",
)
ENTITY = {"PRIVATE_PROFIT": "PRIVATE", "PUBLIC_PROFIT": "PUBLIC", "SOLE_PROPRIETOR": "INDIVIDUAL"}


def take_profile(profile: Profile, body: dict[str, Any]) -> None:
    """Sets the wanted columns of `profile` to what `body` says; does not save."""
    raw: dict[str, Any] = {name: body[name] for name in PROFILE_FIELDS if body.get(name)}
    address = body.get("address") or body.get("Address") or {}
    contact = body.get("authorized_contact") or body.get("Authorized_contact") or {}
    raw |= {name: address[name] for name in ADDRESS if address.get(name)}
    raw |= {f"contact_{name}": contact[name] for name in CONTACT if contact.get(name)}
    for name, value in normalize.values("profile", raw).items():
        setattr(profile, name, _fit(Profile, name, value))
    profile.entity_type = ENTITY.get(profile.entity_type, profile.entity_type)


def take_campaign(campaign: Campaign, body: dict[str, Any]) -> None:
    """Sets the wanted columns of `campaign` to what `body` says; does not save."""
    raw: dict[str, Any] = {name: body[name] for name in CAMPAIGN_TEXTS if body.get(name)}
    raw["sub_usecases"] = body.get("sub_usecases") or body.get("sub_usecase") or []
    raw |= {
        name: bool(value)
        for name, value in (body.get("campaign_attributes") or {}).items()
        if name in normalize.BOOLEANS
    }
    for name, value in normalize.values("campaign", raw).items():
        setattr(campaign, name, _fit(Campaign, name, value))


def _fit(model: type[Any], name: str, value: Any) -> Any:
    limit = getattr(model._meta.get_field(name), "max_length", None)
    return value[:limit] if limit and isinstance(value, str) else value
