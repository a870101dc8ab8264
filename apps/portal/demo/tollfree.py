"""The demo's toll-free verifications: one in each state, and one that wants data within days.

The last was filed elsewhere and read in, so that Plivo asked for the data days ago.
"""

import json
from datetime import UTC, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile

from apps.compliance.models import Profile
from apps.compliance.services.evidence import add_evidence
from apps.compliance.services.profile import pull_profiles
from apps.compliance.services.tollfree import submit_verification
from apps.compliance.services.tollfree_pull import pull_verifications
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.numberpools.models import PhoneNumber
from apps.portal.demo.picture import sign_up_form
from apps.providers.models import ProviderConfiguration
from apps.upstream.http import BrokenError, NotSentError, exchange

SECONDS = 10.0
# Of the six days Plivo gives; some hours more, so that it reads "3 days" for a while.
ASKED_AGO = timedelta(days=2, hours=18)


def seed_verifications(
    *,
    configuration: ProviderConfiguration,
    dental: Profile,
    freight: Profile,
    books: Profile,
    actor: Actor,
) -> None:
    mine = PhoneNumber.objects.rented().filter(configuration=configuration, type="tollfree")
    numbers = list(mine.order_by("number").values_list("number", flat=True))
    if len(numbers) < 4:
        return
    approved, reviewed, rejected, asked = numbers[:4]
    _reminders(dental, approved, actor)
    _deliveries(freight, reviewed, actor)
    _offers(books, rejected, actor)
    _asked_for_data(configuration, asked, actor)


def _evidence(company: str, site: str, kind: str, actor: Actor) -> str:
    consent = (
        f"Yes, {company} may text me {kind}. Message frequency varies. Msg & data rates may "
        "apply. Reply STOP to opt out, HELP for help. Consent is optional. Privacy policy and "
        "terms."
    )
    name = f"{site.partition('/')[0].partition('.')[0]}-sign-up.png"
    upload = ContentFile(sign_up_form(company, site, consent), name)
    return add_evidence(upload=upload, actor=actor).public_url


def _reminders(profile: Profile, number: str, actor: Actor) -> None:
    site = "juniperdental.example/register"
    submit_verification(
        profile=profile,
        values={
            "number": number,
            "usecase": ["ACCOUNT_NOTIFICATION", "CUSTOMER_CARE"],
            "usecase_summary": (
                "Juniper Dental reminds patients of appointments they booked and answers their "
                "questions about them."
            ),
            "message_sample": (
                "1. Juniper Dental: you have an appointment on Tue, May 5 at 9:30 am. Reply C to "
                "confirm, STOP to opt out.\n"
                "2. Juniper Dental: thanks for asking, parking is free behind the house. Reply "
                "STOP to opt out."
            ),
            "optin_type": "WEB_FORM",
            "optin_image_url": [_evidence("Juniper Dental", site, "about my visits", actor)],
            "volume": "10,000",
            "optin_message": (
                "Juniper Dental: you get appointment reminders. Msg frequency varies. Msg & data "
                "rates may apply. Reply HELP for help, STOP to opt out."
            ),
            "help_message": (
                "Juniper Dental: call 303-555-0142 or write to help@juniperdental.example. Reply "
                "STOP to opt out."
            ),
            "privacy_policy_link": "https://juniperdental.example/privacy",
            "terms_and_conditions_link": "https://juniperdental.example/terms",
        },
        actor=actor,
    )


def _deliveries(profile: Profile, number: str, actor: Actor) -> None:
    site = "harborfreightways.example/orders"
    submit_verification(
        profile=profile,
        values={
            "number": number,
            "usecase": ["DELIVERY_NOTIFICATION"],
            # The sandbox never decides on this text (docs/sandbox.md), so one stays under review.
            "usecase_summary": (
                "Harbor Freightways tells consignees when their freight arrives. STAY SUBMITTED"
            ),
            "message_sample": (
                "1. Harbor Freightways: your pallet arrives today, 1 to 3 pm. Reply STOP to opt "
                "out."
            ),
            "optin_type": "WEB_FORM",
            "optin_image_url": [_evidence("Harbor Freightways", site, "delivery times", actor)],
            "volume": "100,000",
            "help_message": "Harbor Freightways: call 503-555-0173. Reply STOP to opt out.",
            "privacy_policy_link": "https://harborfreightways.example/privacy",
        },
        actor=actor,
    )


def _offers(profile: Profile, number: str, actor: Actor) -> None:
    submit_verification(
        profile=profile,
        values={
            "number": number,
            "usecase": ["MARKETING"],
            # Rejected by the sandbox (docs/sandbox.md).
            "usecase_summary": (
                "REJECT OPTIN. Maple Street Books tells readers about new books and readings."
            ),
            "message_sample": (
                "1. Maple Street Books: Ann reads from her new novel on Friday at 7 pm. Reply "
                "STOP to opt out."
            ),
            "optin_type": "VERBAL",
            "optin_image_url": ["https://maplestreetbooks.example/events"],
            "volume": "1,000",
        },
        actor=actor,
    )


def _asked_for_data(configuration: ProviderConfiguration, number: str, actor: Actor) -> None:
    """A company and its verification that were made in the provider's own console."""
    at = (db_now() - ASKED_AGO).astimezone(UTC)
    site = "cedarvalleyclinics.example/texts"
    company = {
        "profile_alias": "Cedar Valley Clinics",
        "company_name": "Cedar Valley Clinics LLC",
        "customer_type": "DIRECT",
        "entity_type": "PRIVATE",
        "vertical": "HEALTHCARE",
        "ein": "417654321",
        "ein_issuing_country": "US",
        "address": {
            "street": "1200 Cedar Avenue",
            "city": "Boise",
            "state": "ID",
            "postal_code": "83702",
            "country": "US",
        },
        "authorized_contact": {
            "first_name": "Dana",
            "last_name": "Whitmore",
            "email": "dana@cedarvalleyclinics.example",
            "phone": "+12085550166",
            "title": "Ms",
            "seniority": "DIRECTOR",
        },
        "website": "https://cedarvalleyclinics.example",
    }
    made = _drift(configuration, "profile", company)
    if made is None:
        return
    _drift(
        configuration,
        "tollfree",
        {
            "profile_uuid": made["profile_uuid"],
            "number": number,
            "usecase": "ACCOUNT_NOTIFICATION",
            "usecase_summary": "Cedar Valley Clinics tells patients that test results are ready.",
            "message_sample": (
                "1. Cedar Valley Clinics: your results are ready in the patient portal. Reply "
                "STOP to opt out."
            ),
            "optin_type": "PAPER_FORM",
            "optin_image_url": _evidence("Cedar Valley Clinics", site, "about results", actor),
            "volume": "10,000",
            "additional_information": "",
            "extra_data": "",
            "status": "UPDATE_REQUIRED",
            "error_message": "Opt-in information failed validation",
            "last_modified": at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        },
    )
    pull_profiles(configuration=configuration, actor=actor)
    pull_verifications(configuration=configuration, actor=actor)


def _drift(
    configuration: ProviderConfiguration, kind: str, changes: dict[str, Any]
) -> dict[str, Any] | None:
    """What the sandbox made, None when it does not answer: the demo also starts without it."""
    url = f"http://127.0.0.1:{settings.SANDBOX_PORT}/_control/drift"
    asked = {
        "account": configuration.account_id,
        "kind": kind,
        "action": "create",
        "changes": changes,
    }
    try:
        done = exchange("POST", url, json=asked, seconds=SECONDS)
    except (NotSentError, BrokenError):
        return None
    made: dict[str, Any] | None = None
    if done.status == 200:
        made = json.loads(done.content)["object"]
    return made
