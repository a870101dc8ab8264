"""A client of the PingOne door in the portal: issued, shown, listed and revoked."""

import subprocess
import uuid
from typing import Any

import pytest
from django.test import Client
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import ApiCredential
from apps.dialects.pingone.access_tokens import client_of
from apps.dialects.pingone.routes import Route, served
from apps.dialects.pingone.token import TOKEN_URLS
from apps.dialects.pingone.views import PingOneView
from apps.portal.credential_examples import examples
from apps.providers import catalogue
from apps.providers.models import ProviderConfiguration
from tests import factories
from tests.pingone_rest import Environment, issue
from tests.portal.tokens import LIST, NEW, revoke_url, typed
from tests.world import World


class Policies(PingOneView):
    family = "policy"

    def get(self, request: Request, env_id: str) -> Response:
        return Response({"env": env_id})


urlpatterns = [
    *TOKEN_URLS,
    *served([Route("notificationsPolicies", Policies, "policies")]),
]


def connect(world: World, **over: Any) -> ProviderConfiguration:
    made: ProviderConfiguration = factories.ConfigurationFactory(
        **{
            "organization": world.organization,
            "provider": catalogue.PINGONE.id,
            "account_id": str(uuid.uuid4()),
            **over,
        }
    )
    return made


def asked(world: World, environment: ProviderConfiguration, **over: Any) -> dict[str, Any]:
    return typed(world, door="pingone", environment=environment.account_id, **over)


def test_all_that_a_program_must_know_is_shown_once(
    world: World, olivia: Client, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://linecheck.example"
    environment = connect(world)
    answer = olivia.post(NEW, asked(world, environment, pingone_families=["policy"]))
    assert answer.status_code == 200
    made = ApiCredential.objects.get()
    assert (made.door, made.account, made.families) == (
        "pingone",
        environment.account_id,
        ["policy"],
    )
    shown = {part.label: part.value for part in answer.context["parts"]}
    assert shown == {
        "Client secret": answer.context["token"],
        "Client ID": str(made.public_id),
        "Environment ID": environment.account_id,
        "Token URL": f"https://linecheck.example/{environment.account_id}/as/token",
        "API base URL": "https://linecheck.example/v1",
    }
    page = answer.content.decode()
    assert all(value in page for value in shown.values())
    assert "X-Plivo-Signature" not in page
    listed = olivia.get(LIST).content.decode()
    assert answer.context["token"] not in listed
    for words in ("PingOne-compatible REST", str(made.public_id), environment.name, "Policies"):
        assert words in listed


def test_the_secret_is_in_the_first_example_only(world: World, olivia: Client) -> None:
    answer = olivia.post(NEW, asked(world, connect(world), pingone_families=["setting"]))
    first, *others = answer.context["examples"]
    token = answer.context["token"]
    assert token in first.code
    assert [example.title for example in others] == [
        "curl, an access token",
        "curl, your providers",
    ]
    assert not any(token in example.code for example in others)


@pytest.mark.urls(__name__)
@pytest.mark.django_db(transaction=True)
def test_the_examples_work_as_they_are_printed(live_server: Any, settings: Any) -> None:
    settings.PUBLIC_URL = live_server.url
    environment = Environment()
    made, secret = issue(environment.owner, environment.env_id, families=["policy"])
    script = "\n".join(example.code for example in examples(made, secret))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f'{script}\necho; echo "$PINGONE_ACCESS_TOKEN"'],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    listed, token = done.stdout.splitlines()
    assert listed == f'{{"env":"{environment.env_id}"}}'
    assert client_of(token) == made.public_id


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("environment", {"environment": ""}),
        ("environment", {"environment": "{foreign}"}),
        ("environment", {"environment": "{paused}"}),
        ("environment", {"environment": "{plivo}"}),
        ("pingone_families", {"pingone_families": ["brand"]}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    world: World, olivia: Client, field: str, over: dict[str, Any]
) -> None:
    environment = connect(world)
    others = {
        "foreign": Environment().env_id,
        "paused": connect(world, active=False).account_id,
        "plivo": world.account,
    }
    given = {k: v.format(**others) if isinstance(v, str) else v for k, v in over.items()}
    answer = olivia.post(NEW, {**asked(world, environment), **given})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not ApiCredential.objects.exists()


def test_what_belongs_to_another_door_does_not_count(world: World, olivia: Client) -> None:
    environment = connect(world)
    olivia.post(NEW, asked(world, environment, account="gone", families=["nonsense"]))
    pingone = ApiCredential.objects.get()
    assert (pingone.account, pingone.families) == (environment.account_id, [])
    filled = typed(world, families=["brand"], environment="gone", pingone_families=["nonsense"])
    assert olivia.post(NEW, filled).status_code == 200
    plivo = ApiCredential.objects.exclude(pk=pingone.pk).get()
    assert (plivo.door, plivo.account, plivo.families) == ("plivo", world.account, ["brand"])


def test_each_door_offers_what_is_behind_it(world: World, olivia: Client) -> None:
    environment = connect(world)
    fields = olivia.get(NEW).context["form"].fields
    assert [value for value, _ in fields["environment"].choices] == ["", environment.account_id]
    assert [value for value, _ in fields["account"].choices] == ["", world.account]
    assert [value for value, _ in fields["pingone_families"].choices] == ["setting", "policy"]
    assert {"setting", "policy"}.isdisjoint(value for value, _ in fields["families"].choices)
    api = [value for value, _ in fields["api_families"].choices]
    assert api == ["tollfree", "policy", "sync", "connection"]


def test_the_first_door_is_one_that_leads_somewhere(world: World, olivia: Client) -> None:
    environment = connect(world)
    ProviderConfiguration.objects.exclude(pk=environment.pk).update(active=False)
    form = olivia.get(NEW).context["form"]
    assert form["door"].value() == "pingone"
    assert form["environment"].value() == environment.account_id
    ProviderConfiguration.objects.update(active=False)
    page = olivia.get(NEW)
    assert page.context["form"]["door"].value() == "api"
    assert "No PingOne environment is connected." in page.content.decode()


def test_revoking_says_that_access_tokens_end_too(world: World, olivia: Client) -> None:
    made, _ = issue(world.actor, connect(world).account_id)
    touched = " ".join(olivia.get(revoke_url(made)).context["touched"])
    assert "access tokens it got end with it" in touched
    assert "Callbacks" not in touched
