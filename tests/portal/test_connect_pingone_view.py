"""Connecting a PingOne environment: asked first, kept only when it works, read in at once."""

import logging
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.models import Event
from apps.policies.models import NotificationPolicy
from apps.providers.models import ProviderConfiguration
from apps.sync.models import Attempt
from tests.policies.world import Environment
from tests.world import World

URL = "/connections/new/"
CANARY = "canary-client-secret-5f1d"


@pytest.fixture
def typed(world: World) -> dict[str, Any]:
    return {
        "provider": "pingone",
        "name": "PingOne production",
        "environment_id": str(uuid.uuid4()),
        "client_id": str(uuid.uuid4()),
        "client_secret": CANARY,
        "region": "own",
        "api_url": world.sandbox.pingone_url,
    }


def made_of(typed: dict[str, Any]) -> ProviderConfiguration:
    return ProviderConfiguration.objects.get(account_id=typed["environment_id"])


def nothing_kept(typed: dict[str, Any]) -> bool:
    found = ProviderConfiguration.objects.filter(account_id=typed["environment_id"])
    return not found.exists()


def test_it_keeps_an_environment_that_works_and_reads_it_in(
    world: World, olivia: Client, typed: dict[str, Any]
) -> None:
    answer = olivia.post(URL, typed, follow=True)
    made = made_of(typed)
    assert answer.redirect_chain == [(reverse("portal:connection", args=[made.pk]), 302)]
    assert made.organization == world.organization
    assert made.verified_at is not None
    assert (made.api_key, made.api_secret) == (typed["client_id"], CANARY)
    assert made.meta == {"environment_id": typed["environment_id"]}
    assert NotificationPolicy.objects.get(configuration=made).imported
    page = answer.content.decode()
    assert "PingOne accepts the credentials" in page
    assert "Read from PingOne: no providers, 1 notification policy." in page


def test_all_that_the_environment_has_is_counted(
    world: World, olivia: Client, typed: dict[str, Any]
) -> None:
    environment = typed["environment_id"]
    twilio = {"id": str(uuid.uuid4()), "provider": "CUSTOM_TWILIO", "sid": "AC" + "0" * 32}
    policies = [
        {"id": str(uuid.uuid4()), "name": name, "quotas": [], "default": name == "Default"}
        for name in ("Default", "Staff")
    ]
    world.sandbox.load(environment, settings=[twilio], policies=policies)
    page = olivia.post(URL, typed, follow=True).content.decode()
    assert "Read from PingOne: 1 provider, 2 notification policies." in page


def test_a_region_is_asked_at_its_own_host(
    world: World, olivia: Client, typed: dict[str, Any], settings: Any
) -> None:
    settings.PINGONE_BASE_URL = world.sandbox.pingone_url
    answer = olivia.post(URL, typed | {"region": "eu", "api_url": "no address"})
    assert answer.status_code == 302
    made = made_of(typed)
    assert (made.meta["region"], made.base_url) == ("eu", "")


def test_where_every_region_leads_is_said(olivia: Client, settings: Any) -> None:
    settings.PINGONE_BASE_URL = "http://127.0.0.1:8100/pingone"
    page = olivia.get(f"{URL}?provider=pingone").content.decode()
    assert "every region leads to http://127.0.0.1:8100/pingone" in page


def test_the_address_may_choose_the_provider(olivia: Client) -> None:
    assert olivia.get(URL).context["form"]["provider"].value() == "plivo"
    assert olivia.get(f"{URL}?provider=pingone").context["form"]["provider"].value() == "pingone"
    assert olivia.get(f"{URL}?provider=<b>").context["form"]["provider"].value() == "plivo"


def test_a_refused_client_is_said_at_its_secret_with_what_to_do(
    olivia: Client, typed: dict[str, Any]
) -> None:
    answer = olivia.post(URL, typed | {"client_secret": "bad-canary-91"})
    assert answer.status_code == 422
    (error,) = answer.context["form"].errors["client_secret"]
    assert "does not accept the client ID and secret" in error
    assert "Copy both again" in error
    assert "bad-canary-91" not in answer.content.decode()
    assert nothing_kept(typed)


def test_a_client_without_the_role_is_told_which_one_it_needs(
    olivia: Client, environment: Environment, typed: dict[str, Any]
) -> None:
    environment.pull()
    theirs = {"environment_id": environment.account, "name": "Another application"}
    answer = olivia.post(URL, typed | theirs)
    (error,) = answer.context["form"].errors["environment_id"]
    assert "role Environment Admin for this environment" in error
    assert "wait a minute" in error


def test_an_environment_pingone_does_not_have_is_said_at_its_id(
    world: World, olivia: Client, typed: dict[str, Any]
) -> None:
    world.sandbox.fault(account=typed["environment_id"], path="as/token", kind="status", status=404)
    answer = olivia.post(URL, typed)
    assert "no access token" in answer.context["form"].errors["environment_id"][0]
    assert nothing_kept(typed)


def test_a_worker_application_may_live_elsewhere(olivia: Client, typed: dict[str, Any]) -> None:
    home = str(uuid.uuid4())
    answer = olivia.post(URL, typed | {"token_environment_id": home.upper()})
    # The token is good, but the environment has no client yet: its first one owns it there.
    assert answer.status_code == 302
    assert made_of(typed).meta["token_environment_id"] == home


@pytest.mark.parametrize("wrong", ["", "abc", "1234", "' or 1=1"])
def test_it_refuses_an_environment_id_of_another_shape(
    olivia: Client, typed: dict[str, Any], wrong: str
) -> None:
    answer = olivia.post(URL, typed | {"environment_id": wrong})
    assert list(answer.context["form"].errors) == ["environment_id"]


@pytest.mark.parametrize("field", ["api_url", "auth_url"])
@pytest.mark.parametrize("address", ["http://169.254.169.254/", "http://10.0.0.5/pingone"])
def test_it_asks_no_host_of_our_own_network(
    olivia: Client, typed: dict[str, Any], field: str, address: str
) -> None:
    asked = Attempt.objects.count()
    answer = olivia.post(URL, typed | {field: address})
    assert list(answer.context["form"].errors) == [field]
    assert Attempt.objects.count() == asked


def test_an_address_that_does_not_answer_is_said_at_the_address(
    olivia: Client, typed: dict[str, Any]
) -> None:
    answer = olivia.post(URL, typed | {"api_url": "http://127.0.0.1:9"})
    assert "did not answer" in answer.context["form"].errors["api_url"][0]


def test_an_own_host_needs_its_address(olivia: Client, typed: dict[str, Any]) -> None:
    answer = olivia.post(URL, typed | {"api_url": ""})
    assert list(answer.context["form"].errors) == ["api_url"]


def test_it_refuses_an_environment_that_is_connected_already(
    olivia: Client, environment: Environment, typed: dict[str, Any]
) -> None:
    same = {
        "environment_id": environment.account,
        "client_id": environment.configuration.api_key,
        "client_secret": environment.configuration.api_secret,
    }
    answer = olivia.post(URL, typed | same)
    assert "connected already" in answer.context["form"].errors["environment_id"][0]


def test_a_name_in_use_is_said_at_the_name(
    olivia: Client, environment: Environment, typed: dict[str, Any]
) -> None:
    answer = olivia.post(URL, typed | {"name": environment.configuration.name})
    assert list(answer.context["form"].errors) == ["name"]


def test_a_reading_that_fails_keeps_the_connection_and_says_so(
    world: World, olivia: Client, typed: dict[str, Any]
) -> None:
    world.sandbox.fault(
        account=typed["environment_id"], path="phoneDelivery", kind="status", status=503, times=None
    )
    page = olivia.post(URL, typed, follow=True).content.decode()
    assert made_of(typed).verified_at is not None
    assert "The environment could not be read from PingOne." in page
    assert "Pull again" in page


def test_the_secret_is_kept_where_nobody_reads_it(
    olivia: Client, typed: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        first = olivia.post(URL, typed | {"name": ""})
        second = olivia.post(URL, typed, follow=True)
    made = made_of(typed)
    pages = [
        *(answer.content.decode() for answer in (first, second)),
        olivia.get(reverse("portal:connection_token", args=[made.pk])).content.decode(),
        olivia.get("/connections/").content.decode(),
        str(list(Event.objects.values())),
        str(list(Attempt.objects.values())),
        caplog.text,
    ]
    assert [page for page in pages if CANARY in page] == []


def test_what_was_typed_for_the_other_provider_does_not_count(
    olivia: Client, typed: dict[str, Any]
) -> None:
    answer = olivia.post(URL, typed | {"api_key": "nonsense", "base_url": "nowhere"})
    assert answer.status_code == 302


def test_a_filer_may_not_connect(sam: Client, typed: dict[str, Any]) -> None:
    assert sam.post(URL, typed).status_code == 403
