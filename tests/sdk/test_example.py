"""docs/examples/file_a_campaign.py does what it says, and says what went wrong."""

import runpy
from collections.abc import Callable
from pathlib import Path

import plivo.rest.client
import pytest

from apps.compliance.models import CampaignNumber
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "file_a_campaign.py"
ENVIRONMENT = ("LINECHECK_URL", "PLIVO_AUTH_ID", "PLIVO_AUTH_TOKEN")


@pytest.fixture
def run(
    world: World, server: str, token: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., None]:
    """Runs it with this environment; when it pauses, everything under review is decided."""
    # It sets this for good, as a program of its own may.
    monkeypatch.setattr(plivo.rest.client, "PLIVO_API_BASE_URI", "")

    def example(url: str = server, auth_id: str = world.account, secret: str = token) -> None:
        for name, value in zip(ENVIRONMENT, (url, auth_id, secret), strict=True):
            monkeypatch.setenv(name, value)
        runpy.run_path(str(EXAMPLE))["main"](pause=lambda seconds: decide(world))

    return example


def decide(world: World) -> None:
    world.drain()
    world.reviewed()


def test_it_gets_a_number_into_an_active_campaign(
    run: Callable[..., None], world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.numbers()
    run()
    link = CampaignNumber.objects.get()
    campaign = link.campaign
    assert capsys.readouterr().out.splitlines() == [
        f"Company {campaign.brand.profile.public_id}: saved",
        f"Brand {campaign.brand.public_id}: PROCESSING",
        f"Brand {campaign.brand.public_id}: COMPLETED",
        f"Campaign {campaign.public_id}: PROCESSING",
        f"Campaign {campaign.public_id}: ACTIVE",
        f"Number {link.number}: PROCESSING",
        f"Number {link.number}: COMPLETED",
        f"Done: +{link.number} may send for campaign {campaign.public_id}.",
    ]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("10dlc/Brand/$", "The brand was declined. Tax ID does not match."),
        ("10dlc/Campaign/$", "The campaign was declined. Tax ID does not match."),
        ("Number/$", "The number was refused."),
    ],
)
def test_it_says_why_something_was_declined(
    run: Callable[..., None], world: World, path: str, said: str
) -> None:
    world.numbers()
    world.fault(kind="status", method="POST", path=path, status=400, error="Tax ID does not match.")
    with pytest.raises(SystemExit, match=said):
        run()


def test_it_says_what_it_lacks(run: Callable[..., None], world: World) -> None:
    for given, said in (
        ({"url": ""}, "^Set LINECHECK_URL"),
        ({"url": "http://127.0.0.1:9"}, "^Nothing answers at http://127.0.0.1:9. Is"),
        ({"secret": "wrong"}, "^Refused. Authentication failed."),
        ({"auth_id": "12"}, "^Refused. Invalid auth_id"),
        ({}, "^No local number is free"),
    ):
        with pytest.raises(SystemExit, match=said):
            run(**given)
