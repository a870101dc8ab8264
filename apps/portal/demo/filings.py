"""A believable reseller with something in every state, filed through the services like by hand.

It fills the second organisation, so that the first stays empty for a walk of one's own.
"""

from typing import Any

from apps.compliance.choices import DraftKind
from apps.compliance.models import Brand, Campaign, Profile
from apps.compliance.services.brand import submit_brand
from apps.compliance.services.campaign import submit_campaign
from apps.compliance.services.draft import start_draft
from apps.compliance.services.number import link_numbers
from apps.compliance.services.profile import create_profile
from apps.core.actor import Actor
from apps.numberpools.models import PhoneNumber
from apps.portal.demo.tollfree import seed_verifications
from apps.providers.models import ProviderConfiguration

COMPANIES: tuple[dict[str, Any], ...] = (
    {
        "profile_alias": "Juniper Dental",
        "company_name": "Juniper Dental Group LLC",
        "vertical": "HEALTHCARE",
        "ein": "471234567",
        "street": "218 Larimer Street",
        "city": "Denver",
        "state": "CO",
        "postal_code": "80202",
        "contact_first_name": "Priya",
        "contact_last_name": "Nair",
        "contact_email": "priya.nair@juniperdental.example",
        "contact_phone": "+13035550142",
        "contact_seniority": "DIRECTOR",
        "website": "https://juniperdental.example",
    },
    {
        "profile_alias": "Harbor Freightways",
        "company_name": "Harbor Freightways Inc",
        "vertical": "TRANSPORTATION",
        "ein": "832345671",
        "street": "77 Marine Drive",
        "city": "Portland",
        "state": "OR",
        "postal_code": "97217",
        "contact_first_name": "Tom",
        "contact_last_name": "Okafor",
        "contact_email": "tom@harborfreightways.example",
        "contact_phone": "+15035550173",
        "contact_seniority": "VP",
        "website": "https://harborfreightways.example",
    },
    {
        "profile_alias": "Maple Street Books",
        # The sandbox declines a company of this name (docs/sandbox.md).
        "company_name": "Maple Street Books DECLINE TAX",
        "vertical": "RETAIL",
        "ein": "263456712",
        "street": "9 Maple Street",
        "city": "Burlington",
        "state": "VT",
        "postal_code": "05401",
        "contact_first_name": "Ann",
        "contact_last_name": "Leclair",
        "contact_email": "ann@maplestreetbooks.example",
        "contact_phone": "+18025550119",
        "contact_seniority": "CEO",
        "website": "https://maplestreetbooks.example",
    },
)
COMPANY: dict[str, Any] = {
    "customer_type": "DIRECT",
    "entity_type": "PRIVATE",
    "ein_issuing_country": "US",
    "country": "US",
    "contact_title": "Ms",
}
FLAGS: dict[str, Any] = {
    "subscriber_optin": True,
    "subscriber_optout": True,
    "subscriber_help": True,
    "direct_lending": False,
    "embedded_link": False,
    "embedded_phone": False,
    "age_gated": False,
    "affiliate_marketing": False,
    "optin_keywords": "START,YES",
    "optout_keywords": "STOP,END,CANCEL,QUIT,UNSUBSCRIBE",
    "help_keywords": "HELP,INFO",
    "sub_usecases": [],
}


def seed_filings(configuration: ProviderConfiguration, actor: Actor) -> None:
    """Once: companies, brands, campaigns, numbers, toll-free numbers, a draft.

    Worker and sandbox do the rest.
    """
    if Profile.objects.filter(configuration=configuration, imported=False).exists():
        return
    dental, freight, books = (
        create_profile(configuration=configuration, values={**COMPANY, **each}, actor=actor)
        for each in COMPANIES
    )
    dental_brand, freight_brand, _ = (
        submit_brand(
            profile=profile,
            values={
                "brand_alias": profile.company_name.replace(" DECLINE TAX", ""),
                "brand_type": "STANDARD",
                "secondary_vetting": vetting,
            },
            actor=actor,
        )
        for profile, vetting in ((dental, True), (freight, True), (books, False))
    )
    reminders = _reminders(dental_brand, actor)
    _deliveries(freight_brand, actor)
    _offers(dental_brand, actor)
    _link(reminders, actor)
    seed_verifications(
        configuration=configuration, dental=dental, freight=freight, books=books, actor=actor
    )
    start_draft(
        kind=DraftKind.CAMPAIGN,
        data={
            "campaign_alias": "Driver hiring",
            "brand_id": freight_brand.public_id,
            "usecase": "CUSTOMER_CARE",
            "description": "Answers to people who applied for a driving job.",
        },
        actor=actor,
    )


def _campaign(brand: Brand, actor: Actor, **values: Any) -> Campaign:
    return submit_campaign(brand=brand, values={**FLAGS, **values}, actor=actor)


def _reminders(brand: Brand, actor: Actor) -> Campaign:
    return _campaign(
        brand,
        actor,
        campaign_alias="Appointment reminders",
        vertical="HEALTHCARE",
        usecase="ACCOUNT_NOTIFICATION",
        description=(
            "Juniper Dental reminds patients of appointments they booked and confirms changes."
        ),
        sample1=(
            "Juniper Dental: you have an appointment on Tue, May 5 at 9:30 am. "
            "Reply C to confirm, STOP to opt out."
        ),
        sample2=(
            "Juniper Dental: your appointment moved to Thu, May 7 at 2 pm. "
            "Call 303-555-0142 with questions. Reply STOP to opt out."
        ),
        message_flow=(
            "Patients tick an unchecked box on the online registration form at "
            "juniperdental.example/register to get appointment texts. Beside it stand the name of "
            "the program, how often, that message and data rates may apply, STOP and HELP, and "
            "links to the privacy policy and terms. Consent is not a condition of treatment."
        ),
        help_message="Juniper Dental: call 303-555-0142 or write to help@juniperdental.example.",
        optout_message="Juniper Dental: you are unsubscribed and will get no more messages.",
        optin_message=(
            "Juniper Dental: you get appointment reminders. Msg frequency varies. Msg & data rates "
            "may apply. Reply HELP for help, STOP to opt out."
        ),
        privacy_policy_link="https://juniperdental.example/privacy",
        terms_and_conditions_link="https://juniperdental.example/terms",
    )


def _deliveries(brand: Brand, actor: Actor) -> Campaign:
    # The sandbox never decides on this text (docs/sandbox.md), so one stays under review.
    return _campaign(
        brand,
        actor,
        campaign_alias="Delivery windows",
        vertical="TRANSPORTATION",
        usecase="DELIVERY_NOTIFICATION",
        description=(
            "Harbor Freightways tells consignees when their freight arrives. STAY PROCESSING"
        ),
        sample1="Harbor Freightways: your pallet arrives today, 1 to 3 pm. Reply STOP to opt out.",
        sample2="Harbor Freightways: delivered to dock 4 at 1:20 pm. Reply STOP to opt out.",
        message_flow=(
            "Consignees give their mobile number and tick an unchecked consent box in the order "
            "form at harborfreightways.example/orders, with frequency, rates, STOP, HELP and "
            "links to privacy policy and terms."
        ),
        help_message="Harbor Freightways: call 503-555-0173 or visit harborfreightways.example.",
        optout_message="Harbor Freightways: you are opted out and will get no more messages.",
    )


def _offers(brand: Brand, actor: Actor) -> Campaign:
    # Declined by the sandbox with code 1004 (docs/sandbox.md).
    return _campaign(
        brand,
        actor,
        campaign_alias="Whitening offers",
        vertical="HEALTHCARE",
        usecase="MARKETING",
        description="Juniper Dental sends patients seasonal offers for whitening and cleaning.",
        sample1="Juniper Dental: 20% off whitening until June 30. Reply STOP to opt out.",
        sample2="Juniper Dental: book a cleaning this week and save $15. Reply STOP to opt out.",
        message_flow="DECLINE 1004. Patients give us their phone number when they visit us.",
        help_message="Juniper Dental: call 303-555-0142 or write to help@juniperdental.example.",
        optout_message="Juniper Dental: you are unsubscribed and will get no more messages.",
    )


def _link(campaign: Campaign, actor: Actor) -> None:
    usable = PhoneNumber.objects.for_10dlc().filter(configuration=campaign.configuration)
    numbers = usable.exclude(number__endswith="0001").order_by("number")
    chosen = list(numbers.values_list("number", flat=True)[:3])
    # One that the sandbox fails to link, so that a failure can be seen and tried again.
    failing = numbers.filter(number__endswith="0000").values_list("number", flat=True).first()
    if failing and failing not in chosen:
        chosen[-1] = failing
    if chosen:
        link_numbers(campaign=campaign, numbers=chosen, actor=actor)
