"""What goes wrong arrives as the SDK's own exceptions, in words where it keeps them."""

from collections.abc import Callable
from typing import Any

import plivo
import pytest
from plivo.exceptions import (
    AuthenticationError,
    ForbiddenError,
    InvalidRequestError,
    PlivoRestError,
    ResourceNotFoundError,
    ValidationError,
)

from tests.compliance.api.bodies import PROFILE
from tests.rest import issue
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other(client: plivo.RestClient, world: World) -> Any:
    """A second client of the same account, with a token of its own."""
    made: list[plivo.RestClient] = []

    def connect(token: str = "", **rights: Any) -> plivo.RestClient:
        made.append(
            plivo.RestClient(world.account, token or issue(world.actor, world.account, **rights)[1])
        )
        return made[-1]

    yield connect
    for each in made:
        each.session.close()


def test_a_broken_rule_names_the_field(client: plivo.RestClient) -> None:
    wrong = {"address": PROFILE["address"] | {"city": ""}, "website": "bakery"}
    with pytest.raises(ValidationError, match=r"address\.city: .+") as refused:
        client.profile.create(**PROFILE | wrong)
    assert "website: " in str(refused.value)


def test_a_wrong_token_is_not_let_in(other: Callable[..., plivo.RestClient]) -> None:
    with pytest.raises(AuthenticationError, match="Authentication failed. Use"):
        other("wrong").profile.list()


def test_a_token_may_do_no_more_than_it_says(other: Callable[..., plivo.RestClient]) -> None:
    reader = other(rights="read")
    assert reader.profile.list().profiles == []
    with pytest.raises(ForbiddenError, match="This token may only read"):
        reader.profile.create(**PROFILE)
    with pytest.raises(ForbiddenError, match="This token is not for brand resources"):
        other(families=["profile"]).brand.list()


def test_what_is_not_there_is_not_found(client: plivo.RestClient) -> None:
    for read in (client.profile.get, client.brand.get, client.campaign.get, client.numbers.get):
        with pytest.raises(ResourceNotFoundError, match="^not found$"):
            read("12125550123")
    with pytest.raises(ResourceNotFoundError, match="^not found$"):
        client.tollfree_verification.get("12125550123")


def test_a_method_nobody_offers_is_refused(client: plivo.RestClient, world: World) -> None:
    with pytest.raises(InvalidRequestError, match='Method "POST" not allowed'):
        client.numbers.update(world.numbers(1)[0], alias="Shop")


def test_an_outdated_version_is_refused(client: plivo.RestClient, world: World) -> None:
    profile = world.profile().public_id
    client.session.headers["If-Match"] = '"7"'
    with pytest.raises(PlivoRestError, match="status code 412"):
        client.profile.update(profile, {"vertical": "ENERGY"})
    with pytest.raises(PlivoRestError, match="could not be deleted"):
        client.profile.delete(profile)
    client.session.headers["If-Match"] = '"1"'
    assert client.profile.update(profile, {"vertical": "ENERGY"}).profile.vertical == "ENERGY"


def test_too_many_requests_are_told(client: plivo.RestClient, settings: Any) -> None:
    settings.API_RATE = 0
    with pytest.raises(PlivoRestError, match="status code 429"):
        client.profile.list()
