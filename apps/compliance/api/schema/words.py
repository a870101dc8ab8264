"""A line on each property. Sources: Plivo docs, Profile, 10DLC brand, 10DLC campaign, 10DLC number
and Toll-free verification; what only Plivo's SDKs name is in the Python SDK 4.63.0."""

from typing import Any

from apps.compliance import choices

CALLBACK_URL = "Where we post each change of status, signed with the token of this request."
CALLBACK_METHOD = "How we call that address."
REMOTE_ID = "The id at Plivo, once Plivo has it. Look-ups take either id."
CREATED = "When it was filed here."
KEYWORDS = "Commas and nothing else between the words, no blanks: letters and digits."

WORDS: dict[str, dict[str, str]] = {
    "profile": {
        "profile_uuid": "Ours for good; what Plivo already had keeps Plivo's.",
        "remote_id": REMOTE_ID,
        "profile_type": "PRIMARY is the account's own company, SECONDARY every other.",
        "primary_profile": "The account's own company, as Plivo names it.",
        "profile_alias": "A friendly name, not used twice in an account.",
        "customer_type": "RESELLER if the company sells messaging or calling to others.",
        "entity_type": "Who owns the company. INDIVIDUAL may leave out EIN, stock and other ids.",
        "company_name": "The legal name.",
        "doing_business_as": "The trading name, if it differs (SDKs).",
        "vertical": "The industry.",
        "ein": "Employer Identification Number: nine digits for the United States; a number is "
        "read too. Without it no STANDARD brand is possible.",
        "ein_issuing_country": "Two letters: the country that issued the EIN.",
        "address": "Postal address of the company.",
        "authorized_contact": "Who may speak for the company.",
        "street": "Street and number.",
        "city": "City.",
        "state": "The two-letter code in the United States, for example TX.",
        "postal_code": "ZIP or postal code.",
        "country": "Two letters.",
        "first_name": "First name.",
        "last_name": "Last name.",
        "email": "At the company's own domain.",
        "phone": "With country code; answered as E.164 with +.",
        "title": "Salutation, for example Ms.",
        "seniority": "DIRECTOR, GM, VP, CEO, CFO, GENERAL_COUNSEL or OTHER; anything else is "
        "passed on in capitals.",
        "stock_symbol": "Needed for PUBLIC.",
        "stock_exchange": "Needed for PUBLIC.",
        "alt_business_id": "Another identifier of the company.",
        "alt_business_id_type": "What kind of identifier that is.",
        "website": "The company's site; the scheme may be left out.",
        "plivo_subaccount": "SA and 18 characters.",
        "business_contact_email": "For PUBLIC (SDKs).",
        "created_at": CREATED,
    },
    "brand": {
        "brand_id": "Ours for good; what Plivo already had keeps Plivo's.",
        "remote_id": REMOTE_ID,
        "profile_uuid": "The company; one that no other brand uses.",
        "brand_alias": "A friendly name, not used twice in an account.",
        "brand_type": "STARTER when left out, which Plivo has paused; STANDARD needs an EIN.",
        "secondary_vetting": "STANDARD only, and true there when left out.",
        "url": CALLBACK_URL,
        "method": CALLBACK_METHOD,
        "company_name": "Of the company.",
        "entity_type": "Of the company.",
        "vertical": "Of the company.",
        "ein": "Of the company.",
        "ein_issuing_country": "Of the company.",
        "website": "Of the company.",
        "address": "Of the company.",
        "authorized_contact": "Of the company.",
        "registration_status": "PROCESSING, COMPLETED or FAILED.",
        "vetting_score": "By The Campaign Registry, 0 to 100.",
        "vetting_status": "Of the secondary vetting; ACTIVE when it has a score.",
        "declined_reasons": "Why it FAILED, in the registry's words: code and message.",
        "created_at": CREATED,
    },
    "campaign": {
        "campaign_id": "Ours for good; an imported campaign keeps the registry's.",
        "remote_id": REMOTE_ID,
        "campaign_alias": "A friendly name, not used twice for a brand.",
        "brand_id": "The brand that sends. While it is PROCESSING the campaign waits for it.",
        "vertical": "The industry of these messages.",
        "usecase": "What the campaign sends. STARTER for STARTER brands only.",
        "sub_usecases": "Two to five, for STARTER, MIXED and LOW_VOLUME only. A comma text and "
        "the name sub_usecase are read too.",
        "sub_usecase": "The sub use cases with commas.",
        "description": "What is sent, to whom and why.",
        "sample1": "A message as it will be sent.",
        "sample2": "A second one.",
        "sample3": "A third one (SDKs).",
        "sample4": "A fourth one (SDKs).",
        "sample5": "A fifth one (SDKs).",
        "message_flow": "How people agree to get these messages; name every way.",
        "help_message": "The reply to HELP.",
        "optout_message": "The reply to STOP.",
        "optin_message": "Sent when somebody has joined.",
        "optin_keywords": KEYWORDS,
        "optout_keywords": KEYWORDS,
        "help_keywords": f"{KEYWORDS} In capitals.",
        "terms_and_conditions_link": "With its scheme (SDKs).",
        "privacy_policy_link": "With its scheme (SDKs).",
        "reseller_id": "Of the registry (SDKs).",
        "subscriber_optin": "You collect consent. Must be true.",
        "subscriber_optout": "STOP ends the messages. Must be true.",
        "subscriber_help": "HELP names a way to reach you. Must be true.",
        "direct_lending": "Loans or other lending.",
        "embedded_link": "Messages hold links; no public shortener.",
        "embedded_phone": "Messages hold a phone number other than that for HELP.",
        "age_gated": "Content for adults.",
        "affiliate_marketing": "Affiliate marketing was used.",
        "campaign_attributes": "The eight answers given at filing; they cannot be changed.",
        "mno_metadata": "What each operator allows, by its name, as Plivo says it.",
        "campaign_source": "plivo, or shared if it was imported.",
        "registration_status": "PROCESSING, ACTIVE, FAILED or EXPIRED.",
        "error_code": 'Why it FAILED: the registry\'s code, "" for none.',
        "error_reason": "Why it FAILED, in their words.",
        "error_description": "What they add to it.",
        "url": CALLBACK_URL,
        "method": CALLBACK_METHOD,
        "created_at": CREATED,
    },
    "number": {
        "numbers": "Numbers of the account with country code; one alone is read too.",
        "number": "Digits without +.",
        "status": "PROCESSING, COMPLETED or FAILED.",
        "url": CALLBACK_URL,
        "method": CALLBACK_METHOD,
    },
    "tollfree": {
        "uuid": "Ours for good; what Plivo already had keeps Plivo's.",
        "remote_id": REMOTE_ID,
        "profile_uuid": "The company whose name recipients see.",
        "number": "One toll-free number of the account, with country code.",
        "usecase": "One or more with commas; a list is read too. "
        f"{', '.join(choices.TollfreeUseCase.values)}.",
        "usecase_summary": "What the number sends and why.",
        "message_sample": "A message for each use case, numbered.",
        "optin_image_url": "Evidence of the opt-in: addresses anybody can open, with commas; a "
        "list is read too.",
        "optin_type": "How people agree.",
        "volume": "Messages a month.",
        "additional_information": "What helps the reviewer.",
        "extra_data": "Your own reference.",
        "terms_and_conditions_link": "With its scheme (SDKs).",
        "privacy_policy_link": "With its scheme (SDKs).",
        "optin_message": "Sent when somebody has joined (SDKs).",
        "help_message": "The reply to HELP (SDKs).",
        "callback_url": CALLBACK_URL,
        "callback_method": CALLBACK_METHOD,
        "status": "SUBMITTED, PROCESSING, UPDATE_REQUIRED, APPROVED or REJECTED.",
        "error_message": "Why it was rejected or what is wanted, in the carrier's words.",
        "created": CREATED,
        "last_modified": "When it was last changed here.",
    },
}

# Where an answer reads otherwise than a request.
ANSWER_WORDS: dict[tuple[str, str], str] = {
    ("profile", "entity_type"): "Who owns the company.",
    ("profile", "ein"): "Employer Identification Number, digits only.",
    ("profile", "stock_symbol"): "Of a PUBLIC company.",
    ("profile", "stock_exchange"): "Of a PUBLIC company.",
    ("profile", "seniority"): "In capitals.",
    ("brand", "profile_uuid"): "The company, our id.",
    ("brand", "brand_type"): "STANDARD or STARTER.",
    ("campaign", "brand_id"): "The brand that sends, our id.",
    ("campaign", "usecase"): "What the campaign sends.",
    ("campaign", "reseller_id"): 'Of the registry, "" for none.',
    ("tollfree", "profile_uuid"): "The company, our id.",
    ("tollfree", "number"): "Digits without +.",
    ("tollfree", "usecase"): "The use cases with commas.",
    ("tollfree", "optin_image_url"): "The addresses of the evidence with commas.",
    ("tollfree", "callback_url"): "Where changes of status are posted.",
}

CLOSED: dict[str, dict[str, Any]] = {
    "profile": {
        "customer_type": choices.CustomerType,
        "entity_type": choices.EntityType,
        "vertical": choices.Vertical,
        "stock_exchange": choices.StockExchange,
        "alt_business_id_type": choices.AltBusinessIdType,
    },
    "brand": {"brand_type": choices.BrandType},
    "campaign": {"vertical": choices.Vertical, "usecase": choices.UseCase},
    "number": {},
    "tollfree": {"optin_type": choices.OptInType, "volume": choices.Volume},
}
"""The words a request may say there, in any case."""

# What each object always has; whatever else is empty is left out of an answer.
ALWAYS: dict[str, frozenset[str]] = {
    "profile": frozenset({"profile_uuid", "profile_type", "created_at"}),
    "brand": frozenset({"brand_id", "profile_uuid", "registration_status", "created_at"}),
    "campaign": frozenset(
        {
            "campaign_id",
            "campaign_attributes",
            "registration_status",
            "reseller_id",
            "created_at",
        }
    ),
    "number": frozenset({"number", "status"}),
    "tollfree": frozenset(
        {
            "uuid",
            "number",
            "status",
            "error_message",
            "additional_information",
            "extra_data",
            "callback_url",
            "created",
            "last_modified",
        }
    ),
}
