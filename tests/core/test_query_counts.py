"""How many queries each page takes, checked in: a page that starts to ask more is noticed.

UPDATE_QUERY_COUNTS=1 python -m pytest tests/core/test_query_counts.py writes the file anew.
"""

import json
import os
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.core.pages import TABLE
from tests.world import World

COUNTS = Path(__file__).with_name("query_counts.json")


def count(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code in (200, 302), url
    # The clock is a query on PostgreSQL only.
    return sum("clock_timestamp" not in query["sql"] for query in captured)


def test_pages_take_as_many_queries_as_agreed(
    world: World, urls: dict[str, str], olivia: Client
) -> None:
    world.drain()
    pages = [n for n, (method, right) in TABLE.items() if method == "GET" and right is not None]
    # The sandbox page asks the sandbox, not the database.
    now = {name: count(olivia, urls[name]) for name in sorted(pages) if name != "portal:sandbox"}
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        COUNTS.write_text(json.dumps(now, indent=2) + "\n")
    agreed = json.loads(COUNTS.read_text())
    assert set(now) == set(agreed)
    assert {n: (c, agreed[n]) for n, c in now.items() if c > agreed[n]} == {}


def test_lists_take_no_more_for_more_rows(world: World, olivia: Client) -> None:
    lists = ["/companies/", "/brands/", "/campaigns/", "/toll-free/", "/sync/", "/numbers/"]
    campaign = world.campaign()
    world.link(campaign, world.numbers(1))
    first, *others = world.tollfree_numbers(4)
    world.verification(world.profile(profile_alias="Sender"), number=first)
    few = [count(olivia, url) for url in lists]
    for n in range(12):
        profile = world.profile(profile_alias=f"Company {n}")
        brand = world.brand(profile, brand_alias=f"Brand {n}")
        world.campaign(brand, campaign_alias=f"Campaign {n}")
    world.link(campaign, world.numbers(6)[1:])
    for number in others:
        world.verification(profile, number=number)
    many = [count(olivia, url) for url in lists]
    assert many == few
