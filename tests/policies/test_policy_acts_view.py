"""Making a policy the default, and deleting one."""

from apps.policies.models import NotificationPolicy
from tests.policies.pages import browser, fields, words
from tests.policies.world import Environment, chain


def test_the_default_moves_and_both_are_sent(environment: Environment) -> None:
    former = environment.policy(name="Former", default=True)
    row = environment.policy(name="Coming")
    environment.drain()
    olivia = browser(environment.olivia)
    url = f"{row.get_absolute_url()}default/"
    page = olivia.get(url)
    assert "Former stops being the default" in words(page)
    row.refresh_from_db()
    assert not row.default
    answer = olivia.post(url, fields(page, "*"))
    assert answer.status_code == 302
    environment.drain()
    there = {one["name"]: one["default"] for one in environment.there("policy")}
    assert there["Coming"] is True and there["Former"] is False
    former.refresh_from_db()
    assert not former.default
    assert olivia.get(url).status_code == 302  # it is already


def test_a_page_drawn_before_somebody_elses_change_does_nothing(environment: Environment) -> None:
    row = environment.policy()
    olivia = browser(environment.olivia)
    url = f"{row.get_absolute_url()}default/"
    old = fields(olivia.get(url), "*")
    NotificationPolicy.objects.filter(pk=row.pk).update(version=2)
    answer = olivia.post(url, old)
    assert answer.status_code == 422
    assert "Somebody else changed this" in words(answer)
    row.refresh_from_db()
    assert not row.default


def test_deleting_asks_for_the_name_and_says_what_it_touches(environment: Environment) -> None:
    gateway = environment.setting()
    row = environment.policy(providerConfiguration={"conditions": [chain(gateway)]})
    environment.drain()
    olivia = browser(environment.olivia)
    url = f"{row.get_absolute_url()}delete/"
    page = olivia.get(url)
    assert "Gateway stays" in words(page)
    asked = fields(page, "*")
    answer = olivia.post(url, {**asked, "confirm": "staff"})
    assert answer.status_code == 422
    assert "Type the name Staff exactly" in words(answer)
    assert olivia.post(url, {**asked, "confirm": "Staff"}).status_code == 302
    environment.drain()
    assert "Staff" not in [one["name"] for one in environment.there("policy")]
    row.refresh_from_db()
    assert not row.live
    assert "Deleted" in words(olivia.get(row.get_absolute_url()))
    assert olivia.get(url).status_code == 302


def test_the_default_cannot_be_deleted_and_the_page_says_what_to_do(
    environment: Environment,
) -> None:
    row = environment.policy(default=True)
    olivia = browser(environment.olivia)
    url = f"{row.get_absolute_url()}delete/"
    page = olivia.get(url)
    assert "does not remove the default" in words(page)
    assert "Delete policy" not in words(page)
    assert olivia.post(url, {"confirm": "Staff", "version": 1}).status_code == 422
    row.refresh_from_db()
    assert not row.retiring


def test_who_may_not_is_refused(environment: Environment) -> None:
    row = environment.policy()
    sam = browser(environment.sam)
    for act in ("default", "delete"):
        assert sam.get(f"{row.get_absolute_url()}{act}/").status_code == 403
        assert sam.post(f"{row.get_absolute_url()}{act}/").status_code == 403
