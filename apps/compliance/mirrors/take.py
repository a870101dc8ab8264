"""From Plivo's body to our own columns: pulled, imported and taken-over objects. Read by hand."""

from collections.abc import Collection
from typing import Any

from apps.compliance.models import Campaign, Profile, TollfreeVerification
from apps.compliance.rules import normalize
from apps.compliance.serializers.tollfree import TEXTS

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
TOLLFREE_TEXTS = ("number", *TEXTS)
ENTITY = {"PRIVATE_PROFIT": "PRIVATE", "PUBLIC_PROFIT": "PUBLIC", "SOLE_PROPRIETOR": "INDIVIDUAL"}


def take_profile(profile: Profile, body: dict[str, Any], only: Collection[str] = ()) -> None:
    """Sets the wanted columns of `profile` to what `body` says; does not save.

    `only` names the keys that differ: these are emptied where `body` has nothing, and no other
    column is touched.
    """
    raw = _texts(body, PROFILE_FIELDS, only)
    if not only or "address" in only:
        address = body.get("address") or body.get("Address") or {}
        raw |= _texts(address, ADDRESS, ADDRESS if only else ())
    if not only or "authorized_contact" in only:
        contact = body.get("authorized_contact") or body.get("Authorized_contact") or {}
        found = _texts(contact, CONTACT, CONTACT if only else ())
        raw |= {f"contact_{name}": value for name, value in found.items()}
    for name, value in normalize.values("profile", raw).items():
        setattr(profile, name, _fit(Profile, name, value))
    profile.entity_type = ENTITY.get(profile.entity_type, profile.entity_type)


def take_campaign(campaign: Campaign, body: dict[str, Any], only: Collection[str] = ()) -> None:
    """Like `take_profile`."""
    raw = _texts(body, CAMPAIGN_TEXTS, only)
    if not only or "sub_usecase" in only:
        raw["sub_usecases"] = body.get("sub_usecases") or body.get("sub_usecase") or []
    if not only or "campaign_attributes" in only:
        said = body.get("campaign_attributes") or {}
        names = normalize.BOOLEANS if only else [n for n in normalize.BOOLEANS if n in said]
        raw |= {name: bool(normalize.flag(said.get(name))) for name in names}
    for name, value in normalize.values("campaign", raw).items():
        setattr(campaign, name, _fit(Campaign, name, value))


def take_tollfree(
    verification: TollfreeVerification, body: dict[str, Any], only: Collection[str] = ()
) -> None:
    """Like `take_profile`."""
    raw = _texts(body, TOLLFREE_TEXTS, only)
    for name in ("usecase", "optin_image_url"):
        if not only or name in only:
            raw[name] = body.get(name) or []
    for name, value in normalize.values("tollfree", raw).items():
        setattr(verification, name, _fit(TollfreeVerification, name, value))


def _texts(body: dict[str, Any], names: Collection[str], only: Collection[str]) -> dict[str, Any]:
    if only:
        return {name: body.get(name) or "" for name in names if name in only}
    return {name: body[name] for name in names if body.get(name)}


def _fit(model: type[Any], name: str, value: Any) -> Any:
    limit = getattr(model._meta.get_field(name), "max_length", None)
    return value[:limit] if limit and isinstance(value, str) else value
