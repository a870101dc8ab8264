"""Where the provider's last body differs from what we want, leaving mere spelling aside."""

from collections.abc import Callable, Mapping
from typing import Any

from apps.compliance.models import Brand, Campaign, Profile, TollfreeVerification
from apps.compliance.rules import normalize
from apps.compliance.serializers.brand import BrandResource
from apps.compliance.serializers.campaign import TEXTS, CampaignResource
from apps.compliance.serializers.fields import WireSerializer, absent
from apps.compliance.serializers.profile import ProfileResource
from apps.compliance.serializers.tollfree import TEXTS as TOLLFREE_TEXTS
from apps.compliance.serializers.tollfree import TollfreeVerificationResource
from apps.sync.mirrored import Mirrored
from apps.upstream.redact import redact

# Plivo reads back ownership under the registry's names.
SAME_ENTITY = {
    "PRIVATE_PROFIT": "PRIVATE",
    "PUBLIC_PROFIT": "PUBLIC",
    "SOLE_PROPRIETOR": "INDIVIDUAL",
}

# Fields only the SDKs name, and those printed answers leave out: a body without says nothing.
MAY_BE_LEFT_OUT = frozenset(
    (
        "doing_business_as",
        "business_contact_email",
        "brand_alias",
        "campaign_alias",
        "vertical",
        "optin_message",
        "optin_keywords",
        "optout_keywords",
        "help_keywords",
        "sample3",
        "sample4",
        "sample5",
        "terms_and_conditions_link",
        "privacy_policy_link",
        "reseller_id",
        "sub_usecase",
        "campaign_attributes",
        "additional_information",
        "extra_data",
        "help_message",
    )
)

PROFILE = (
    "profile_alias",
    "customer_type",
    "entity_type",
    "company_name",
    "doing_business_as",
    "vertical",
    "ein",
    "ein_issuing_country",
    "address",
    "authorized_contact",
    "stock_symbol",
    "stock_exchange",
    "alt_business_id",
    "alt_business_id_type",
    "website",
    "plivo_subaccount",
    "business_contact_email",
)
# What else a brand answers is the company's, as it was when the brand was registered.
BRAND = ("brand_alias", "brand_type")
CAMPAIGN = (
    "campaign_alias",
    "vertical",
    "usecase",
    "sub_usecase",
    "campaign_attributes",
    *TEXTS,
)
TOLLFREE = ("number", "usecase", "optin_image_url", *TOLLFREE_TEXTS)

KINDS: dict[type, tuple[type[WireSerializer], tuple[str, ...]]] = {
    Profile: (ProfileResource, PROFILE),
    Brand: (BrandResource, BRAND),
    Campaign: (CampaignResource, CAMPAIGN),
    TollfreeVerification: (TollfreeVerificationResource, TOLLFREE),
}


def _words(value: Any) -> str:
    return " ".join(normalize.text(value).split()).casefold()


def _entity(value: Any) -> str:
    word = normalize.enum(value)
    return SAME_ENTITY.get(word, word)


def _phone(value: Any) -> str:
    """Digits with country code, however the number is written."""
    return "".join(c for c in normalize.phone(value) if c.isdigit())


def _use_cases(value: Any) -> frozenset[str]:
    return frozenset(normalize.use_cases(value))


def _addresses(value: Any) -> frozenset[str]:
    return frozenset(normalize.urls(value))


def _keywords(value: Any) -> str:
    return normalize.keywords(value)


def _site(value: Any) -> str:
    return normalize.website(value).rstrip("/")


ALIKE: dict[str, Callable[[Any], Any]] = {
    "entity_type": _entity,
    "vertical": normalize.enum,
    "ein": normalize.ein,
    "phone": _phone,
    "seniority": normalize.enum,
    "customer_type": normalize.enum,
    "stock_exchange": normalize.enum,
    "alt_business_id_type": normalize.enum,
    "postal_code": normalize.postal_code,
    "website": _site,
    "sub_usecase": _use_cases,
    "usecase": _use_cases,
    "optin_image_url": _addresses,
    "number": _phone,
    "optin_keywords": _keywords,
    "optout_keywords": _keywords,
    "help_keywords": _keywords,
}


def _part(theirs: Mapping[str, Any], name: str) -> Any:
    """A printed sample capitalises ``Address`` and ``Authorized_contact``; both are read."""
    if name == "sub_usecase" and name not in theirs:
        return theirs.get("sub_usecases")
    return theirs.get(name, theirs.get(name.capitalize()))


def _members(ours: Mapping[str, Any], theirs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The members on which two objects differ, on each side."""
    other = theirs if isinstance(theirs, Mapping) else {}
    names = [n for n, v in ours.items() if not _alike(n, v, other.get(n))]
    return {n: ours[n] for n in names}, {n: other.get(n) for n in names}


def _alike(name: str, ours: Any, theirs: Any) -> bool:
    if isinstance(ours, bool):
        return ours is bool(normalize.flag(theirs))
    plain = ALIKE.get(name, _words)
    # Their body was kept with masks; ours gets the same where a text looks like credentials.
    return bool(plain(redact(ours)) == plain(redact(theirs)))


def carries(body: Mapping[str, Any], sent: Mapping[str, Any]) -> bool:
    """Whether the object at the provider has every value of `sent`, spelling aside.

    What their answers may leave out neither proves nor disproves anything.
    """
    values = {name: _part(body, name) for name in sent}
    return all(
        (absent(values[name]) and name in MAY_BE_LEFT_OUT) or _alike(name, value, values[name])
        for name, value in sent.items()
    )


def drift(obj: Mirrored, body: Any) -> dict[str, tuple[Any, Any]]:
    """``{key of the body: (ours, theirs)}`` for the keys we set; empty when all agrees.

    Spelling is no difference: case, ``+`` before phone numbers, order of use cases, blanks between
    keywords, PRIVATE for PRIVATE_PROFIT, absent for empty. Ids, callbacks, states and what the
    provider computes are not compared. For an object (address, contact, attributes) the pair holds
    only the members that differ. Never raises on a strange body.
    """
    if not isinstance(body, Mapping) or not body:
        return {}
    serializer, names = KINDS[type(obj)]
    ours = serializer(obj, context={"ids": "ours"}).data
    found: dict[str, tuple[Any, Any]] = {}
    for name in names:
        mine, other = ours.get(name), _part(body, name)
        if absent(mine) or (absent(other) and name in MAY_BE_LEFT_OUT):
            continue
        if isinstance(mine, Mapping):
            here, there = _members(mine, other)
            if here:
                found[name] = (here, there)
        elif not _alike(name, mine, other):
            found[name] = (mine, other)
    return found
