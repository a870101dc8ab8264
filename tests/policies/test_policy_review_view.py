"""What saving changes is shown before; two admins at once lose nothing."""

from typing import Any

from apps.policies.models import NotificationPolicy
from apps.policies.services.policy import delete_policy, replace_policy
from apps.sync.services import take_theirs
from tests.policies.pages import browser, fields, press, words
from tests.policies.world import POLICY, Environment, chain


def editing(environment: Environment, **over: Any) -> tuple[Any, Any, NotificationPolicy]:
    row = environment.policy(**over)
    environment.drain()
    row.refresh_from_db()
    olivia = browser(environment.olivia)
    return olivia, olivia.get(f"{row.get_absolute_url()}edit/"), row


def reviewed(client: Any, page: Any, **over: Any) -> Any:
    return press(client, page, "review", **over)


def act(client: Any, page: Any, name: str) -> Any:
    return press(client, page, name, form="*")


def test_the_review_says_what_changes_and_saving_sends_it(environment: Environment) -> None:
    olivia, page, row = editing(environment)
    page = reviewed(olivia, page, **{"quotas[0].total": "12"})
    text = words(page)
    assert "A user may get 30 texts and calls a day." in text
    assert "A user may get 12 texts and calls a day." in text
    assert "In PingOne now" in text and "quotas[0].total" in text
    row.refresh_from_db()
    assert row.version == 1
    answer = act(olivia, page, "save")
    assert answer.status_code == 302 and answer["Location"] == row.get_absolute_url()
    environment.drain()
    sent = [one for one in environment.there("policy") if one["name"] == "Staff"]
    assert sent[0]["quotas"][0]["total"] == 12


def test_back_to_editing_keeps_what_was_typed(environment: Environment) -> None:
    olivia, page, _ = editing(environment)
    page = act(olivia, reviewed(olivia, page, name="Crew"), "edit")
    assert fields(page)["name"] == ["Crew"]


def test_nothing_changed_offers_no_save(environment: Environment) -> None:
    olivia, page, _ = editing(environment)
    page = reviewed(olivia, page)
    assert "Nothing differs" in words(page)
    assert "Save and send" not in words(page)


def test_the_default_policy_warns_that_it_is_everybodys(environment: Environment) -> None:
    olivia, page, _ = editing(environment, default=True)
    assert "applies to everybody" in words(reviewed(olivia, page, name="Crew"))


def test_what_was_changed_at_pingone_meanwhile_is_shown_as_it_is(environment: Environment) -> None:
    olivia, page, row = editing(environment)
    environment.edit_there("policy", row.remote_id, name="Theirs")
    environment.pull()
    environment.drain()
    text = words(reviewed(olivia, page, **{"quotas[0].total": "12"}))
    assert "Theirs" in text
    assert "whose version counts" in text


def test_a_new_policy_is_written_reviewed_and_made(environment: Environment) -> None:
    olivia = browser(environment.olivia)
    page = olivia.get("/policies/new/")
    assert reviewed(olivia, page).status_code == 422
    page = reviewed(olivia, page, name="Fresh")
    assert act(olivia, page, "save").status_code == 302
    row = NotificationPolicy.objects.get(name="Fresh")
    assert row.configuration == environment.configuration
    environment.drain()
    assert "Fresh" in [one["name"] for one in environment.there("policy")]


def test_a_name_taken_while_it_was_reviewed_is_said_at_the_field(environment: Environment) -> None:
    olivia = browser(environment.olivia)
    page = reviewed(olivia, olivia.get("/policies/new/"), name="Fresh")
    environment.policy(name="Fresh")
    answer = act(olivia, page, "save")
    assert answer.status_code == 422
    assert 'id="name-error"' in answer.content.decode()


def theirs(environment: Environment, row: NotificationPolicy, **over: Any) -> None:
    body = {**row.wanted, **over}
    replace_policy(policy=row, body=body, version=row.version, actor=environment.admin)


def test_two_at_once_are_shown_both_and_the_later_goes_on_top(environment: Environment) -> None:
    olivia, page, row = editing(environment)
    mine = {"quotas[0].total": "12"}
    review = reviewed(olivia, page, **mine)
    theirs(environment, row, name="Theirs", quotas=[])
    for answer in (act(olivia, review, "save"), reviewed(olivia, page, **mine)):
        assert answer.status_code == 409
        text = words(answer)
        assert environment.ada.name in text
        assert "Both of you changed: Quotas" in text
        merged = act(olivia, answer, "merge")
        assert fields(merged)["name"] == ["Theirs"]
        assert fields(merged)["quotas[0].total"] == ["12"]
    assert act(olivia, reviewed(olivia, merged), "save").status_code == 302
    row.refresh_from_db()
    assert row.wanted["name"] == "Theirs" and row.wanted["quotas"][0]["total"] == 12


def test_what_pingone_had_and_was_taken_counts_as_a_change_too(environment: Environment) -> None:
    olivia, page, row = editing(environment)
    environment.edit_there("policy", row.remote_id, name="Theirs")
    environment.pull()
    environment.drain()
    row.refresh_from_db()
    take_theirs(sync=row.sync, actor=environment.admin)
    answer = reviewed(olivia, page, **{"quotas[0].total": "12"})
    assert answer.status_code == 409
    assert "took the version at PingOne" in words(answer)


def test_deleted_meanwhile_is_said(environment: Environment) -> None:
    olivia, page, row = editing(environment)
    delete_policy(policy=row, version=row.version, actor=environment.admin)
    answer = reviewed(olivia, page, name="Late")
    assert answer.status_code == 302
    assert "being deleted" in words(olivia.get(row.get_absolute_url()))


def test_a_chain_to_nobody_known_is_refused_with_the_place(environment: Environment) -> None:
    setting = environment.setting()
    routes = {"conditions": [chain(setting)]}
    olivia, page, _ = editing(environment, providerConfiguration=routes)
    place = "providerConfiguration.conditions[0].fallbackChain[0].id"
    answer = reviewed(olivia, page, **{place: "f0000000-0000-4000-8000-000000000000"})
    assert answer.status_code == 422
    assert "Unknown provider f0000000" in words(answer)


def test_who_may_not_edit_is_refused(environment: Environment) -> None:
    row = environment.policy(**POLICY)
    for user in (environment.sam, environment.vera):
        client = browser(user)
        assert client.get(f"{row.get_absolute_url()}edit/").status_code == 403
        assert client.post(f"{row.get_absolute_url()}edit/").status_code == 403
