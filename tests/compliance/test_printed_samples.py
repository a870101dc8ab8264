"""The vendor's own printed requests, judged by the rules: what passes, and what each one breaks."""

from typing import Any

from apps.compliance.rules import advise, check, normalize
from apps.compliance.serializers import ProfileRequest

CREATE_PROFILE: dict[str, Any] = {
    "profile_alias": "john_new",
    "customer_type": "reseller",
    "entity_type": "public",
    "company_name": "ABC Inc.",
    "vertical": "Entertainment",
    "plivo_subaccount": "SA2025RK4E639VJFZAMM",
    "ein": "122321231",
    "ein_issuing_country": "US",
    "address": {
        "street": "660 Broadway",
        "city": "New York City",
        "state": "NY",
        "postal_code": "10001",
        "country": "US",
    },
    "stock_symbol": "TESLA",
    "stock_exchange": "NYSE",
    "alt_business_id_type": "DUNS",
    "alt_business_id": "ABC",
    "website": "hibye.com",
    "authorized_contact": {
        "first_name": "John",
        "last_name": "Doe",
        "email": "john@example.com",
        "title": "manager",
        "seniority": "admin",
        "phone": "12125551234",
    },
}
CREATE_CAMPAIGN: dict[str, Any] = {
    "brand_id": "BHXDNDJ",
    "vertical": "INSURANCE",
    "usecase": "MIXED",
    "sub_usecases": [
        "2FA",
        "ACCOUNT_NOTIFICATION",
        "CUSTOMER_CARE",
        "DELIVERY_NOTIFICATION",
        "FRAUD_ALERT",
    ],
    "description": "OTP registration",
    "direct_lending": True,
    "affiliate_marketing": False,
    "embedded_link": False,
    "embedded_phone": False,
    "age_gated": False,
    "subscriber_optin": True,
    "subscriber_optout": True,
    "subscriber_help": True,
    "sample1": "Your OTP is 1234",
    "sample2": "Your order {ID} is out for delivery",
}
UPDATE_CAMPAIGN = {
    "description": "Description should have minimum of 40 characters",
    "sample1": "Sample message 1 should have minimum of 20 characters",
    "sample2": "Sample message 2 should have minimum of 20 characters",
    "message_flow": "Message flow is a mandatory parameter, minimum 40 characters",
    "help_message": "Help message is a mandatory parameter, minimum 20 characters",
    "optout_message": "Opt-out message should have a minimum of 20 characters",
    "optout_keywords": "NO,STOP",
    "optin_message": "Opt-in message should have a minimum of 20 characters",
    "optin_keywords": "YES,SUBSCRIBE",
    "help_keywords": "HELP,INFO,MORE",
}


def test_the_printed_profile_can_be_filed_with_advice_on_its_seniority() -> None:
    reader = ProfileRequest(data=CREATE_PROFILE)
    assert reader.is_valid(), reader.errors
    values = normalize.values("profile", reader.validated_data)
    assert check("profile", values) == {}
    assert set(advise("profile", values)) == {"contact_seniority"}
    assert values["contact_phone"] == "+12125551234"
    assert values["vertical"] == "ENTERTAINMENT"


def test_the_printed_campaign_breaks_the_rules_printed_above_it() -> None:
    found = check("campaign", normalize.values("campaign", CREATE_CAMPAIGN))
    assert set(found) == {
        "campaign_alias",
        "description",
        "sample1",
        "message_flow",
        "help_message",
        "optout_message",
    }


def test_the_printed_resubmission_passes() -> None:
    context = {"act": "update", "status": "FAILED", "changed": list(UPDATE_CAMPAIGN)}
    values = normalize.values("campaign", UPDATE_CAMPAIGN)
    assert check("campaign", values, context=context) == {}


def test_printed_keywords_with_blanks_are_refused_as_sent_and_tidied_in_the_portal() -> None:
    printed = {"optin_keywords": "YES, SUBSCRIBE, TRUE"}
    as_sent = normalize.values("campaign", printed, as_sent=normalize.KEYWORDS)
    only = {"optin_keywords"}
    assert set(check("campaign", as_sent, only=only)) == only
    assert check("campaign", normalize.values("campaign", printed), only=only) == {}


def test_the_printed_ein_of_eleven_digits_is_refused() -> None:
    values = {"ein": "12125552222", "ein_issuing_country": "US"}
    assert set(check("profile", values, only={"ein"})) == {"ein"}
