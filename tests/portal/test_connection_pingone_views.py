"""A connection to PingOne: its page speaks of an environment, and everything done to it works."""

import uuid
from typing import Any

import pytest
from django.test import Client

from apps.core.models import Event
from apps.providers.models import AccessToken, Lane, ProviderConfiguration
from apps.sync import lane as lanes
from apps.sync.models import Block, Sync
from tests.policies.world import Environment

CANARY = "canary-client-secret-77aa"


def url(environment: Environment, act: str = "") -> str:
    return f"/connections/{environment.configuration.pk}/{act + '/' if act else ''}"


def main_of(page: str) -> str:
    """The page without its frame, whose left bar and banner speak of everything."""
    return page.partition("<main")[2].partition("</main>")[0]


def fresh(environment: Environment) -> ProviderConfiguration:
    return ProviderConfiguration.objects.get(pk=environment.configuration.pk)


@pytest.mark.parametrize("act", ["", "token", "rename", "disconnect"])
def test_no_page_of_it_speaks_of_plivo(environment: Environment, olivia: Client, act: str) -> None:
    page = main_of(olivia.get(url(environment, act)).content.decode())
    name = environment.configuration.name
    rest = page.replace(name, "")
    assert [word for word in ("Plivo", "Auth ID", "Auth token") if word in rest] == []


def test_its_facts_say_where_it_is(environment: Environment, vera: Client) -> None:
    facts = {one["label"]: one["value"] for one in vera.get(url(environment)).context["facts"]}
    assert facts["Environment ID"] == environment.account
    assert facts["Client ID"] == environment.configuration.api_key
    assert facts["Region"] == "Own host"
    assert facts["API address"] == facts["Token address"] == environment.sandbox.pingone_url
    assert "Environment of the worker application" not in facts


def test_a_region_is_named_with_its_hosts(environment: Environment, vera: Client) -> None:
    home = str(uuid.uuid4())
    meta = {"environment_id": environment.account, "region": "eu", "token_environment_id": home}
    ProviderConfiguration.objects.filter(pk=environment.configuration.pk).update(
        base_url="", meta=meta
    )
    facts = {one["label"]: one["value"] for one in vera.get(url(environment)).context["facts"]}
    assert facts["Region"] == "Europe"
    assert facts["API address"] == "https://api.pingone.eu"
    assert facts["Token address"] == "https://auth.pingone.eu"
    assert facts["Environment of the worker application"] == home


def test_its_pages_never_show_the_secret(environment: Environment, olivia: Client) -> None:
    ProviderConfiguration.objects.filter(pk=environment.configuration.pk).update(api_secret=CANARY)
    olivia.post(url(environment, "verify"))
    olivia.post(url(environment, "pull"))
    token = AccessToken.objects.get(configuration=environment.configuration).token
    assert token
    pages = [
        olivia.get(path).content.decode()
        for path in (
            *(url(environment, act) for act in ("", "token", "rename", "disconnect")),
            "/connections/", "/sync/", "/", "/search/?q=default",
        )
    ]  # fmt: skip
    assert [page for page in pages if CANARY in page or token in page] == []


def test_verifying_says_that_it_works(environment: Environment, olivia: Client) -> None:
    answer = olivia.post(url(environment, "verify"), follow=True)
    assert fresh(environment).verified_at is not None
    assert "PingOne accepts the client ID and secret." in answer.content.decode()


def test_verifying_keeps_why_it_does_not_work(environment: Environment, olivia: Client) -> None:
    ProviderConfiguration.objects.filter(pk=environment.configuration.pk).update(api_secret="bad 1")
    answer = olivia.post(url(environment, "verify"), follow=True)
    assert "does not accept the client ID" in fresh(environment).verify_error
    assert "Copy both again from the worker application" in answer.content.decode()


def test_verifying_names_the_role_that_is_missing(environment: Environment, olivia: Client) -> None:
    environment.fault(path="notificationsPolicies", kind="status", status=403, times=None)
    page = olivia.post(url(environment, "verify"), follow=True).content.decode()
    assert "the role Environment Admin for this environment" in page


def test_pulling_again_counts_only_what_is_new(environment: Environment, olivia: Client) -> None:
    first = olivia.post(url(environment, "pull"), follow=True).content.decode()
    assert "Read from PingOne: no providers, 1 notification policy." in first
    environment.sandbox.drift(environment.account, "policy", action="create", changes={"name": "B"})
    page = olivia.post(url(environment, "pull"), follow=True).content.decode()
    assert "Read from PingOne: no new providers, 1 new notification policy." in page


def test_new_credentials_free_what_the_old_had_blocked(
    environment: Environment, olivia: Client
) -> None:
    policy = environment.policy()
    Sync.objects.filter(pk=policy.sync_id).update(blocked=Block.MISCONFIGURED)
    lanes.pause(environment.configuration, "PingOne does not accept the client ID and secret.")
    environment.sandbox.reset(environment.account)
    typed = {
        "api_key": str(uuid.uuid4()),
        "api_secret": "another secret",
        "base_url": environment.sandbox.pingone_url,
    }
    answer = olivia.post(url(environment, "token"), typed, follow=True)
    assert "The new credentials work and are in use" in answer.content.decode()
    row = fresh(environment)
    assert (row.api_key, row.api_secret) == (typed["api_key"], "another secret")
    assert Lane.objects.get(configuration=row).paused_at is None
    assert Sync.objects.get(pk=policy.sync_id).blocked == ""
    assert Event.objects.filter(verb="credentials_replaced", subject_id=row.pk).exists()


def test_credentials_that_pingone_refuses_replace_nothing(
    environment: Environment, olivia: Client
) -> None:
    before = fresh(environment)
    typed = {
        "api_key": before.api_key,
        "api_secret": "wrong",
        "base_url": environment.sandbox.pingone_url,
    }
    answer = olivia.post(url(environment, "token"), typed)
    assert answer.status_code == 422
    assert "api_secret" in answer.context["form"].errors
    after = fresh(environment)
    assert (after.api_key, after.api_secret) == (before.api_key, before.api_secret)


def test_another_application_without_the_role_replaces_nothing(
    environment: Environment, olivia: Client
) -> None:
    environment.pull()
    typed = {
        "api_key": str(uuid.uuid4()),
        "api_secret": "a fine secret",
        "base_url": environment.sandbox.pingone_url,
    }
    answer = olivia.post(url(environment, "token"), typed)
    (error,) = answer.context["form"].non_field_errors()
    assert "role Environment Admin" in error
    assert fresh(environment).api_key != typed["api_key"]


def test_a_region_needs_no_address(environment: Environment, olivia: Client, settings: Any) -> None:
    settings.PINGONE_BASE_URL = environment.sandbox.pingone_url
    ProviderConfiguration.objects.filter(pk=environment.configuration.pk).update(
        base_url="", meta={"environment_id": environment.account, "region": "eu"}
    )
    form = olivia.get(url(environment, "token")).context["form"]
    assert list(form.fields) == ["api_key", "api_secret"]
    row = fresh(environment)
    typed = {"api_key": row.api_key, "api_secret": row.api_secret}
    assert olivia.post(url(environment, "token"), typed).status_code == 302
    assert fresh(environment).base_url == ""


def test_disconnecting_says_what_hangs_on_it(environment: Environment, olivia: Client) -> None:
    environment.setting()
    environment.pull()
    page = main_of(olivia.get(url(environment, "disconnect")).content.decode())
    assert "1 provider, 1 notification policy hang on it" in page.replace("\n", " ")
    answer = olivia.post(
        url(environment, "disconnect"), {"confirm": environment.configuration.name}
    )
    assert answer.status_code == 422
    assert ProviderConfiguration.objects.filter(pk=environment.configuration.pk).exists()


def test_one_that_holds_nothing_can_be_disconnected(
    environment: Environment, olivia: Client
) -> None:
    page = olivia.get(url(environment, "disconnect")).content.decode()
    assert "Nothing is deleted at PingOne." in page
    olivia.post(url(environment, "disconnect"), {"confirm": environment.configuration.name})
    assert not ProviderConfiguration.objects.filter(pk=environment.configuration.pk).exists()


def test_the_list_names_both_providers(environment: Environment, vera: Client) -> None:
    page = vera.get("/connections/").content.decode()
    assert "PingOne" in page and "Plivo" in page
    assert environment.account in page


def test_only_a_wait_they_asked_for_is_called_a_slower_pace(
    environment: Environment, vera: Client
) -> None:
    lane = Lane.objects.get(configuration=environment.configuration)
    for _ in range(20):
        lanes.reserve(lane.pk, 4)
    assert "slower pace" not in vera.get(url(environment)).content.decode()
    lanes.hold_back(lane.pk, 45)
    assert "asked for a slower pace" in vera.get(url(environment)).content.decode()
