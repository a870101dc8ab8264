"""What a filing will cost, as a dated estimate: carriers and the registry change fees unasked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

PLIVO_BLOG = "Plivo blog, 10DLC registration"
PLIVO_DOCS = "Plivo API docs, update campaign"
BLOG_DATE = date(2024, 7, 19)
# The page itself carries no date; this is the day it was read.
DOCS_DATE = date(2026, 11, 21)
MONTHS_BILLED_FIRST = 3


@dataclass(frozen=True, slots=True)
class Fee:
    """One line: US dollars, what for, as of when and who says so."""

    label: str
    amount: Decimal
    as_of: date
    source: str
    monthly: bool = False


@dataclass(frozen=True, slots=True)
class Estimate:
    """The fees of one filing; an estimate until the provider bills it."""

    fees: tuple[Fee, ...]

    @property
    def once(self) -> Decimal:
        """Due when it is filed, whether it is approved or not."""
        return sum((f.amount for f in self.fees if not f.monthly), Decimal())

    @property
    def monthly(self) -> Decimal:
        return sum((f.amount for f in self.fees if f.monthly), Decimal())

    @property
    def first_bill(self) -> Decimal:
        """On approval the first three months are billed at once."""
        return self.monthly * MONTHS_BILLED_FIRST

    @property
    def as_of(self) -> date:
        """The oldest date among the sources: the estimate is no fresher than that."""
        return min((f.as_of for f in self.fees), default=BLOG_DATE)

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(f.source for f in self.fees))


BRAND = Fee("Brand registration", Decimal("4.00"), BLOG_DATE, PLIVO_BLOG)
VETTING = Fee("Secondary vetting", Decimal("40.00"), BLOG_DATE, PLIVO_BLOG)
REVIEW = Fee("Campaign review", Decimal("15.00"), BLOG_DATE, PLIVO_BLOG)
REVIEW_AGAIN = Fee("Campaign review, again", Decimal("15.00"), DOCS_DATE, PLIVO_DOCS)
MONTHLY = {"LOW_VOLUME": Decimal("1.50"), "STARTER": Decimal("0.75")}
MONTHLY_REGULAR = Decimal("10.00")


def brand_estimate(*, brand_type: str, secondary_vetting: bool) -> Estimate:
    """$4, and $40 more for the vetting of a Standard brand."""
    vetted = brand_type == "STANDARD" and secondary_vetting
    return Estimate((BRAND, VETTING) if vetted else (BRAND,))


def monthly_fee(usecase: str) -> Fee:
    """The registry's monthly fee for a campaign of this use case."""
    amount = MONTHLY.get(usecase, MONTHLY_REGULAR)
    return Fee("Campaign, each month", amount, BLOG_DATE, PLIVO_BLOG, monthly=True)


def campaign_estimate(*, usecase: str, act: str = "create") -> Estimate:
    """$15 for every review; ``act`` is ``create``, ``resubmit`` or ``import`` (no review)."""
    if act == "resubmit":
        return Estimate((REVIEW_AGAIN,))
    monthly = monthly_fee(usecase)
    return Estimate((monthly,) if act == "import" else (REVIEW, monthly))


def total(estimates: Iterable[Estimate]) -> Estimate:
    """Several filings as one estimate (a brand and its first campaign)."""
    return Estimate(tuple(fee for estimate in estimates for fee in estimate.fees))
