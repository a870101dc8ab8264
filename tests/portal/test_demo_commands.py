"""Seeding the demo twice changes nothing, and its credentials get one in."""

import json
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from apps.accounts.actors import actor_of
from apps.accounts.credentials import find_credential, revoke_credential
from apps.accounts.models import ApiCredential, Membership, User
from apps.compliance.models import Campaign, Evidence, TollfreeVerification
from apps.numberpools.models import PhoneNumber
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.policies.services.policy import judge
from apps.portal.demo.notifications import DRIFTING
from apps.providers.models import ProviderConfiguration
from apps.sync.drain import drain
from tests.sandbox_process import SandboxProcess
from tests.telephony_rest import TelephonyDoor, data


@pytest.fixture
def demo(db: Any, settings: Any, tmp_path: Path, plivo_sandbox: SandboxProcess) -> Path:
    settings.DATA_DIR = tmp_path
    settings.SANDBOX_PORT = urlsplit(plivo_sandbox.plivo_url).port
    return tmp_path / "demo.json"


def seed() -> None:
    call_command("seed_demo", stdout=StringIO(), stderr=StringIO())


def credentials() -> Any:
    out = StringIO()
    call_command("credentials", stdout=out)
    return json.loads(out.getvalue())


def counts() -> tuple[int, ...]:
    models = (User, Membership, ProviderConfiguration, PhoneNumber, ApiCredential)
    return tuple(model.objects.count() for model in models)


def test_seeding_twice_changes_nothing(demo: Path) -> None:
    seed()
    first, kept = counts(), demo.read_text()
    seed()
    assert counts() == first
    assert demo.read_text() == kept
    assert first == (3, 4, 3, 28, 4)


def test_its_secrets_are_readable_by_their_user_only(demo: Path) -> None:
    seed()
    assert demo.stat().st_mode & 0o777 == 0o600


def test_the_password_gets_one_in(demo: Path, client: Client) -> None:
    seed()
    portal = credentials()["portal"]
    typed = {"username": portal["email"], "password": portal["password"]}
    assert client.post("/sign-in/", typed).headers["Location"] == "/"


def test_credentials_have_the_agreed_shape(demo: Path) -> None:
    seed()
    said = credentials()
    assert list(said) == [
        "base_url",
        "portal",
        "plivo",
        "pingone",
        "telephony",
        "api",
        "sandbox",
    ]
    assert said["plivo"]["auth_id"].startswith("MA")
    found = find_credential(said["plivo"]["auth_token"])
    assert found is not None
    assert (found.account, found.rights) == (said["plivo"]["auth_id"], "write")
    assert said["sandbox"]["plivo_url"].endswith("/plivo")
    assert said["sandbox"]["pingone_url"].endswith("/pingone")
    assert list(said["pingone"]) == ["environment_id", "client_id", "client_secret", "token_url"]
    assert said["pingone"]["token_url"].endswith(f"/{said['pingone']['environment_id']}/as/token")
    client = find_credential(said["pingone"]["client_secret"])
    assert client is not None
    assert str(client.public_id) == said["pingone"]["client_id"]
    assert client.account == said["pingone"]["environment_id"]
    secrets = ProviderConfiguration.objects.values_list("api_secret", flat=True)
    assert not any(secret in json.dumps(said) for secret in secrets)


def test_one_token_opens_our_own_rest_and_the_provider_configurations(demo: Path) -> None:
    seed()
    said = credentials()
    assert said["telephony"] | said["api"] == said["telephony"]
    door = TelephonyDoor(said["telephony"]["token"], said["telephony"]["org_handle"])
    product = str(said["telephony"]["product_id"])
    (one,) = data(door.get(product_id=product))
    assert data(door.read(one["id"], product_id=product))["provider"] == 1
    assert door.get("/api/v1/sync/").status_code == 200
    assert credentials()["api"] == said["api"]
    issued = ApiCredential.objects.get(name="make credentials", door="api")
    owner = Membership.objects.get(organization=issued.organization, role="owner")
    revoke_credential(credential=issued, actor=actor_of(owner))
    assert credentials()["api"] != said["api"]


def test_the_token_is_the_same_for_as_long_as_it_lives(demo: Path) -> None:
    seed()
    first = credentials()["plivo"]["auth_token"]
    assert credentials()["plivo"]["auth_token"] == first
    issued = ApiCredential.objects.get(name="make credentials", door="plivo")
    owner = Membership.objects.get(organization=issued.organization, role="owner")
    revoke_credential(credential=issued, actor=actor_of(owner))
    second = credentials()["plivo"]["auth_token"]
    assert second != first
    assert find_credential(second) is not None


def test_the_client_is_the_same_for_as_long_as_it_lives(demo: Path) -> None:
    seed()
    first = credentials()["pingone"]
    seed()
    assert credentials()["pingone"] == first
    issued = ApiCredential.objects.get(public_id=first["client_id"])
    owner = Membership.objects.get(organization=issued.organization, role="owner")
    revoke_credential(credential=issued, actor=actor_of(owner))
    second = credentials()["pingone"]
    assert second["client_id"] != first["client_id"]
    assert find_credential(second["client_secret"]) is not None


def test_a_limited_token_of_the_same_name_is_not_printed(demo: Path) -> None:
    seed()
    account = credentials()["plivo"]["auth_id"]
    ApiCredential.objects.filter(name="make credentials").update(families=["brand"])
    printed = find_credential(credentials()["plivo"]["auth_token"])
    assert printed is not None and (printed.account, printed.families) == (account, [])


def test_tokens_are_not_printed_in_a_real_deployment(demo: Path, settings: Any) -> None:
    seed()
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError):
        credentials()


def test_the_second_organisation_is_filled_once(demo: Path) -> None:
    seed()
    filed = Campaign.objects.values_list("configuration__organization__handle", flat=True)
    assert list(filed) == ["borealis"] * 3
    seed()
    assert Campaign.objects.count() == 3


def test_toll_free_numbers_are_filed_and_one_wants_data_in_three_days(demo: Path) -> None:
    seed()
    rows = TollfreeVerification.objects.all()
    assert {row.configuration.organization.handle for row in rows} == {"borealis"}
    assert rows.count() == 4
    asked = rows.get(remote_status="UPDATE_REQUIRED")
    left = asked.time_left
    assert left is not None
    assert left.days == 3
    assert Evidence.objects.count() == 3
    seed()
    assert rows.count() == 4


def test_notifications_have_a_policy_in_every_state(demo: Path, settings: Any) -> None:
    settings.UPSTREAM_RATES = {1: (1000.0, 100), 2: (1000.0, 100)}
    seed()
    (configuration,) = ProviderConfiguration.objects.pingone()
    assert configuration.organization.handle == "borealis"
    for _ in range(3):
        drain(configuration.pk)
    policies = NotificationPolicy.objects.filter(configuration=configuration)
    states = {policy.name: policy.sync.state for policy in policies.select_related("sync")}
    assert states == {
        "Default Notification Policy": "in_sync",
        DRIFTING: "held",
        "Shoppers": "in_sync",
    }
    drifted = policies.get(name=DRIFTING).sync
    assert list(drifted.detail["drift"]) == ["quotas[0].total", "countryLimit.countries"]
    settings_there = PhoneDeliverySetting.objects.filter(configuration=configuration)
    assert {(str(one), one.sync.state) for one in settings_there} == {
        ("Borealis gateway", "in_sync"),
        ("Telesign", "in_sync"),
        ("Twilio f708", "in_sync"),
    }
    assert policies.get(name="Shoppers").settings.count() == 3
    seed()
    assert (policies.count(), settings_there.count()) == (3, 3)


def test_its_policies_break_no_rule(demo: Path) -> None:
    seed()
    for policy in NotificationPolicy.objects.all():
        found = judge(policy.wanted, configuration=policy.configuration, row=policy)
        assert [one for one in found if one.severity == "error"] == []


def test_there_are_no_credentials_before_the_demo(
    demo: Path, django_assert_num_queries: Any
) -> None:
    # There may be no tables yet: another DATA_DIR than the demo's is said, not a traceback.
    with django_assert_num_queries(0), pytest.raises(CommandError, match="make run makes one"):
        credentials()


def test_it_refuses_to_seed_a_real_deployment(demo: Path, settings: Any) -> None:
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError):
        seed()


def test_it_works_without_a_sandbox(demo: Path, settings: Any) -> None:
    settings.SANDBOX_PORT = 9
    seed()
    assert counts() == (3, 4, 3, 0, 4)
    (unread,) = ProviderConfiguration.objects.pingone()
    assert unread.verified_at is None
    assert "did not answer" in unread.verify_error
