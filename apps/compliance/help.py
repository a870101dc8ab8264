"""What a reviewer checks in each field, and what to do about a decline, in the filer's words.

Drawn from the providers' published requirements and rejection reasons; a text says what is looked
at, never that it will pass.
"""

HELP: dict[str, dict[str, str]] = {
    "profile": {
        "profile_alias": "Only you and your colleagues see it. It cannot be changed at Plivo "
        "later.",
        "customer_type": "The registry wants the business whose name recipients see, not its "
        "supplier.",
        "entity_type": "Compared with tax and stock market records; the wrong one fails the brand.",
        "company_name": "Compared letter by letter with the IRS record of the EIN, suffix "
        "included. "
        "Copy it from letter CP 575 or 147C; the trading name goes below.",
        "doing_business_as": "The name customers know, if it differs. Messages and website may "
        "only "
        "use a name that is recorded here or as the legal name.",
        "vertical": "Should fit what the website and the messages are about.",
        "website": "Opened by a reviewer: it has to be live, your own domain, show the company's "
        "name and link a privacy policy. A page on a social network does not count.",
        "street": "As in the IRS or Secretary of State record. A post office box is often refused.",
        "city": "As in the IRS or Secretary of State record.",
        "state": "The two-letter code in the United States, for example TX.",
        "postal_code": "Has to fit city and state. Any spacing will do.",
        "country": "The country the company is registered in.",
        "contact_first_name": "Somebody who works for the company, not for its messaging supplier.",
        "contact_last_name": "Somebody who works for the company, not for its messaging supplier.",
        "contact_email": "At the company's own domain: free mailboxes are a common reason to "
        "decline.",
        "contact_phone": "The company's number, answered by a person. Any spacing will do.",
        "contact_title": "How to address the contact, for example Ms.",
        "contact_seniority": "The contact should be entitled to speak for the company.",
        "ein": "Nine digits, looked up at the IRS together with the legal name. Without it only a "
        "Starter brand is possible. Any spacing will do.",
        "ein_issuing_country": "The country whose authority gave the number.",
        "stock_symbol": "Public companies only: looked up at the exchange.",
        "stock_exchange": "Public companies only: where the symbol is listed.",
        "alt_business_id": "Helps the registry to find the company when the EIN alone does not.",
        "alt_business_id_type": "Who gave the identifier.",
        "plivo_subaccount": "Only if this company has a subaccount of its own: SA and 18 "
        "characters.",
        "business_contact_email": "Public companies only: an address at the company's domain that "
        "the registry can write to.",
    },
    "brand": {
        "profile_uuid": "Its legal name, EIN and address are what the registry checks. A company "
        "has one brand at a time.",
        "brand_alias": "Only you and your colleagues see it.",
        "brand_type": "Decides which use cases and how much traffic carriers allow.",
        "secondary_vetting": "An outside check that gives the brand a score; carriers set the "
        "traffic of its campaigns by it.",
    },
    "campaign": {
        "campaign_alias": "Only you and your colleagues see it. Each campaign of a brand has its "
        "own.",
        "brand_id": "The business whose name recipients see in the messages.",
        "vertical": "The industry these messages belong to.",
        "usecase": "Compared with description and samples, and cannot be changed after filing. "
        "Promotion in any message makes it Marketing or Mixed.",
        "sub_usecases": "Choose each kind of message that will really be sent, and show each "
        "in a sample.",
        "description": "Reviewers look for who sends, what is sent, to whom, and why. Name the "
        "business exactly as registered, and describe what goes out in production.",
        "message_flow": "The most frequent reason to decline. Say where and how people agree, with "
        "the public link, keyword or script; that consent is optional and not ticked in advance; "
        "how often you write; that message and data rates may apply; how STOP and HELP "
        "work; and link the privacy policy and the terms.",
        "sample1": "As it will really be sent: the business's name in it, no public link "
        "shortener, "
        "links with https, and Reply STOP to opt out.",
        "sample2": "A different message from the first; between them the samples show every kind "
        "of message you chose.",
        "sample3": "One more kind of message.",
        "sample4": "One more kind of message.",
        "sample5": "One more kind of message.",
        "help_message": "Has to name the business and a way to reach it: a phone number, an e-mail "
        "address or a link.",
        "optout_message": "Has to name the business, confirm the opt-out and say that no further "
        "messages will come. Nothing else.",
        "optin_message": "Sent once somebody joins. Reviewers look for the business's name, how "
        "often you write, message and data rates, HELP and STOP.",
        "optin_keywords": "Only if people can join by text; then the opt-in description has to "
        "name "
        "them too.",
        "optout_keywords": "STOP has to be among them.",
        "help_keywords": "In capital letters; HELP has to be among them.",
        "terms_and_conditions_link": "A public page of its own on the business's website.",
        "privacy_policy_link": "A public page. It has to say that mobile numbers and consent are "
        "not shared with third parties for marketing.",
        "reseller_id": "Only if the registry gave you one as a reseller.",
        "subscriber_optin": "You collect consent before the first message and can show it.",
        "subscriber_optout": "After STOP nothing more is sent.",
        "subscriber_help": "HELP is answered with a way to reach you. Reviewers try it.",
        "embedded_link": "Yes if any message carries a link; a sample then shows one. Carriers "
        "refuse public link shorteners.",
        "embedded_phone": "Yes if any message carries a phone number other than the one for HELP.",
        "age_gated": "Yes if content is for adults only, as operators and CTIA define it.",
        "direct_lending": "Yes if messages are about loans or other lending by the sender.",
        "affiliate_marketing": "Yes if others supplied content or contacts for a commission. "
        "Carriers commonly refuse it.",
        "campaign_id": "From The Campaign Registry's portal, where it has to be shared with Plivo "
        "before you import it.",
    },
    "tollfree": {
        "profile_uuid": "The business whose name recipients see, not its supplier. Reviewers open "
        "its website and look for its name there.",
        "number": "A toll-free number of this account that can send text messages. One number "
        "serves one business.",
        "usecase": "Each kind of message the number will send. Compared with summary and samples; "
        "a rejection is final for the use cases it names.",
        "usecase_summary": "Who sends what to whom, and why. Name the business, and say something "
        "about each use case you chose.",
        "message_sample": "One message for each use case, numbered 1. 2. 3., as really sent: the "
        "business's name in each, links with https at its own domain, and Reply STOP to opt out.",
        "optin_type": "How people agree before the first message. The evidence has to show just "
        "this way.",
        "optin_image_url": "Opened by a reviewer without an account. It shows where people agree "
        "and what they read there: the business's name, kind and number of messages, message and "
        "data rates, STOP and HELP, and that consent is optional.",
        "volume": "What you expect in six to eight months. It should fit the business's size.",
        "additional_information": "Whatever helps the reviewer: that consent is optional, the "
        "keyword people text, a reason for large volumes, an age gate.",
        "extra_data": "Your own reference, for example a ticket number. Reviewers do not use it.",
        "terms_and_conditions_link": "A public page of its own on the business's website.",
        "privacy_policy_link": "A public page. It has to say that mobile numbers and consent are "
        "not shared with third parties for marketing.",
        "optin_message": "Sent once somebody joins. Reviewers look for the business's name, how "
        "often you write, message and data rates, HELP and STOP.",
        "help_message": "Has to name the business and a way to reach it: a phone number, an e-mail "
        "address or a link.",
    },
    "number": {
        "numbers": "Local numbers of this account that can send text messages and have no "
        "campaign.",
        "pasted": "One on each line, or with commas. Any spacing will do.",
    },
}

DECLINES: dict[str, str] = {
    "1001": "Carriers do not allow this kind of content. Delete the campaign; it cannot be "
    "corrected.",
    "1002": "Register the business that sends the messages as the brand, not its service provider.",
    "1003": "The content is about lending, but direct lending says no. File the campaign anew with "
    "yes: attributes cannot be changed.",
    "1004": "Describe the opt-in completely: where and how people agree and what they are told.",
    "TAX_ID": "Enter the name exactly as on IRS letter CP 575, check the EIN, then register the "
    "brand again.",
    "NONPROFIT": "The IRS does not list the company as tax-exempt. Correct the EIN or choose "
    "Private "
    "company.",
    "GOVERNMENT_ENTITY": "It is not recognised as a public body. Choose the ownership the IRS "
    "knows.",
    "STOCK_SYMBOL": "Symbol and exchange do not lead to this company. Correct them or choose "
    "Private "
    "company.",
    "SHAFT": "Carriers do not allow messages about sex, hate, alcohol, firearms or tobacco. Take "
    "such content out.",
    "AGE_GATE": "Ask for the date of birth before people can join, and show it in the evidence.",
    "USE_CASE": "Choose use cases that carriers allow, and samples that fit them.",
    "DOMAIN": "Use links with https at the business's own, live domain; no public shortener.",
    "BUSINESS": "Compare name, address, website and contact with the public record and correct "
    "the company.",
    "OPT_IN": "Show in the evidence where and how people agree and what they read there, and "
    "choose the way of opting in that it shows.",
}
"""What to do, by the provider's code or our own word for its reason.

Source: Plivo support, decline codes and toll-free rejection reasons; TCR brand feedback.
"""

_WORDS = {
    "tax id": "TAX_ID",
    "tax exempt": "NONPROFIT",
    "government entity": "GOVERNMENT_ENTITY",
    "stock symbol": "STOCK_SYMBOL",
    "shaft": "SHAFT",
    "age gate": "AGE_GATE",
    "unsupported use case": "USE_CASE",
    "unaccepted domain": "DOMAIN",
    "business information": "BUSINESS",
    "opt-in information": "OPT_IN",
}


def what_to_do(code: str, words: str = "") -> str:
    """The next step after a decline, by code or else by the provider's words; ``""`` if unknown."""
    known = DECLINES.get(code.strip().upper())
    if known:
        return known
    said = words.lower()
    return next((DECLINES[key] for part, key in _WORDS.items() if part in said), "")
