"""Every closed list of the compliance resources, with the words people read.

Values are the provider's, upper case as Plivo writes them. Each member carries an ``explanation``
(one line, shown under its radio card); the statuses live in ``statuses``, the lists of a toll-free
verification in ``tollfree_choices``.
Members are written ``VALUE, explanation, label``: Django takes the last string as the label.
Source: Plivo docs, Profile, 10DLC brand, 10DLC campaign and 10DLC number pages.
"""

from typing import NamedTuple

from django.db import models

from apps.compliance.explained import Explained as Explained
from apps.compliance.statuses import Badge as Badge
from apps.compliance.statuses import BrandStatus as BrandStatus
from apps.compliance.statuses import CampaignStatus as CampaignStatus
from apps.compliance.statuses import NumberStatus as NumberStatus
from apps.compliance.statuses import TollfreeStatus as TollfreeStatus
from apps.compliance.statuses import badge as badge
from apps.compliance.tollfree_choices import OptInType as OptInType
from apps.compliance.tollfree_choices import TollfreeUseCase as TollfreeUseCase
from apps.compliance.tollfree_choices import Volume as Volume


class ProfileType(models.TextChoices):
    PRIMARY = "PRIMARY", "Primary"
    SECONDARY = "SECONDARY", "Secondary"


class CustomerType(Explained):
    DIRECT = "DIRECT", "The company sends messages to its own customers.", "Direct"
    RESELLER = "RESELLER", "The company sells messaging or calling to other firms.", "Reseller"


class EntityType(Explained):
    PRIVATE = "PRIVATE", "Owned privately: LLC, partnership, closely held Inc.", "Private company"
    PUBLIC = "PUBLIC", "Listed on a stock exchange; needs symbol and exchange.", "Public company"
    NON_PROFIT = "NON_PROFIT", "Tax-exempt with the IRS, for example 501(c)(3).", "Non-profit"
    GOVERNMENT = "GOVERNMENT", "A federal, state, tribal or local public body.", "Government"
    INDIVIDUAL = "INDIVIDUAL", "One person trading without an EIN.", "Individual"


class Vertical(models.TextChoices):
    PROFESSIONAL = "PROFESSIONAL", "Professional services"
    REAL_ESTATE = "REAL_ESTATE", "Real estate"
    HEALTHCARE = "HEALTHCARE", "Healthcare"
    HUMAN_RESOURCES = "HUMAN_RESOURCES", "Human resources"
    ENERGY = "ENERGY", "Energy and utilities"
    ENTERTAINMENT = "ENTERTAINMENT", "Entertainment"
    RETAIL = "RETAIL", "Retail and consumer goods"
    TRANSPORTATION = "TRANSPORTATION", "Transportation and logistics"
    AGRICULTURE = "AGRICULTURE", "Agriculture"
    INSURANCE = "INSURANCE", "Insurance"
    POSTAL = "POSTAL", "Postal and delivery"
    EDUCATION = "EDUCATION", "Education"
    HOSPITALITY = "HOSPITALITY", "Hospitality and travel"
    FINANCIAL = "FINANCIAL", "Financial services"
    POLITICAL = "POLITICAL", "Political"
    GAMBLING = "GAMBLING", "Gambling and lottery"
    LEGAL = "LEGAL", "Legal services"
    CONSTRUCTION = "CONSTRUCTION", "Construction"
    NGO = "NGO", "Non-governmental organisation"
    MANUFACTURING = "MANUFACTURING", "Manufacturing"
    GOVERNMENT = "GOVERNMENT", "Government services"
    TECHNOLOGY = "TECHNOLOGY", "Information technology"
    COMMUNICATION = "COMMUNICATION", "Communication and media"


class Seniority(models.TextChoices):
    DIRECTOR = "DIRECTOR", "Director"
    GM = "GM", "General manager"
    VP = "VP", "Vice president"
    CEO = "CEO", "Chief executive (CEO)"
    CFO = "CFO", "Chief financial officer (CFO)"
    GENERAL_COUNSEL = "GENERAL_COUNSEL", "General counsel"
    OTHER = "OTHER", "Other"


class StockExchange(models.TextChoices):
    NASDAQ = "NASDAQ", "NASDAQ"
    NYSE = "NYSE", "NYSE: New York"
    AMEX = "AMEX", "AMEX: American"
    AMX = "AMX", "AMX: Mexico or NYSE American"
    ASX = "ASX", "ASX: Australia"
    B3 = "B3", "B3: São Paulo"
    BME = "BME", "BME: Madrid"
    BSE = "BSE", "BSE: Bombay"
    FRA = "FRA", "FRA: Frankfurt"
    ICEX = "ICEX", "ICEX: Iceland"
    JPX = "JPX", "JPX: Tokyo"
    JSE = "JSE", "JSE: Johannesburg"
    KRX = "KRX", "KRX: Korea"
    LON = "LON", "LON: London"
    NSE = "NSE", "NSE: National, India"
    OMX = "OMX", "OMX: Nordic"
    SEHK = "SEHK", "SEHK: Hong Kong"
    SGX = "SGX", "SGX: Singapore"
    SSE = "SSE", "SSE: Shanghai"
    STO = "STO", "STO: Stockholm"
    SWX = "SWX", "SWX: Switzerland"
    SZSE = "SZSE", "SZSE: Shenzhen"
    TSX = "TSX", "TSX: Toronto"
    TWSE = "TWSE", "TWSE: Taiwan"
    VSE = "VSE", "VSE: Vienna or Vancouver"
    OTHER = "OTHER", "Another exchange"


class AltBusinessIdType(Explained):
    DUNS = "DUNS", "Dun & Bradstreet number, nine digits.", "DUNS"
    LEI = "LEI", "Legal Entity Identifier, twenty characters.", "LEI"
    GIIN = "GIIN", "Intermediary number the IRS gives under FATCA.", "GIIN"
    NONE = "NONE", "The company has no other identifier.", "None"


class BrandType(Explained):
    STANDARD = (
        "STANDARD",
        "For companies with an EIN; every use case, up to 4,500 a minute.",
        "Standard",
    )
    STARTER = (
        "STARTER",
        "For those without an EIN; one campaign. Plivo has paused it since October 2022.",
        "Starter (paused)",
    )


class UseCase(Explained):
    """What a campaign sends. ``composite`` ones are made of two to five :class:`SubUseCase`."""

    TWO_FACTOR = "2FA", "Passcodes that unlock or confirm an account.", "Two-factor authentication"
    ACCOUNT_NOTIFICATION = (
        "ACCOUNT_NOTIFICATION",
        "Notices to account holders about changes in their accounts.",
        "Account notification",
    )
    CUSTOMER_CARE = (
        "CUSTOMER_CARE",
        "Support and other teams that answer customers.",
        "Customer care",
    )
    DELIVERY_NOTIFICATION = (
        "DELIVERY_NOTIFICATION",
        "News about the delivery of a product or a service.",
        "Delivery notification",
    )
    FRAUD_ALERT = "FRAUD_ALERT", "Warnings about suspicious behaviour in an account.", "Fraud alert"
    HIGHER_EDUCATION = (
        "HIGHER_EDUCATION",
        "Messages of colleges, universities and other schools.",
        "Higher education",
    )
    LOW_VOLUME = (
        "LOW_VOLUME",
        "Two to five of the others together, at low throughput and a low monthly fee.",
        "Low volume mixed",
    )
    MARKETING = "MARKETING", "Offers, sales and events, sent to people who asked.", "Marketing"
    MIXED = "MIXED", "Two to five of the others together, at full throughput.", "Mixed"
    POLLING_VOTING = (
        "POLLING_VOTING",
        "Surveys and votes for purposes that are not political.",
        "Polling and voting",
    )
    PUBLIC_SERVICE_ANNOUNCEMENT = (
        "PUBLIC_SERVICE_ANNOUNCEMENT",
        "Information that raises awareness of an important matter.",
        "Public service announcement",
    )
    SECURITY_ALERT = (
        "SECURITY_ALERT",
        "Warnings of a possible breach that the recipient should act on.",
        "Security alert",
    )
    STARTER = "STARTER", "The one use case of a Starter brand.", "Starter"

    @property
    def composite(self) -> bool:
        """True for the use cases that may list sub use cases."""
        return self.value in COMPOSITE_USE_CASES


COMPOSITE_USE_CASES = frozenset({"LOW_VOLUME", "MIXED", "STARTER"})


class SubUseCase(models.TextChoices):
    """The ten use cases a composite campaign can be made of."""

    TWO_FACTOR = "2FA", "Two-factor authentication"
    ACCOUNT_NOTIFICATION = "ACCOUNT_NOTIFICATION", "Account notification"
    CUSTOMER_CARE = "CUSTOMER_CARE", "Customer care"
    DELIVERY_NOTIFICATION = "DELIVERY_NOTIFICATION", "Delivery notification"
    FRAUD_ALERT = "FRAUD_ALERT", "Fraud alert"
    HIGHER_EDUCATION = "HIGHER_EDUCATION", "Higher education"
    MARKETING = "MARKETING", "Marketing"
    POLLING_VOTING = "POLLING_VOTING", "Polling and voting"
    PUBLIC_SERVICE_ANNOUNCEMENT = "PUBLIC_SERVICE_ANNOUNCEMENT", "Public service announcement"
    SECURITY_ALERT = "SECURITY_ALERT", "Security alert"


class CampaignSource(Explained):
    PLIVO = "plivo", "Filed through Plivo.", "Filed with Plivo"
    SHARED = "shared", "Filed at The Campaign Registry and shared with Plivo.", "Imported from TCR"


class SubmissionAct(models.TextChoices):
    CREATE = "create", "First filing"
    RESUBMIT = "resubmit", "Resubmission"


class SubmissionOutcome(models.TextChoices):
    """Whether the provider took the filing. A decision on its content is a Verdict."""

    UNANSWERED = "", "Not answered"
    ACCEPTED = "accepted", "Accepted for review"
    REFUSED = "refused", "Refused at the door"
    SUPERSEDED = "superseded", "Replaced before it was sent"


class Verdict(models.TextChoices):
    OPEN = "", "Under review"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    RETURNED = "returned", "More data wanted"


class DraftKind(models.TextChoices):
    PROFILE = "profile", "Company"
    BRAND = "brand", "Brand"
    CAMPAIGN = "campaign", "Campaign"
    NUMBERS = "numbers", "Numbers"
    TOLLFREE = "tollfree", "Toll-free verification"


class Attribute(NamedTuple):
    field: str
    label: str
    explanation: str
    must_be_true: bool


ATTRIBUTES: tuple[Attribute, ...] = (
    Attribute("subscriber_optin", "Opt-in is collected", "You keep each person's consent.", True),
    Attribute("subscriber_optout", "Opt-out is honoured", "STOP ends the messages.", True),
    Attribute("subscriber_help", "HELP is answered", "HELP names a way to reach you.", True),
    Attribute("embedded_link", "Messages contain links", "Own domain; no public shortener.", False),
    Attribute(
        "embedded_phone", "Messages contain phone numbers", "Other than the one for HELP.", False
    ),
    Attribute("age_gated", "Age-restricted content", "Alcohol, tobacco and the like.", False),
    Attribute("direct_lending", "Direct lending", "Loans or other lending by the sender.", False),
    Attribute("affiliate_marketing", "Affiliate marketing", "Content from affiliates.", False),
)
"""The eight booleans of ``campaign_attributes``; none can be changed after filing."""
