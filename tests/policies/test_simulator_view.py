"""What would happen to this text? The page, its parts for htmx, what it refuses."""

import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.conftest import _browser
from tests.policies.world import Environment, chain

URL = "/simulator/"


@pytest.fixture
def vera(environment: Environment) -> Client:
    """Whoever may look may ask."""
    return _browser(environment.vera)


def ask(client: Client, target: str = "", **question: Any) -> Any:
    headers = {"HX-Request": "true", "HX-Target": target} if target else {}
    return client.get(URL, question, headers=headers)


def text(answer: Any) -> str:
    """What a reader reads, without markup."""
    said = re.sub(r"<(script|option)[^>]*>.*?</\1>|<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(said).split())


def test_without_a_policy_it_says_what_it_is_for(vera: Client) -> None:
    answer = ask(vera)
    assert answer.status_code == 200
    assert "No policy to ask about" in text(answer)


def test_it_answers_at_first_sight_for_the_default_policy(
    environment: Environment, vera: Client
) -> None:
    environment.policy(name="Alpha")
    environment.policy(name="Zulu", default=True)
    answer = ask(vera)
    assert answer.context["obj"].name == "Zulu"
    assert "The text to United States goes to the environment’s default sender" in text(answer)
    assert answer.content.count(b"Zulu (default)") == 1


def test_it_says_who_is_tried_and_why(environment: Environment, vera: Client) -> None:
    first, second = environment.setting(name="Alpha"), environment.setting(name="Beta")
    third = environment.setting(name="Gamma")
    conditions = [chain(first, second, third, countries=["SE"]), chain(third)]
    policy = environment.policy(providerConfiguration={"conditions": conditions})
    question = {"policy": policy.public_id, "channel": "SMS", "to": "sweden"}
    answer = ask(vera, **question, failing=[first.public_id])
    assert [(one.name, one.said) for one in answer.context["answer"]["tried"]] == [
        ("Alpha", "fails"),
        ("Beta", "sends it"),
        ("Gamma", "not needed"),
    ]
    said = text(answer)
    assert "The text to Sweden goes out by Beta." in said
    assert "It is the first that names texts and Sweden." in said
    assert "PingOne API, Notification policies: providerConfiguration" in said
    failed = ask(vera, **question, failing=[first.public_id, second.public_id, third.public_id])
    assert "The text to Sweden fails: no provider of the chain can send it." in text(failed)


def test_a_number_gives_the_country(environment: Environment, vera: Client) -> None:
    limit = {"type": "DENIED", "countries": ["SE"]}
    policy = environment.policy(countryLimit=limit)
    answer = ask(vera, policy=policy.public_id, channel="SMS", to="+46 70 123 45 67")
    said = text(answer)
    assert "is not sent. Texts may not go to Sweden." in said
    assert said.count("Not asked: the message is stopped before.") == 3
    assert answer.context["answer"]["tried"] == []


@pytest.mark.parametrize("to", ["Cote d'Ivoire", "côte d’ivoire", "ci", "CI"])
def test_a_country_is_found_however_it_is_spelt(
    environment: Environment, vera: Client, to: str
) -> None:
    policy = environment.policy()
    answer = ask(vera, policy=policy.public_id, channel="Voice", to=to)
    assert "The call to Côte d’Ivoire" in text(answer)


def test_a_wait_is_told_relative_and_in_utc(environment: Environment, vera: Client) -> None:
    sms = {
        "enabled": True,
        "periods": [{"duration": n, "timeUnit": "SECONDS"} for n in (30, 60, 90)],
        "resendLimit": 5,
        "groupBy": "USER_ID",
    }
    others = dict.fromkeys(("voice", "email", "whatsApp"), {"enabled": False})
    policy = environment.policy(cooldownConfiguration={"sms": sms, **others})
    question = {"policy": policy.public_id, "channel": "SMS", "to": "SE", "clock": "14:05"}
    answer = ask(vera, **question, sends="10")
    assert "Possible again in 20 seconds, at 14:05:20 UTC." in text(answer)
    late = ask(vera, **question | {"clock": "23:59:50"}, sends="10")
    assert "Possible again in 20 seconds, at 00:00:10 UTC tomorrow." in text(late)
    spent = ask(vera, **question, user_unclaimed="30")
    assert "Possible again in 9 hours 55 minutes, at 00:00 UTC tomorrow." in text(spent)


def test_mistakes_stand_at_their_fields_and_keep_what_was_typed(
    environment: Environment, vera: Client
) -> None:
    policy = environment.policy()
    answer = ask(
        vera,
        policy=policy.public_id,
        channel="SMS",
        to="Atlantis",
        sends="yesterday",
        clock="25:00",
        user_claimed="-1",
    )
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"to", "sends", "clock", "user_claimed"}
    page = answer.content.decode()
    assert 'value="yesterday"' in page and 'href="#id_sends"' in page
    assert 'id="id_sends_error"' in page
    assert re.search(r'<details class="lc-fold" id="fold-sent" open', page)
    assert "No answer yet: 4 things to correct" in text(answer)
    assert text(answer).count("No country is called “Atlantis”.") == 2


@pytest.mark.parametrize(
    ("channel", "to", "field"),
    [("SMS", "", "to"), ("SMS", "+999 1", "to"), ("Fax", "SE", "channel")],
)
def test_what_cannot_be_asked(
    environment: Environment, vera: Client, channel: str, to: str, field: str
) -> None:
    policy = environment.policy()
    answer = ask(vera, policy=policy.public_id, channel=channel, to=to)
    assert list(answer.context["form"].errors) == [field]
    assert "answer" not in answer.context


def test_an_e_mail_needs_no_country(environment: Environment, vera: Client) -> None:
    policy = environment.policy(countryLimit={"type": "ALLOWED", "countries": ["US"]})
    answer = ask(vera, policy=policy.public_id, channel="Email", to="Sweden")
    assert "The e-mail goes to the environment’s default sender." in text(answer)


def test_htmx_gets_the_answer_and_an_address_to_share(
    environment: Environment, vera: Client
) -> None:
    policy = environment.policy()
    question = {"policy": policy.public_id, "channel": "Voice", "to": "Sweden", "sends": ""}
    answer = ask(vera, "answer", **question)
    page = answer.content.decode().strip()
    assert page.startswith("<div") and 'id="answer"' in page[:80]
    assert "<form" not in page
    assert "data-lc-announce=" in page
    address = urlsplit(answer["HX-Replace-Url"])
    assert address.path == URL
    assert parse_qs(address.query) == {
        "policy": [policy.public_id],
        "channel": ["Voice"],
        "to": ["Sweden"],
    }
    shared = vera.get(answer["HX-Replace-Url"])
    assert "The call to Sweden" in text(shared)
    # Nobody's focus is moved while they type.
    wrong = ask(vera, "answer", **question | {"to": "Atlantis"})
    assert "data-lc-focus" not in wrong.content.decode()


def test_another_policy_brings_its_own_providers(environment: Environment, vera: Client) -> None:
    alpha, beta = environment.setting(name="Alpha"), environment.setting(name="Beta")
    one = environment.policy(name="One", providerConfiguration={"conditions": [chain(alpha)]})
    two = environment.policy(name="Two", providerConfiguration={"conditions": [chain(beta)]})
    question = {"channel": "SMS", "to": "Sweden", "failing": alpha.public_id}
    first = ask(vera, "question", policy=one.public_id, **question)
    assert f'value="{alpha.public_id}"' in first.content.decode()
    assert "fails" in text(first)
    second = ask(vera, "question", policy=two.public_id, **question)
    page = second.content.decode()
    assert f'value="{beta.public_id}"' in page and f'value="{alpha.public_id}"' not in page
    assert "goes out by Beta" in text(second)


def test_the_same_question_as_rest_quotes_what_a_shell_would_read(
    environment: Environment, vera: Client
) -> None:
    policy = environment.policy()
    answer = ask(vera, policy=policy.public_id, channel="SMS", to="+46 70 123'45'67")
    curl = answer.context["curl"]
    assert f"/api/v1/policies/{policy.public_id}/simulate/" in curl
    assert "$LINECHECK_TOKEN" in curl
    assert "123'\"'\"'45'\"'\"'67" in curl


def test_assumptions_are_on_the_page(environment: Environment, vera: Client) -> None:
    environment.policy()
    assert "A quota is reached when as many messages were sent today" in text(ask(vera))


def test_what_is_not_theirs_is_404(environment: Environment, vera: Client) -> None:
    policy = environment.policy()
    stranger = _browser(factories.MembershipFactory(role="owner").user)
    assert ask(vera, policy=policy.public_id).status_code == 200
    assert ask(vera, policy="none").status_code == 404
    assert ask(vera, policy="\x00").status_code == 404
    assert ask(stranger, policy=policy.public_id).status_code == 404
    policy.retiring = True
    policy.save(update_fields=["retiring"])
    assert ask(vera, policy=policy.public_id).status_code == 404


def test_more_policies_take_no_more_queries(environment: Environment, vera: Client) -> None:
    policy = environment.policy(name="First")
    environment.setting(name="One")

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert ask(vera, policy=policy.public_id, channel="SMS", to="SE").status_code == 200
        return len(captured)

    few = count()
    for number in range(5):
        environment.setting(name=f"Provider {number}")
        environment.policy(name=f"Policy {number}")
    assert count() == few
