"""The list of policies: filters, search, order, reading an environment, a cost that stays."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.policies.models import NotificationPolicy
from tests import factories
from tests.policies.pages import browser, words
from tests.policies.world import Environment, chain

URL = "/policies/"


def beside(environment: Environment) -> Environment:
    """Another environment of the same organisation."""
    return Environment(environment.sandbox, environment.organization)


def test_an_empty_list_says_what_it_is_for_and_offers_the_first_step(
    environment: Environment,
) -> None:
    page = browser(environment.olivia).get(URL)
    assert "No policies yet" in words(page)
    assert "/policies/new/" in page.content.decode()
    assert "/policies/new/" not in browser(environment.vera).get(URL).content.decode()


def test_without_an_environment_it_leads_to_the_connections(db: None) -> None:
    owner = factories.MembershipFactory(role="owner")
    page = browser(owner.user).get(URL)
    assert "Connect a PingOne environment" in words(page)


def test_a_row_says_what_the_policy_does_and_through_whom(environment: Environment) -> None:
    gateway = environment.setting()
    environment.policy(
        name="Crew",
        default=True,
        countryLimit={"type": "DENIED", "countries": ["DZ"]},
        providerConfiguration={"conditions": [chain(gateway)]},
    )
    text = words(browser(environment.vera).get(URL))
    assert "30 texts and calls a day for each user · not Algeria · 1 condition" in text
    assert "Crew Default" in text
    assert "Gateway" in text
    assert "Waiting to send" in text


def test_a_stranger_sees_nothing_of_ours(environment: Environment) -> None:
    environment.policy(name="Crew")
    stranger = factories.MembershipFactory(role="owner")
    assert "Crew" not in words(browser(stranger.user).get(URL))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=cre", ["Crew"]),
        ("?q=gatew", ["Crew"]),
        ("?q=nobody", []),
        ("?sync=waiting", ["Crew", "Guests"]),
        ("?sync=blocked", []),
        ("?sort=-name", ["Guests", "Crew"]),
        ("?sort=name", ["Crew", "Guests"]),
    ],
)
def test_the_address_filters_and_sorts(
    environment: Environment, query: str, found: list[str]
) -> None:
    routes = {"conditions": [chain(environment.setting())]}
    environment.policy(name="Guests")
    environment.policy(name="Crew", providerConfiguration=routes)
    page = browser(environment.olivia).get(f"{URL}{query}")
    assert [row.name for row in page.context["page"].object_list] == found


def test_ids_of_either_side_find_it(environment: Environment) -> None:
    row = environment.policy()
    environment.drain()
    row.refresh_from_db()
    for id in (row.public_id, row.remote_id.upper()):
        page = browser(environment.olivia).get(URL, {"q": id})
        assert [found.pk for found in page.context["page"].object_list] == [row.pk]


def test_environments_are_told_apart(environment: Environment) -> None:
    other = beside(environment)
    environment.policy(name="Here")
    other.policy(name="There")
    olivia = browser(environment.olivia)
    page = olivia.get(URL)
    assert other.configuration.name in words(page)
    page = olivia.get(URL, {"environment": other.configuration.pk})
    assert "There" in words(page) and "Here" not in words(page)


def test_reading_an_environment_adopts_what_it_has(environment: Environment) -> None:
    environment.load(policies=[{"id": environment.account, "name": "Old", "quotas": []}])
    olivia = browser(environment.olivia)
    url = f"/environments/{environment.configuration.pk}/pull/"
    answer = olivia.post(url, {"next": "/providers/"})
    assert answer["Location"] == "/providers/"
    assert NotificationPolicy.objects.get(name="Old").imported
    answer = olivia.post(url, {"next": "https://elsewhere.example/"}, follow=True)
    assert answer.redirect_chain == [(URL, 302)]
    assert "no new notification policies" in words(answer)


def test_what_pingone_says_when_it_cannot_be_read_is_shown(environment: Environment) -> None:
    environment.fault(method="GET", path="notificationsPolicies", kind="status", status=403)
    url = f"/environments/{environment.configuration.pk}/pull/"
    page = browser(environment.olivia).post(url, follow=True)
    assert "could not be read from PingOne" in words(page)


def test_nobody_reads_an_environment_of_others_or_without_the_right(
    environment: Environment,
) -> None:
    url = f"/environments/{environment.configuration.pk}/pull/"
    stranger = factories.MembershipFactory(role="owner")
    assert browser(stranger.user).post(url).status_code == 404
    assert browser(environment.sam).post(url).status_code == 403
    assert browser(environment.olivia).get(url).status_code == 405
    assert environment.requests() == []


def test_more_rows_cost_no_more_queries(environment: Environment) -> None:
    olivia = browser(environment.olivia)
    routes = {"conditions": [chain(environment.setting())]}
    environment.policy(name="One", providerConfiguration=routes)
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert olivia.get(URL).status_code == 200
        counts.append(len(captured))
        for each in range(6):
            environment.policy(name=f"More {number} {each}", providerConfiguration=routes)
    assert counts[0] == counts[1]
