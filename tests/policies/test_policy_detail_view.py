"""The page of a policy: what it does, what PingOne has, what happens next."""

from typing import Any

import pytest

from apps.policies.models import NotificationPolicy
from apps.policies.services.policy import replace_policy
from tests import factories
from tests.policies import printed
from tests.policies.pages import browser, words
from tests.policies.world import Environment, chain


def at_pingone(environment: Environment, **over: Any) -> NotificationPolicy:
    row = environment.policy(**over)
    environment.drain()
    row.refresh_from_db()
    return row


def test_it_says_in_sentences_and_parts_what_it_does(environment: Environment) -> None:
    first, second = environment.setting(name="First"), environment.setting(name="Second")
    conditions = [chain(first, second, countries=["SE", "NO"]), chain(second)]
    row = environment.policy(
        countryLimit={"type": "DENIED", "countries": ["DZ"]},
        providerConfiguration={"conditions": conditions},
    )
    page = browser(environment.vera).get(row.get_absolute_url())
    text = words(page)
    assert "A user may get 30 texts and calls a day." in text
    assert "Texts to 2 countries Norway Sweden First Second" in text
    assert "Texts to all other countries" in text
    assert first.get_absolute_url() in page.content.decode()
    assert "PingOne API, Notification policies" in text  # the source of a warning
    assert "/edit/" not in page.content.decode()


def test_a_lone_condition_without_countries_is_for_all_of_them(environment: Environment) -> None:
    row = environment.policy(providerConfiguration={"conditions": [chain(environment.setting())]})
    text = words(browser(environment.vera).get(row.get_absolute_url()))
    assert "Texts to all countries" in text


@pytest.mark.parametrize("body", printed.policies(), ids=lambda body: body["name"][:30])
def test_every_printed_policy_can_be_shown(environment: Environment, body: dict[str, Any]) -> None:
    environment.load(policies=[body])
    environment.pull()
    row = NotificationPolicy.objects.get(configuration=environment.configuration)
    page = browser(environment.olivia).get(row.get_absolute_url())
    assert page.status_code == 200
    ids = printed.chain_ids(body)
    assert words(page).count("this environment has none of that id") >= len(ids)


def test_either_id_leads_to_it_and_both_are_shown(environment: Environment) -> None:
    row = at_pingone(environment)
    olivia = browser(environment.olivia)
    assert olivia.get(f"/policies/{row.remote_id}/")["Location"] == row.get_absolute_url()
    text = words(olivia.get(row.get_absolute_url()))
    assert row.remote_id in text and row.public_id in text
    assert "PingOne has this policy as it stands here." in text


def test_of_others_it_is_not_there(environment: Environment) -> None:
    row = environment.policy()
    stranger = browser(factories.MembershipFactory(role="owner").user)
    for path in ("", "edit/", "history/", "copy/", "default/", "delete/"):
        assert stranger.get(f"{row.get_absolute_url()}{path}").status_code == 404
    assert stranger.get("/policies/%00/").status_code == 404


def test_a_poll_stops_once_nothing_moves(environment: Environment) -> None:
    row = environment.policy()
    olivia = browser(environment.olivia)
    stamp = olivia.get(row.get_absolute_url()).context["stamp"]
    headers = {"HX-Request": "true", "HX-Target": "live"}
    asked = {"stamp": stamp}
    assert olivia.get(row.get_absolute_url(), asked, headers=headers).status_code == 204
    environment.drain()
    answer = olivia.get(row.get_absolute_url(), asked, headers=headers)
    assert answer.status_code == 286
    assert 'id="badges" hx-swap-oob="true"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_change_at_pingone_is_shown_and_decided_there(environment: Environment) -> None:
    row = at_pingone(environment)
    quotas = [{"type": "USER", "deliveryMethods": ["SMS", "Voice"], "total": 44}]
    environment.edit_there("policy", row.remote_id, quotas=quotas)
    environment.pull()
    environment.drain()
    olivia = browser(environment.olivia)
    page = olivia.get(row.get_absolute_url())
    text = words(page)
    assert "Somebody changed this policy at PingOne." in text
    assert "Quota 1, total quotas[0].total 30 44" in text
    assert "Take theirs" not in words(browser(environment.vera).get(row.get_absolute_url()))
    assert olivia.post(f"/sync/{row.sync_id}/decide/", {"choice": "theirs"}).status_code == 302
    row.refresh_from_db()
    assert row.wanted["quotas"][0]["total"] == 44


def test_gone_at_pingone_is_said(environment: Environment) -> None:
    row = at_pingone(environment)
    environment.sandbox.drift(environment.account, "policy", row.remote_id, action="delete")
    environment.pull()
    environment.drain()
    text = words(browser(environment.olivia).get(row.get_absolute_url()))
    assert "Somebody deleted this policy at PingOne." in text
    assert "Accept that it is gone" in text


def test_a_refusal_is_quoted_with_what_to_do(environment: Environment) -> None:
    environment.fault(method="POST", path="notificationsPolicies", kind="status", status=400)
    row = at_pingone(environment)
    text = words(browser(environment.olivia).get(row.get_absolute_url()))
    assert "PingOne refused this notification policy." in text
    assert (
        f"/sync/{row.sync_id}/"
        in browser(environment.olivia).get(row.get_absolute_url()).content.decode()
    )


def test_the_timeline_names_what_was_changed(environment: Environment) -> None:
    row = environment.policy()
    body = {**row.wanted, "countryLimit": {"type": "ALLOWED", "countries": ["SE"]}}
    replace_policy(policy=row, body=body, version=1, actor=environment.actor)
    text = words(browser(environment.olivia).get(row.get_absolute_url()))
    assert f"{environment.olivia.name} changed it" in text
    assert "Country limit, countries not set Sweden" in text


def test_who_decides_on_its_page_stays_there(environment: Environment) -> None:
    row = at_pingone(environment)
    environment.edit_there("policy", row.remote_id, name="Edited there")
    environment.pull()
    environment.drain()
    olivia, page = browser(environment.olivia), row.get_absolute_url()
    assert f'name="next" value="{page}"' in olivia.get(page).content.decode()
    away = {"choice": "nothing", "next": "https://example.com/"}
    decide = f"/sync/{row.sync_id}/decide/"
    assert olivia.post(decide, away)["Location"] == f"/sync/{row.sync_id}/"
    assert olivia.post(decide, {"choice": "theirs", "next": page})["Location"] == page


def test_it_goes_on_asking_while_it_is_being_read(environment: Environment) -> None:
    row = at_pingone(environment)
    environment.pull()
    olivia = browser(environment.olivia)
    assert olivia.get(row.get_absolute_url()).context["moving"]
    environment.drain()
    assert not olivia.get(row.get_absolute_url()).context["moving"]
