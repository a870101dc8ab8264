"""One organisation, its people and its Plivo account, and the hands that move both along."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from apps.accounts.actors import actor_of
from apps.accounts.models import User
from apps.compliance.models import (
    Brand,
    Campaign,
    CampaignNumber,
    Evidence,
    Profile,
    TollfreeVerification,
)
from apps.compliance.services.brand import submit_brand
from apps.compliance.services.campaign import submit_campaign
from apps.compliance.services.evidence import add_evidence
from apps.compliance.services.number import link_numbers
from apps.compliance.services.profile import create_profile
from apps.compliance.services.tollfree import submit_verification
from apps.core import clock
from apps.core.actor import Actor
from apps.core.clock import db_now
from apps.numberpools.models import PhoneNumber
from apps.numberpools.services import pull_numbers
from apps.sync.drain import drain
from apps.sync.models import Attempt, Sync
from apps.sync.probe import verify
from tests import factories
from tests.sandbox_process import SandboxProcess

MAGIC_NUMBERS = ("0000", "0001")
REVIEW_SECONDS = 601
PROFILE: dict[str, Any] = {
    "profile_alias": "Acme Bakery",
    "customer_type": "DIRECT",
    "entity_type": "PRIVATE",
    "company_name": "Acme Bakery LLC",
    "vertical": "RETAIL",
    "ein": "12-2321231",
    "ein_issuing_country": "US",
    "street": "660 Broadway",
    "city": "New York",
    "state": "NY",
    "postal_code": "10012",
    "country": "US",
    "contact_first_name": "Olivia",
    "contact_last_name": "Baker",
    "contact_email": "olivia@acmebakery.com",
    "contact_phone": "+12125551234",
    "contact_title": "Ms",
    "contact_seniority": "CEO",
    "website": "https://acmebakery.com",
}
BRAND: dict[str, Any] = {
    "brand_alias": "Acme Bakery brand",
    "brand_type": "STANDARD",
    "secondary_vetting": True,
}
CAMPAIGN: dict[str, Any] = {
    "campaign_alias": "Order updates",
    "vertical": "RETAIL",
    "usecase": "ACCOUNT_NOTIFICATION",
    "sub_usecases": [],
    "description": "Acme Bakery texts customers about the state of the orders they placed online.",
    "sample1": "Acme Bakery: your order 1234 is ready for pickup. Reply STOP to opt out.",
    "sample2": "Acme Bakery: your order 1235 is on its way. Reply STOP to opt out, HELP for help.",
    "message_flow": (
        "Customers tick an unchecked box at checkout on acmebakery.com to get order texts; "
        "the box names the program, frequency, rates, STOP and HELP, and links the policies."
    ),
    "help_message": "Acme Bakery: write to help@acmebakery.com or call +12125551234.",
    "optout_message": "Acme Bakery: you are opted out and will get no more messages.",
    "optin_message": "Acme Bakery: you are in. Reply HELP for help, STOP to opt out.",
    "optin_keywords": "START,YES",
    "optout_keywords": "STOP,END",
    "help_keywords": "HELP,INFO",
    "subscriber_optin": True,
    "subscriber_optout": True,
    "subscriber_help": True,
    "direct_lending": False,
    "embedded_link": False,
    "embedded_phone": False,
    "age_gated": False,
    "affiliate_marketing": False,
}

TOLLFREE: dict[str, Any] = {
    "usecase": ["ACCOUNT_NOTIFICATION"],
    "usecase_summary": (
        "Acme Bakery texts customers who ordered online when their order is ready or delayed."
    ),
    "message_sample": (
        "1. Acme Bakery: your order 1234 is ready for pickup. Reply STOP to opt out.\n"
        "2. Acme Bakery: your order 1235 is late by an hour. Reply STOP to opt out."
    ),
    "optin_type": "WEB_FORM",
    "optin_image_url": ["https://acmebakery.com/checkout/consent.png"],
    "volume": "10,000",
    "optin_message": (
        "Acme Bakery: you get order updates. Msg frequency varies. Msg & data rates may apply. "
        "Reply HELP for help, STOP to opt out."
    ),
    "help_message": "Acme Bakery: write to help@acmebakery.com. Reply STOP to opt out.",
    "privacy_policy_link": "https://acmebakery.com/privacy",
    "terms_and_conditions_link": "https://acmebakery.com/terms",
    "additional_information": "Consent is optional and not ticked in advance.",
    "extra_data": "",
}


def picture(words: str = "", kind: str = "PNG") -> bytes:
    """A picture that differs with its words."""
    drawn = Image.new("RGB", (64, 48), "white")
    ImageDraw.Draw(drawn).text((2, 2), words, fill="black")
    kept = BytesIO()
    drawn.save(kept, kind)
    return kept.getvalue()


class World:
    def __init__(self, sandbox: SandboxProcess) -> None:
        self.sandbox = sandbox
        self.organization = factories.OrganizationFactory()
        self.configuration = factories.ConfigurationFactory(
            organization=self.organization, base_url=sandbox.plivo_url
        )
        self.account: str = self.configuration.account_id
        members = {
            role: factories.MembershipFactory(organization=self.organization, role=role)
            for role in ("owner", "filer", "viewer")
        }
        self.olivia: User = members["owner"].user
        self.sam: User = members["filer"].user
        self.vera: User = members["viewer"].user
        self.actor: Actor = actor_of(members["owner"])
        self.filer: Actor = actor_of(members["filer"])
        self.viewer: Actor = actor_of(members["viewer"])
        # The first call opens the account's world; its token is remembered.
        assert verify(self.configuration) is None

    def drain(self) -> int:
        """Works off everything that is due now."""
        total = 0
        while Sync.objects.due(db_now()).filter(configuration=self.configuration).exists():
            rounds = drain(self.configuration.pk)
            total += rounds
            if not rounds and not self._moves():
                break
        return total

    def _moves(self) -> bool:
        due = Sync.objects.due(db_now()).filter(configuration=self.configuration)
        return due.exists() and drain(self.configuration.pk) > 0

    def later(self, seconds: float) -> None:
        """Time passes on both sides, then everything due is worked off."""
        clock.shift(seconds)
        self.sandbox.advance(seconds, self.account)
        self.drain()

    def reviewed(self) -> None:
        """Plivo and the carriers decide."""
        self.later(REVIEW_SECONDS)

    def objects(self, kind: str) -> list[dict[str, Any]]:
        """What the provider really has, without what was deleted."""
        return [o for o in self.sandbox.objects(self.account)[kind] if not o.get("deleted")]

    def fault(self, **fault: Any) -> int:
        return self.sandbox.fault(account=self.account, **fault)

    def writes(self) -> list[dict[str, Any]]:
        found = self.sandbox.requests(self.account)
        return [r for r in found if r["method"] != "GET"]

    def attempts(self, **filters: Any) -> list[Attempt]:
        rows = Attempt.objects.filter(configuration=self.configuration, **filters)
        return list(rows.order_by("pk"))

    def profile(self, **over: Any) -> Profile:
        values = {**PROFILE, **over}
        return create_profile(configuration=self.configuration, values=values, actor=self.actor)

    def brand(self, profile: Profile | None = None, **over: Any) -> Brand:
        profile = profile or self.profile()
        return submit_brand(profile=profile, values={**BRAND, **over}, actor=self.actor)

    def campaign(self, brand: Brand | None = None, **over: Any) -> Campaign:
        brand = brand or self.brand()
        return submit_campaign(brand=brand, values={**CAMPAIGN, **over}, actor=self.actor)

    def active_campaign(self, **over: Any) -> Campaign:
        campaign = self.campaign(**over)
        self.drain()
        self.reviewed()
        self.reviewed()
        campaign.refresh_from_db()
        return campaign

    def numbers(self, count: int = 2) -> list[str]:
        """Rented numbers a campaign can use, without the sandbox's magic ones (docs/sandbox.md)."""
        pull_numbers(configuration=self.configuration, actor=self.actor)
        usable = PhoneNumber.objects.for_10dlc().filter(configuration=self.configuration)
        found = usable.order_by("number").values_list("number", flat=True)
        return [number for number in found if not number.endswith(MAGIC_NUMBERS)][:count]

    def tollfree_numbers(self, count: int = 2) -> list[str]:
        """Rented toll-free numbers, lowest first."""
        pull_numbers(configuration=self.configuration, actor=self.actor)
        mine = PhoneNumber.objects.filter(configuration=self.configuration, type="tollfree")
        return list(mine.order_by("number").values_list("number", flat=True)[:count])

    def verification(self, profile: Profile | None = None, **over: Any) -> TollfreeVerification:
        """Filed for the first toll-free number, unless `number` says another."""
        profile = profile or self.profile()
        number = over.pop("number", None) or self.tollfree_numbers(1)[0]
        values = {**TOLLFREE, "number": number, **over}
        return submit_verification(profile=profile, values=values, actor=self.actor)

    def decided(self, **over: Any) -> TollfreeVerification:
        """A verification the carriers have looked at; texts say how (docs/sandbox.md)."""
        verification = self.verification(**over)
        self.drain()
        self.reviewed()
        verification.refresh_from_db()
        return verification

    def evidence(self, name: str = "checkout.png", content: bytes = b"") -> Evidence:
        """Kept by the owner; a small picture unless `content` says otherwise."""
        upload = ContentFile(content or picture(name), name)
        return add_evidence(upload=upload, actor=self.actor)

    def link(self, campaign: Campaign, numbers: list[str]) -> list[CampaignNumber]:
        return link_numbers(campaign=campaign, numbers=numbers, actor=self.actor)
