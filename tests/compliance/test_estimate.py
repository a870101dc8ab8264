from decimal import Decimal

import pytest

from apps.compliance import choices
from apps.compliance.estimate import brand_estimate, campaign_estimate, total


@pytest.mark.parametrize(
    ("brand_type", "vetting", "dollars"),
    [("STANDARD", True, "44"), ("STANDARD", False, "4"), ("STARTER", False, "4"),
     ("STARTER", True, "4")],
)  # fmt: skip
def test_a_brand_costs_four_dollars_and_forty_for_vetting(
    brand_type: str, vetting: bool, dollars: str
) -> None:
    estimate = brand_estimate(brand_type=brand_type, secondary_vetting=vetting)
    assert estimate.once == Decimal(dollars)


@pytest.mark.parametrize("usecase", choices.UseCase.values)
def test_every_campaign_review_costs_fifteen(usecase: str) -> None:
    assert campaign_estimate(usecase=usecase).once == 15
    assert campaign_estimate(usecase=usecase, act="resubmit").once == 15


@pytest.mark.parametrize(
    ("usecase", "dollars"), [("MARKETING", "10"), ("LOW_VOLUME", "1.50"), ("STARTER", "0.75")]
)
def test_the_monthly_fee_follows_the_use_case(usecase: str, dollars: str) -> None:
    estimate = campaign_estimate(usecase=usecase)
    assert estimate.monthly == Decimal(dollars)
    assert estimate.first_bill == Decimal(dollars) * 3


def test_a_resubmission_adds_no_monthly_fee_and_an_import_no_review() -> None:
    assert campaign_estimate(usecase="MIXED", act="resubmit").monthly == 0
    assert campaign_estimate(usecase="MIXED", act="import").once == 0


def test_an_estimate_names_its_date_and_its_sources() -> None:
    both = total(
        [brand_estimate(brand_type="STANDARD", secondary_vetting=True),
         campaign_estimate(usecase="2FA")]
    )  # fmt: skip
    assert both.once == 59
    assert both.as_of.year == 2024
    assert both.sources == ("Plivo blog, 10DLC registration",)
