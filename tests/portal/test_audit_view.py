"""Who did what: found by anything one may know of it, and by nobody else."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.credentials import issue_credential
from apps.core import clock, events
from apps.core.actor import SYSTEM, Actor, provider_actor
from apps.core.models import Event
from apps.portal.audit_filters import acts
from apps.portal.views.audit import PER_PAGE
from apps.sync.timeline import WORDS
from tests import factories
from tests.conftest import _browser
from tests.policies.world import Environment
from tests.world import World

URL = "/organization/audit/"


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"{URL}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def entries(html: str) -> list[int]:
    """The ids of the entries shown, in their order."""
    return [int(pk) for pk in re.findall(r'<tr id="entry-(\d+)"', html)]


@pytest.fixture
def kept(world: World) -> dict[str, Event]:
    """One entry of each kind of actor, about three objects, an hour apart."""
    bakery, grill = world.profile(), world.profile(profile_alias="Grill")
    token = Actor("token", "Shop (API)", 7, world.organization.pk, ip="198.51.100.4")
    person = Actor(
        "user", "Dana Reyes", 99_999, world.organization.pk, request_id="req-8-of-dana",
        ip="2001:db8::5", email="dana@left.example",
    )  # fmt: skip
    made = {
        "edited": events.record(
            bakery, "edited", actor=person, changes={"city": ("New York", "Albany")}
        )
    }
    clock.shift(3600)
    made["status"] = events.record(
        grill,
        "status",
        actor=provider_actor("Plivo"),
        text="They said no.",
        changes={"status": ("PROCESSING", "FAILED")},
    )
    clock.shift(3600)
    made["paused"] = events.record(world.configuration, "paused", actor=SYSTEM, text="Wrong token.")
    made["retried"] = events.record(bakery, "resent", actor=token)
    return made


def test_entries_are_told_in_words_newest_first(
    world: World, olivia: Client, kept: dict[str, Event]
) -> None:
    html = page(olivia)
    shown = entries(html)
    assert shown[:4] == [kept[n].pk for n in ("retried", "paused", "status", "edited")]
    for words in ("Changed it", "Set it to Failed", "They said no.", "Paused sending"):
        assert words in html
    for fact in ("dana@left.example", "2001:db8::5", "req-8-of-dana"):
        assert fact in html
    assert re.search(r"<del>New York</del>.*<ins>Albany</ins>", html)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=grill&verb=status", ["status"]),
        ("q=DANA", ["edited"]),
        ("q=left.example", ["edited"]),
        ("q=req-8-of-dana", ["edited"]),
        ("q=no+such+name", []),
        ("who=token", ["retried"]),
        ("who=provider", ["status"]),
        ("who=system", ["paused"]),
        ("kind=providers.providerconfiguration", ["paused"]),
        ("verb=retried", ["retried"]),
        ("verb=status", ["status"]),
        ("ip=198.51.100.4", ["retried"]),
        ("ip=2001:0db8:0::5", ["edited"]),
        ("q=dana&verb=edited&who=user", ["edited"]),
        ("q=dana&verb=paused", []),
    ],
)
def test_each_filter_finds_its_own(
    olivia: Client, kept: dict[str, Event], query: str, found: list[str]
) -> None:
    assert entries(page(olivia, f"?{query}")) == [kept[name].pk for name in found]


def test_days_are_whole_and_inclusive(world: World, olivia: Client) -> None:
    profile = world.profile()
    first = Event.objects.latest("pk")
    clock.shift(timedelta(days=3).total_seconds())
    later = events.record(profile, "edited", actor=SYSTEM)
    day = f"{later.at:%Y-%m-%d}"
    before = f"{later.at - timedelta(days=1):%Y-%m-%d}"
    assert entries(page(olivia, f"?since={day}&until={day}")) == [later.pk]
    assert entries(page(olivia, f"?since={before}&q={quote(str(profile))}")) == [later.pk]
    assert later.pk not in (old := entries(page(olivia, f"?until={before}")))
    assert first.pk in old


def test_one_object_has_its_own_audit(world: World, olivia: Client, kept: dict[str, Event]) -> None:
    event = kept["status"]
    html = page(olivia, f"?object={event.subject_kind}:{event.subject_id}")
    mine = Event.objects.filter(subject_kind=event.subject_kind, subject_id=event.subject_id)
    assert set(entries(html)) == set(mine.values_list("pk", flat=True))
    assert "Only what happened to" in html


@pytest.mark.parametrize(
    "query",
    ["since=yesterday", "ip=999.1.1.1", "kind=accounts.secret", "verb=burnt", "who=nobody",
     "object=1%20OR%201", "until=9999-12-31", "since=2026-02-02&until=2026-02-01", "q=%00"],
)  # fmt: skip
def test_a_filter_nobody_understands_is_said_and_shows_nothing(
    olivia: Client, kept: dict[str, Event], query: str
) -> None:
    for url in (URL, f"{URL}export/"):
        answer = olivia.get(f"{url}?{query}")
        html = answer.content.decode()
        assert answer.status_code == 422
        assert entries(html) == []
        assert "Nothing is shown until this is corrected" in html
        assert "dana@left.example" not in html


def test_pages_follow_each_other_without_gap_or_repeat(world: World, olivia: Client) -> None:
    profile = world.profile()
    for _ in range(2 * PER_PAGE):
        events.record(profile, "edited", actor=SYSTEM)
    # Entries of one moment are told apart by their ids.
    Event.objects.update(at=clock.db_now())
    seen: list[int] = []
    query: str | None = "?kind=compliance.profile"
    while query is not None:
        html = page(olivia, query)
        seen += entries(html)
        older = re.search(r'rel="next" href="(\?[^"]*)"', html)
        query = older[1].replace("&amp;", "&") if older else None
        if query:
            events.record(profile, "edited", actor=SYSTEM)
    mine = Event.objects.filter(subject_kind="compliance.profile", pk__lte=seen[0])
    assert seen == sorted(mine.values_list("pk", flat=True), reverse=True)


@pytest.mark.parametrize("place", ["x", "1-", "9" * 40 + "-1", "-5-5", "0-0"])
def test_a_place_that_is_none_is_no_error(olivia: Client, place: str) -> None:
    assert olivia.get(f"{URL}?before={place}").status_code == 200


def test_it_takes_no_more_queries_for_more_entries(world: World, olivia: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(olivia, "?kind=compliance.brand")
        return len(captured)

    world.brand()
    few = count()
    for n in range(10):
        world.brand(world.profile(profile_alias=f"Company {n}"), brand_alias=f"Brand {n}")
    assert count() == few


def test_it_leads_to_what_is_still_there(
    world: World, olivia: Client, environment: Environment
) -> None:
    campaign = world.campaign()
    setting, policy = environment.setting(), environment.policy()
    token, _ = issue_credential(
        door="plivo", account=world.account, name="Shop", rights="read", actor=world.actor
    )
    evidence = world.evidence()
    events.record(world.configuration, "verified", actor=world.actor)
    events.record(world.olivia, "signed_in", actor=world.actor)
    html = page(olivia)
    there = [campaign, campaign.brand, setting, policy, evidence]
    addresses = [one.get_absolute_url() for one in there if one is not None]
    addresses.append(f"/connections/{world.configuration.pk}/")
    assert [url for url in addresses if f'class="lc-row-name" href="{url}"' not in html] == []
    assert html.count('class="lc-row-name" href="/connections/credentials/"') == 1
    assert token.name in html
    Event.objects.filter(subject_kind="accounts.apicredential").update(subject_id=0)
    assert 'class="lc-row-name" href="/connections/credentials/"' not in page(olivia)


def test_each_timeline_leads_to_its_audit(
    world: World, olivia: Client, sam: Client, environment: Environment
) -> None:
    campaign = world.campaign()
    profile = campaign.brand.profile  # type: ignore[union-attr]
    objects: list[Any] = [campaign, campaign.brand, profile, world.verification(profile)]
    objects += [environment.policy(), environment.setting()]
    pages = [(one, one.get_absolute_url()) for one in objects]
    pages.append((world.configuration, f"/connections/{world.configuration.pk}/"))
    for one, url in pages:
        link = f"{URL}?object={one._meta.label_lower}:{one.pk}"
        assert link in olivia.get(url).content.decode(), url
        assert URL not in sam.get(url).content.decode(), url
        assert entries(page(olivia, link.removeprefix(URL))), url


def test_only_owner_and_admin_see_it_and_its_entry(
    world: World, olivia: Client, sam: Client, vera: Client
) -> None:
    admin = _browser(
        factories.MembershipFactory(organization=world.organization, role="admin").user
    )
    for client, may in ((olivia, True), (admin, True), (sam, False), (vera, False)):
        assert client.get(URL).status_code == (200 if may else 403)
        assert (f'href="{URL}"' in client.get("/").content.decode()) is may


def test_another_organisation_sees_nothing_of_it(
    world: World, stranger: Client, kept: dict[str, Event]
) -> None:
    event = kept["status"]
    elsewhere = f"?object={event.subject_kind}:{event.subject_id}"
    for query in ("", elsewhere, "?q=grill", "?q=left.example", "?ip=198.51.100.4"):
        html = page(stranger, query)
        assert not set(entries(html)) & {one.pk for one in kept.values()}
        assert "Grill" not in html


def test_what_belongs_to_no_organisation_is_not_shown(world: World, olivia: Client) -> None:
    nobodys = events.record(world.olivia, "signed_in", actor=Actor("user", "Operator"))
    assert nobodys.organization_id is None
    assert nobodys.pk not in entries(page(olivia))


def test_secrets_are_masked_once_more(world: World, olivia: Client) -> None:
    canary = "canary-audit-71"
    events.record(
        world.profile(),
        "edited",
        actor=world.actor,
        text=f"It answered at https://user:{canary}@sms.example.com/",
        changes={
            "auth_token": (canary, f"{canary}2"),
            "requests[0].headers.Authorization": (None, f"Bearer {canary}"),
            "authentication": ({"password": canary}, {"password": f"{canary}3"}),
            "requests[0].url": (f"https://u:{canary}@a.example", "https://a.example"),
        },
        data={"body": canary},
    )
    html = page(olivia)
    assert "https://••••@sms.example.com/" in html
    assert canary not in html


def test_markup_in_a_name_is_text(world: World, olivia: Client) -> None:
    profile = world.profile()
    events.record(
        profile, "edited", actor=Actor("user", "<i>x</i>", 1, world.organization.pk),
        text="<b>y</b>", changes={"<u>z</u>": ("<s>a</s>", "")},
    )  # fmt: skip
    html = page(olivia)
    assert not re.search(r"<i>x|<b>y|<s>a|<u>z", html)


def test_htmx_gets_the_moving_part_only(olivia: Client, kept: dict[str, Event]) -> None:
    headers = {"HX-Request": "true", "HX-Target": "audit-rows"}
    html = olivia.get(f"{URL}?q=grill&verb=status", headers=headers).content.decode()
    assert entries(html) == [kept["status"].pk]
    assert "<h1" not in html


def test_every_word_of_the_timelines_can_be_chosen() -> None:
    assert {verb for _, verbs in acts().values() for verb in verbs} >= set(WORDS)
