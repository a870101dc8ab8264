"""Bodies an integrator sends, as Plivo documents them."""

from typing import Any

from tests.world import BRAND, CAMPAIGN

PROFILE: dict[str, Any] = {
    "profile_alias": "Acme Bakery",
    "customer_type": "DIRECT",
    "entity_type": "PRIVATE",
    "company_name": "Acme Bakery LLC",
    "vertical": "RETAIL",
    "ein": "12-2321231",
    "ein_issuing_country": "US",
    "address": {
        "street": "660 Broadway",
        "city": "New York",
        "state": "NY",
        "postal_code": "10012",
        "country": "US",
    },
    "authorized_contact": {
        "first_name": "Olivia",
        "last_name": "Baker",
        "email": "olivia@acmebakery.com",
        "phone": "+12125551234",
        "title": "Ms",
        "seniority": "CEO",
    },
    "website": "https://acmebakery.com",
}
VERIFICATION: dict[str, Any] = {
    "usecase": "2FA, CUSTOMER_CARE",
    "usecase_summary": "Acme Bakery sends sign-in codes and answers questions about orders.",
    "message_sample": (
        "1. Acme Bakery: your code is 123456. Reply STOP to opt out. "
        "2. Acme Bakery: your cake is ready. Reply STOP to opt out, HELP for help."
    ),
    "optin_image_url": "https://acmebakery.com/opt-in.png",
    "optin_type": "WEB_FORM",
    "volume": "1,000",
    "additional_information": "Privacy policy: https://acmebakery.com/privacy",
    "extra_data": "Ticket 1",
}


def brand(profile_uuid: str, **over: Any) -> dict[str, Any]:
    return {**BRAND, "profile_uuid": profile_uuid, **over}


def campaign(brand_id: str, **over: Any) -> dict[str, Any]:
    return {**CAMPAIGN, "brand_id": brand_id, **over}


def verification(profile_uuid: str, number: str, **over: Any) -> dict[str, Any]:
    return {**VERIFICATION, "profile_uuid": profile_uuid, "number": number, **over}
