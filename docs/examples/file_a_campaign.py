"""Files a company, its brand, a campaign and a number with Plivo's official Python SDK.

    pip install plivo
    export LINECHECK_URL=http://127.0.0.1:8000 PLIVO_AUTH_ID=MA... PLIVO_AUTH_TOKEN=...
    python docs/examples/file_a_campaign.py

`make credentials` prints the three. Nothing here is special to Linecheck but the address. The demo
decides within seconds and for free; with a real account a brand with vetting costs $44 and a
campaign $15, and reviews take days: give `url=` and wait for the callbacks instead of asking.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import Any

import plivo
import plivo.rest.client

PAUSE_SECONDS = 1
PATIENCE_SECONDS = 300
UNDECIDED = "PROCESSING"

COMPANY = {
    "customer_type": "DIRECT",
    "entity_type": "PRIVATE",
    "company_name": "Acme Bakery LLC",
    "ein": "12-2321231",
    "ein_issuing_country": "US",
    "vertical": "RETAIL",
    "website": "https://acmebakery.com",
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
}
CAMPAIGN = {
    "vertical": "RETAIL",
    "usecase": "ACCOUNT_NOTIFICATION",
    "description": "Acme Bakery texts customers about the state of the orders they placed online.",
    "sample1": "Acme Bakery: your order 1234 is ready for pickup. Reply STOP to opt out.",
    "sample2": "Acme Bakery: your order 1235 is on its way. Reply STOP to opt out, HELP for help.",
    "message_flow": (
        "Customers tick an unchecked box at checkout on acmebakery.com to get order texts; "
        "the box names the program, frequency, rates, STOP and HELP, and links the policies."
    ),
    "help_message": "Acme Bakery: write to help@acmebakery.com or call +12125551234.",
    "optin_message": "Acme Bakery: you are in. Reply HELP for help, STOP to opt out.",
    "optin_keywords": "START,YES",
    "optout_message": "Acme Bakery: you are opted out and will get no more messages.",
    "optout_keywords": "STOP,END",
    "help_keywords": "HELP,INFO",
    "subscriber_optin": True,
    "subscriber_optout": True,
    "subscriber_help": True,
}


class Stopped(Exception):
    """It cannot go on; the text says why and what to do."""


def file_a_campaign(client: plivo.RestClient, pause: Callable[[float], Any]) -> None:
    """Each step waits until the one before it has been decided."""
    name = time.strftime("Acme Bakery %Y-%m-%d %H:%M:%S")
    profile = client.profile.create(profile_alias=name, **COMPANY).profile_uuid
    tell(f"Company {profile}: saved")
    # Looked for before anything is paid.
    number = free_number(client)

    brand_id = client.brand.create(
        brand_alias=name, brand_type="STANDARD", profile_uuid=profile, secondary_vetting=True
    ).brand_id
    brand = decided(
        f"Brand {brand_id}",
        lambda: client.brand.get(brand_id).brand,
        lambda found: found.registration_status,
        pause,
    )
    if brand.registration_status != "COMPLETED":
        why = " ".join(each.message for each in getattr(brand, "declined_reasons", []))
        raise Stopped(f"The brand was declined. {why}")

    campaign_id = client.campaign.create(
        brand_id=brand_id, campaign_alias=name, **CAMPAIGN
    ).campaign_id
    campaign = decided(
        f"Campaign {campaign_id}",
        lambda: client.campaign.get(campaign_id).campaign,
        lambda found: found.registration_status,
        pause,
    )
    if campaign.registration_status != "ACTIVE":
        # What nobody said is left out of the answer.
        words = ("error_code", "error_reason", "error_description")
        why = " ".join(getattr(campaign, word) for word in words if hasattr(campaign, word))
        raise Stopped(f"The campaign was declined. {why}")

    client.campaign.number_link(campaign_id, numbers=[number])
    link = decided(
        f"Number {number}",
        lambda: client.campaign.get_number(campaign_id, number).phone_numbers[0],
        lambda found: found.status,
        pause,
    )
    if link.status != "COMPLETED":
        raise Stopped("The number was refused. The campaign's page in Linecheck has the words.")
    tell(f"Done: +{number} may send for campaign {campaign_id}.")


def free_number(client: plivo.RestClient) -> str:
    """The first rented US or Canadian local number that serves no campaign yet."""
    for rented in client.numbers:
        local = rented.type == "fixed" and rented.number.startswith("1")
        free = rented.sms_enabled and rented.tendlc_registration_status == "UNREGISTERED"
        # In the demo these two play numbers that fail or never answer (docs/sandbox.md).
        if local and free and not rented.number.endswith(("0000", "0001")):
            return str(rented.number)
    raise Stopped("No local number is free. Rent one at Plivo, then refresh Numbers in Linecheck.")


def decided(
    what: str,
    read: Callable[[], Any],
    status_of: Callable[[Any], str],
    pause: Callable[[float], Any],
) -> Any:
    """What `read` finds once it is no longer under review; tells each state it passes."""
    told = ""
    for _ in range(PATIENCE_SECONDS // PAUSE_SECONDS):
        found = read()
        status = status_of(found)
        if status != told:
            tell(f"{what}: {status}")
            told = status
        if status != UNDECIDED:
            return found
        pause(PAUSE_SECONDS)
    raise Stopped(f"{what} is still under review. It goes on by itself: see its page in Linecheck.")


def tell(line: str) -> None:
    print(line, flush=True)


def main(pause: Callable[[float], Any] = time.sleep) -> None:
    known = [os.environ.get(n) for n in ("LINECHECK_URL", "PLIVO_AUTH_ID", "PLIVO_AUTH_TOKEN")]
    if not all(known):
        sys.exit("Set LINECHECK_URL, PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN (see make credentials).")
    url, auth_id, token = map(str, known)
    # The SDK has no option for another address.
    plivo.rest.client.PLIVO_API_BASE_URI = f"{url.rstrip('/')}/v1/Account"
    try:
        with plivo.RestClient(auth_id, token) as client:
            file_a_campaign(client, pause)
    except Stopped as stopped:
        sys.exit(str(stopped))
    except plivo.exceptions.PlivoRestError as refused:
        sys.exit(f"Refused. {refused}")
    except OSError as error:
        sys.exit(f"Nothing answers at {url}. Is `make run` running? ({type(error).__name__})")


if __name__ == "__main__":
    main()
