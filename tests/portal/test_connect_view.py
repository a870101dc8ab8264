"""Connecting an account: asked first, kept only when it works, read in at once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.compliance.models import Profile
from apps.numberpools.models import PhoneNumber
from apps.providers.models import ProviderConfiguration
from apps.sync.models import Attempt
from tests import factories
from tests.world import World

URL = "/connections/new/"


@pytest.fixture
def typed(world: World) -> dict[str, Any]:
    return {
        "provider": "plivo",
        "name": "Plivo production",
        "api_key": factories.new_auth_id(),
        "api_secret": "a fine token",
        "base_url": world.sandbox.plivo_url,
    }


def test_it_keeps_an_account_that_works_and_reads_it_in(
    world: World, olivia: Client, typed: dict[str, Any]
) -> None:
    answer = olivia.post(URL, typed, follow=True)
    made = ProviderConfiguration.objects.get(account_id=typed["api_key"])
    assert answer.redirect_chain == [(reverse("portal:connection", args=[made.pk]), 302)]
    assert made.organization == world.organization
    assert made.verified_at is not None
    assert Profile.objects.filter(configuration=made, profile_type="PRIMARY").count() == 1
    assert PhoneNumber.objects.filter(configuration=made).count() == 14
    assert "Plivo accepts the credentials" in answer.content.decode()


def test_a_refused_token_is_said_at_its_field_with_what_to_do(
    world: World, olivia: Client, typed: dict[str, Any]
) -> None:
    answer = olivia.post(URL, typed | {"api_secret": "wrong"})
    assert answer.status_code == 422
    (error,) = answer.context["form"].errors["api_secret"]
    assert "does not accept" in error
    assert "Copy both again" in error
    assert not ProviderConfiguration.objects.filter(account_id=typed["api_key"]).exists()


def test_the_token_is_never_drawn_back(olivia: Client, typed: dict[str, Any]) -> None:
    answer = olivia.post(URL, typed | {"api_key": "nonsense", "api_secret": "my-secret-token"})
    assert answer.status_code == 422
    assert "my-secret-token" not in answer.content.decode()
    assert "Plivo production" in answer.content.decode()


@pytest.mark.parametrize("auth_id", ["", "MA1", "XXABCDEFGHIJKLMNOPQR"])
def test_it_refuses_an_auth_id_of_another_shape(
    olivia: Client, typed: dict[str, Any], auth_id: str
) -> None:
    answer = olivia.post(URL, typed | {"api_key": auth_id})
    assert "api_key" in answer.context["form"].errors


@pytest.mark.parametrize(
    "address",
    ["http://169.254.169.254/latest", "http://10.0.0.5/plivo", "https://user:word@api.plivo.com"],
)
def test_it_asks_no_host_of_our_own_network(
    olivia: Client, typed: dict[str, Any], address: str
) -> None:
    asked = Attempt.objects.count()
    answer = olivia.post(URL, typed | {"base_url": address})
    assert "base_url" in answer.context["form"].errors
    assert Attempt.objects.count() == asked


def test_an_address_that_does_not_answer_is_said_at_the_address(
    olivia: Client, typed: dict[str, Any]
) -> None:
    answer = olivia.post(URL, typed | {"base_url": "http://127.0.0.1:9"})
    (error,) = answer.context["form"].errors["base_url"]
    assert "could not be reached" in error


def test_it_refuses_an_account_that_is_connected_already(
    world: World, olivia: Client, typed: dict[str, Any]
) -> None:
    same = {"api_key": world.account, "api_secret": world.configuration.api_secret}
    answer = olivia.post(URL, typed | same)
    assert "connected already" in answer.context["form"].errors["api_key"][0]


def test_a_pull_that_fails_keeps_the_connection_and_says_so(
    world: World, olivia: Client, typed: dict[str, Any]
) -> None:
    world.sandbox.fault(
        account=typed["api_key"], path="Number", kind="status", status=503, times=None
    )
    answer = olivia.post(URL, typed, follow=True)
    assert ProviderConfiguration.objects.filter(account_id=typed["api_key"]).exists()
    page = answer.content.decode()
    assert "The numbers could not be read" in page
    assert "Pull again" in page


def test_a_filer_may_not_connect(sam: Client, typed: dict[str, Any]) -> None:
    assert sam.get(URL).status_code == 403
    assert sam.post(URL, typed).status_code == 403


def test_who_is_not_signed_in_is_asked_to(db: Any, client: Client) -> None:
    assert client.get(URL).headers["Location"].startswith("/sign-in/?next=")
