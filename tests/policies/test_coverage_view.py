"""Countries by channels: what the page counts, filters and links to."""

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.policies.countries import CODES, NAMES, REGIONS
from apps.policies.models import NotificationPolicy
from apps.policies.questions import table
from apps.policies.simulator.coverage import BLOCKED, BY_DEFAULT, DELIVERS, NOTHING
from apps.policies.simulator.vocabulary import CHANNELS
from tests import factories
from tests.conftest import _browser
from tests.policies.world import Environment, chain

ICON = re.compile(r'aria-label="([^"]+)"')


@pytest.fixture
def vera(environment: Environment) -> Client:
    return _browser(environment.vera)


@pytest.fixture
def policy(environment: Environment) -> NotificationPolicy:
    """Texts to Sweden and Norway by Alpha, calls to Japan by nobody; Cuba is shut out.

    Read from PingOne it may lack what the rules want of one written here.
    """
    alpha = environment.setting(name="Alpha")
    row = environment.policy()
    conditions = [
        chain(alpha, countries=["SE", "NO"]),
        chain(alpha, deliveryMethods=["VOICE"], countries=["JP"]),
    ]
    limit = {"type": "DENIED", "countries": ["CU"]}
    provider = {"conditions": conditions}
    row.take_wanted({**row.wanted, "countryLimit": limit, "providerConfiguration": provider})
    row.save()
    return row


def show(client: Client, policy: NotificationPolicy, **query: Any) -> Any:
    return client.get(f"/policies/{policy.public_id}/coverage/", query)


def countries(answer: Any) -> set[str]:
    return {row["country"] for region in answer.context["regions"] for row in region["rows"]}


def text(answer: Any) -> str:
    said = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(said).split())


def test_it_shows_every_country_once_in_its_region(
    vera: Client, policy: NotificationPolicy
) -> None:
    answer = show(vera, policy)
    assert answer.status_code == 200
    regions = answer.context["regions"]
    assert [region["name"] for region in regions] == list(REGIONS)
    assert sorted(row["country"] for r in regions for row in r["rows"]) == sorted(CODES)
    # Sweden and Norway are treated unlike the rest of Europe, Cuba unlike the rest of America.
    assert [region["name"] for region in regions if region["open"]] == ["Americas"]


def test_it_counts_what_the_table_holds(vera: Client, policy: NotificationPolicy) -> None:
    said = text(show(vera, policy))
    total = len(NAMES)
    assert f"Texts 2 deliver {total - 3} default sender 1 blocked 0 reached by nobody" in said
    assert f"Calls 0 deliver {total - 2} default sender 1 blocked 1 reached by nobody" in said
    assert f"WhatsApp messages {total} default sender" in said
    assert "Texts: 2 of 51 deliver, 49 default sender" in said
    assert "E-mails Default sender" in said


def test_each_cell_is_said_in_words_with_its_reason(
    vera: Client, policy: NotificationPolicy
) -> None:
    answer = show(vera, policy)
    known = table(policy)
    labels = {
        DELIVERS: "Delivers",
        BY_DEFAULT: "Default sender",
        BLOCKED: "Blocked",
        NOTHING: "Nothing delivers",
    }
    for region in answer.context["regions"]:
        for row in region["rows"]:
            expected = known.row(row["country"]).cells
            for (_, drawn), cell in zip(row["cells"], expected, strict=False):
                found = ICON.search(drawn)
                assert found and found[1] == labels[cell.state]
                plain = html.unescape(drawn)
                assert cell.text in plain and cell.why in plain
    assert CHANNELS[:3] == ("SMS", "Voice", "WhatsApp")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"show": "delivers"}, {"SE", "NO"}),
        ({"show": "nothing"}, {"JP"}),
        ({"show": "blocked"}, {"CU"}),
        ({"show": ["blocked", "nothing"]}, {"CU", "JP"}),
        ({"show": "nothing", "channel": "SMS"}, set()),
        ({"show": "default_sender", "channel": "SMS"}, CODES - {"SE", "NO", "CU"}),
        ({"show": "default_sender"}, CODES - {"CU"}),
        ({"show": "default_sender", "channel": "WhatsApp"}, CODES),
        ({"q": "swed"}, {"SE"}),
        ({"q": "gg"}, {"GG"}),
        ({"q": "cote d'ivoire"}, {"CI"}),
        ({"show": "unheard of", "channel": "Fax"}, CODES),
    ],
)
def test_filters(
    vera: Client, policy: NotificationPolicy, query: dict[str, Any], expected: set[str]
) -> None:
    answer = show(vera, policy, **query)
    assert countries(answer) == expected
    assert f"{len(expected)} of {len(NAMES)} countries" in text(answer)


def test_a_channel_leaves_its_column_alone(vera: Client, policy: NotificationPolicy) -> None:
    answer = show(vera, policy, channel="Voice")
    assert answer.context["heads"] == ["Calls"]
    page = answer.content.decode()
    assert 'data-label="Calls"' in page and 'data-label="Texts"' not in page


def test_what_fits_nothing_says_so(vera: Client, policy: NotificationPolicy) -> None:
    assert "No country fits all of these filters." in text(show(vera, policy, q="atlantis"))


def test_htmx_gets_the_rows_alone(vera: Client, policy: NotificationPolicy) -> None:
    url = f"/policies/{policy.public_id}/coverage/?q=sweden"
    page = vera.get(url, headers={"HX-Request": "true", "HX-Target": "rows"}).content.decode()
    assert "<html" not in page and "Sweden" in page and "Norway" not in page


def test_a_country_leads_to_its_simulation(vera: Client, policy: NotificationPolicy) -> None:
    (row,) = show(vera, policy, q="norway").context["regions"][0]["rows"]
    assert "goes out by Alpha" in text(vera.get(row["url"]))


def test_a_policy_without_conditions_leaves_all_to_the_default_sender(
    environment: Environment, vera: Client
) -> None:
    answer = show(vera, environment.policy())
    assert all(not region["open"] for region in answer.context["regions"])
    assert "Texts: default sender" in text(answer)


def test_what_is_not_theirs_is_404(
    environment: Environment, vera: Client, policy: NotificationPolicy
) -> None:
    stranger = _browser(factories.MembershipFactory(role="owner").user)
    assert show(stranger, policy).status_code == 404
    policy.retiring = True
    policy.save(update_fields=["retiring"])
    assert show(vera, policy).status_code == 404


def test_it_takes_two_queries_beside_the_frame(
    environment: Environment, vera: Client, policy: NotificationPolicy
) -> None:
    for number in range(6):
        environment.setting(name=f"Provider {number}")
    headers = {"HX-Request": "true", "HX-Target": "rows"}
    with CaptureQueriesContext(connection) as captured:
        vera.get(f"/policies/{policy.public_id}/coverage/", headers=headers)
    mine = [query for query in captured if "policies_" in query["sql"]]
    assert len(mine) == 2
