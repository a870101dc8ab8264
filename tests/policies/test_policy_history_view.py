"""The versions of a policy, and going back to one."""

from apps.core.events import timeline
from apps.policies.models import NotificationPolicy
from apps.policies.services.policy import replace_policy
from tests.policies.pages import browser, fields, words
from tests.policies.world import Environment


def twice(environment: Environment) -> NotificationPolicy:
    row = environment.policy()
    body = {**row.wanted, "name": "Crew", "quotas": []}
    return replace_policy(policy=row, body=body, version=1, actor=environment.admin)


def first_event(row: NotificationPolicy) -> int:
    event = timeline(row).order_by("pk").first()
    assert event is not None
    return event.pk


def test_versions_say_who_changed_what(environment: Environment) -> None:
    row = twice(environment)
    page = browser(environment.vera).get(f"{row.get_absolute_url()}history/")
    text = words(page)
    assert f"Version 2 Now {environment.ada.name} changed it Name; Quotas" in text
    assert f"Version 1 {environment.olivia.name} added it Everything: the first version" in text


def test_a_version_is_shown_whole_and_against_now(environment: Environment) -> None:
    row = twice(environment)
    url = f"{row.get_absolute_url()}history/?version={first_event(row)}"
    page = browser(environment.vera).get(url)
    text = words(page)
    assert "Name name Crew Staff" in text
    assert "A user may get 30 texts and calls a day." in text
    assert "Go back to this version" not in text
    assert "Go back to this version" in words(browser(environment.olivia).get(url))


def test_going_back_is_confirmed_and_becomes_the_newest(environment: Environment) -> None:
    row = twice(environment)
    environment.drain()
    olivia = browser(environment.olivia)
    url = f"{row.get_absolute_url()}history/{first_event(row)}/restore/"
    page = olivia.get(url)
    assert "A user may get 30 texts and calls a day." in words(page)
    row.refresh_from_db()
    assert row.version == 2
    assert olivia.post(url, fields(page, "*")).status_code == 302
    row.refresh_from_db()
    assert (row.version, row.name) == (3, "Staff")
    environment.drain()
    assert "Staff" in [one["name"] for one in environment.there("policy")]


def test_going_back_to_what_cannot_be_any_more_says_why(environment: Environment) -> None:
    row = twice(environment)
    environment.policy(name="Staff")
    olivia = browser(environment.olivia)
    url = f"{row.get_absolute_url()}history/{first_event(row)}/restore/"
    answer = olivia.post(url, fields(olivia.get(url), "*"))
    assert answer.status_code == 422
    assert "Another policy of this environment is called “Staff”" in words(answer)


def test_versions_of_another_policy_are_not_there(environment: Environment) -> None:
    row, other = twice(environment), environment.policy(name="Other")
    olivia = browser(environment.olivia)
    event = first_event(other)
    for path in (f"history/?version={event}", "history/?version=x", f"history/{event}/restore/"):
        assert olivia.get(f"{row.get_absolute_url()}{path}").status_code == 404


def test_who_may_not_edit_cannot_go_back(environment: Environment) -> None:
    row = twice(environment)
    url = f"{row.get_absolute_url()}history/{first_event(row)}/restore/"
    assert browser(environment.vera).post(url).status_code == 403
