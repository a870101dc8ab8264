"""The samples Plivo's 10DLC and toll-free verification pages print: requests as sent, answers by
their keys.

Where a printed request breaks the page's own rules, `CORRECTIONS` says how, and the double
holds with the rules.
"""

from typing import Any

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
UPDATE_PROFILE = {"vertical": "ENTERTAINMENT"}
# profile_uuid is the customer's own.
CREATE_STANDARD_BRAND: dict[str, Any] = {
    "brand_alias": "gov234t",
    "brand_type": "STANDARD",
    "secondary_vetting": True,
    "url": "https://yourdomain.invalid/tendlc_status/",
    "method": "POST",
}
CREATE_STARTER_BRAND: dict[str, Any] = {
    "brand_alias": "sole234t",
    "brand_type": "STARTER",
    "url": "https://yourdomain.invalid/tendlc_status/",
    "method": "POST",
}
CREATE_CAMPAIGN: dict[str, Any] = {
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
    "url": "https://yourdomain.invalid/tendlc_status/",
    "method": "POST",
}
IMPORT_CAMPAIGN = {
    "campaign_alias": "Friendly Name",
    "campaign_id": "C1234567",
    "url": "https://yourdomain.invalid/tendlc_status/",
    "method": "POST",
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
# Its fields as the page's get sample prints them; profile_uuid and number are the customer's own.
CREATE_TOLLFREE = {
    "message_sample": "Your Plivo verification code is xxxx.",
    "optin_image_url": "https://abc.com/test1",
    "optin_type": "WEB_FORM",
    "usecase": "2FA",
    "usecase_summary": "We send 2FA codes to customers when they sign up.",
    "volume": "1,000",
    "additional_information": "Privacy policy: https://www.plivo.com/legal/privacy/",
    "extra_data": "Ticket 1",
    "callback_url": "https://abc.invalid/test2",
}

# Field by field: what the printed request lacks or breaks, in the order it is refused.
CORRECTIONS: dict[str, str] = {
    "campaign_alias": "Friendly Name",
    "description": "Passcodes and delivery news for registered customers.",
    "sample1": "Your one-time passcode is 1234",
    "message_flow": "Message flow is a mandatory parameter, minimum 40 characters",
    "help_message": "Help message is a mandatory parameter, minimum 20 characters",
    "optout_message": "Opt-out message should have a minimum of 20 characters",
}

ADDRESS = {"street", "city", "state", "postal_code", "country"}
CONTACT = {"first_name", "last_name", "email", "title", "seniority", "phone"}
PROFILE_KEYS = {
    "address", "alt_business_id", "alt_business_id_type", "authorized_contact", "company_name",
    "customer_type", "ein", "ein_issuing_country", "entity_type", "plivo_subaccount",
    "primary_profile", "profile_alias", "profile_type", "profile_uuid", "stock_exchange",
    "stock_symbol", "vertical", "website", "created_at",
}  # fmt: skip
BRAND_KEYS = {
    "address", "authorized_contact", "brand_alias", "brand_id", "brand_type", "company_name",
    "ein", "ein_issuing_country", "entity_type", "profile_uuid", "registration_status",
    "vertical", "vetting_score", "vetting_status", "website", "created_at",
}  # fmt: skip
STARTER_BRAND_KEYS = {
    "address", "authorized_contact", "brand_id", "brand_type", "ein_issuing_country",
    "entity_type", "profile_uuid", "registration_status", "vertical", "website",
}  # fmt: skip
CAMPAIGN_KEYS = {
    "campaign_id", "registration_status", "reseller_id", "brand_id", "usecase", "campaign_alias",
    "mno_metadata", "sample1", "sample2", "description", "campaign_attributes", "message_flow",
    "help_message", "optout_message", "created_at", "vertical", "campaign_source",
    "sub_usecase",
}  # fmt: skip
ATTRIBUTE_KEYS = {
    "embedded_link", "embedded_phone", "age_gated", "direct_lending", "subscriber_optin",
    "subscriber_optout", "subscriber_help", "affiliate_marketing",
}  # fmt: skip
TOLLFREE_KEYS = {
    "uuid", "profile_uuid", "created", "last_modified", "message_sample", "number",
    "optin_image_url", "optin_type", "status", "usecase", "usecase_summary", "volume",
    "additional_information", "extra_data", "callback_url", "error_message",
}  # fmt: skip
META_KEYS = {"limit", "offset", "next", "previous"}
