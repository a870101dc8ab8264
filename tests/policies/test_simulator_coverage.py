"""What the table says in its cells, and what an edit is said to change."""

import copy
from typing import Any

from apps.policies.countries import CODES, NAMES
from apps.policies.simulator.changes import changes
from apps.policies.simulator.coverage import BLOCKED, BY_DEFAULT, DELIVERS, NOTHING, coverage
from apps.policies.simulator.facts import SettingFacts, facts_of
from apps.policies.simulator.vocabulary import CHANNELS
from tests.policies import generated
from tests.policies.printed import list_2025, policies, setting_response

A, B = "a", "b"
FACTS = {
    A: SettingFacts("Alpha", frozenset({"SMS"})),
    B: SettingFacts("Beta", frozenset({"SMS", "VOICE"}), {"SMS": frozenset({"SE", "NO"})}),
}


def policy(*conditions: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {"quotas": [], "providerConfiguration": {"conditions": list(conditions)}, **others}


def entry(*chain: str, **others: Any) -> dict[str, Any]:
    return {"fallbackChain": [{"id": id} for id in chain], **others}


def test_every_country_is_in_the_table_once_by_region_and_name() -> None:
    table = coverage(policy())
    assert [region for region, _ in table.regions] == [
        "Africa",
        "Americas",
        "Asia",
        "Europe",
        "Oceania",
    ]
    codes = [row.country for _, rows in table.regions for row in rows]
    assert sorted(codes) == sorted(CODES)
    assert table.row("SE").name == "Sweden"
    assert {len(row.cells) for _, rows in table.regions for row in rows} == {len(CHANNELS)}


def test_a_cell_says_who_delivers_and_who_comes_next() -> None:
    texts, calls, whatsapp, email = coverage(policy(entry(A, B)), FACTS).row("SE").cells
    assert (texts.state, texts.by, texts.text) == (DELIVERS, A, "Alpha → Beta")
    assert texts.why == "Alpha sends texts; if it fails, Beta."
    assert (calls.state, calls.by, calls.text) == (DELIVERS, B, "Beta")
    assert calls.why == "Beta sends calls. Alpha cannot send calls here."
    assert whatsapp.state == email.state == BY_DEFAULT


def test_a_provider_bound_to_countries_is_passed_over_elsewhere() -> None:
    table = coverage(policy(entry(B, "gone")), FACTS)
    assert table.row("NO").cells[0].state == DELIVERS
    texts = table.row("DE").cells[0]
    assert (texts.state, texts.able, texts.chain) == (NOTHING, (), (B, "gone"))
    assert texts.why == (
        "No provider of the chain can. Beta cannot send texts here. "
        "Provider gone does not exist here."
    )


def test_a_table_counts_its_states() -> None:
    limited = policy(entry(A), countryLimit={"type": "ALLOWED", "countries": ["SE", "NO"]})
    counts = coverage(limited, FACTS).counts()
    assert counts["SMS"] == {DELIVERS: 2, BY_DEFAULT: 0, BLOCKED: 247, NOTHING: 0}
    assert counts["Voice"] == {DELIVERS: 0, BY_DEFAULT: 0, BLOCKED: 247, NOTHING: 2}
    assert counts["WhatsApp"][BY_DEFAULT] == 249


def test_a_quota_of_nothing_delivers_nothing() -> None:
    none = policy(entry(A), quotas=[{"type": "USER", "deliveryMethods": ["SMS"], "total": 0}])
    texts, calls, _, _ = coverage(none).row("SE").cells
    assert (texts.state, texts.why) == (NOTHING, "A quota allows no texts at all.")
    assert calls.state == DELIVERS


def test_nothing_changes_where_nothing_was_changed() -> None:
    for one in [*policies(), *generated.each(60, generated.wrecked)]:
        assert changes(one, copy.deepcopy(one)) == []
        assert changes(one, one, FACTS) == []


def test_countries_and_methods_with_the_same_change_are_told_together() -> None:
    before = policy(entry(B, A, countries=["CA", "SE"]), entry(B))
    after = policy(entry(A, B, countries=["SE", "CA"]), entry(B))
    (one,) = changes(before, after)
    assert (one.section, one.channels, one.countries) == ("routes", ("SMS", "Voice"), ("CA", "SE"))
    assert one.text == (
        "Texts and calls to Canada and Sweden: was Provider b → Provider a, "
        "now Provider a → Provider b."
    )
    told = [one.text for one in changes(before, after, FACTS)]
    assert told == [
        "Texts to Canada: was Beta (cannot) → Alpha, now Alpha → Beta (cannot).",
        "Texts to Sweden: was Beta → Alpha, now Alpha → Beta.",
        "Calls to Canada and Sweden: was Beta → Alpha (cannot), now Alpha (cannot) → Beta.",
    ]


def test_a_limit_is_told_by_whom_it_spares() -> None:
    before = policy(entry(A))
    limit = {"type": "ALLOWED", "countries": ["SE", "NO"], "deliveryMethods": ["Voice"]}
    (one,) = changes(before, {**before, "countryLimit": limit})
    assert one.text == (
        "Calls to every country but Norway and Sweden: was Provider a, now blocked by country."
    )
    assert len(one.countries) == 247
    (one,) = changes(before, policy(), FACTS | {A: SettingFacts("Alpha")})
    assert one.text == "Texts and calls to every country: was Alpha, now the default sender."
    assert one.countries == tuple(NAMES)


def test_quotas_are_told_in_figures() -> None:
    def quotas(*entries: dict[str, Any]) -> dict[str, Any]:
        return policy(quotas=list(entries))

    user = {"type": "USER", "deliveryMethods": ["SMS", "Voice"]}
    mail = {"type": "ENVIRONMENT", "deliveryMethods": ["Email"], "total": 1000}
    before = quotas({**user, "total": 30})
    after = quotas({**user, "claimed": 35, "unclaimed": 45}, mail)
    assert [one.text for one in changes(before, after)] == [
        "Texts and calls a day for each user: was 30, now 35 answered and 45 unanswered.",
        "E-mails a day for the environment: was unlimited, now 1,000.",
    ]
    assert [one.after for one in changes(before, quotas())] == ["unlimited"]
    # The order of entries and of their methods is no change.
    turned = quotas(mail, {**user, "deliveryMethods": ["Voice", "SMS"], "total": 30})
    assert changes(quotas({**user, "total": 30}, mail), turned) == []
    # A quota of 0 is told as a quota, not as a change of every route.
    assert [one.section for one in changes(before, quotas({**user, "total": 0}))] == ["quotas"]


def test_cooldowns_are_told_in_words() -> None:
    own = next(
        one["cooldownConfiguration"]
        for one in list_2025()
        if one["cooldownConfiguration"]["sms"]["enabled"]
    )
    off = {key: {"enabled": False} for key in own}
    before = policy(cooldownConfiguration=off)
    after = policy(cooldownConfiguration={**off, "sms": own["sms"], "voice": own["sms"]})
    assert [one.text for one in changes(before, after)] == [
        "Cooldown of texts and calls: was no cooldown, now waits of 30 seconds, 2 minutes and "
        "3 minutes, blocked after 5 resends, for each address or number."
    ]
    # Absent is all of them off; "" is what PingOne answers for an unset groupBy.
    assert changes(before, policy()) == []
    shared = {**after["cooldownConfiguration"]["sms"], "groupBy": "USER_ID"}
    (one,) = changes(after, policy(cooldownConfiguration={**off, "sms": shared, "voice": shared}))
    assert one.after.endswith("for each user")


def number(kind: str, *capabilities: str, **others: Any) -> dict[str, Any]:
    return {"type": kind, "selected": True, "capabilities": list(capabilities), **others}


def test_what_a_setting_can_is_read_from_its_body() -> None:
    printed = facts_of(setting_response())
    assert printed == SettingFacts("CustomProviderName", frozenset({"SMS", "VOICE"}), {})
    # An account can what its selected numbers can; one bound to countries binds its method.
    twilio = {
        "provider": "CUSTOM_TWILIO",
        "numbers": [
            number("PHONE_NUMBER", "VOICE"),
            number("TOLL_FREE", "SMS", supportedCountries=["US", "CA"]),
            number("SHORT_CODE", "SMS", supportedCountries=["SE"]),
            number("PHONE_NUMBER", "SMS", selected=False),
        ],
    }
    facts = facts_of(twilio, "Twilio")
    assert facts.methods == {"SMS", "VOICE"}
    assert facts.countries == {"SMS": {"US", "CA", "SE"}}
    assert (facts.at("SE"), facts.at("DE")) == ({"SMS", "VOICE"}, {"VOICE"})
    # Without countries of its own a toll-free number reaches the US.
    free = facts_of({"provider": "CUSTOM_SYNIVERSE", "numbers": [number("TOLL_FREE", "SMS")]})
    assert (free.serves("SMS", "US"), free.serves("SMS", "CA")) == (True, False)


def test_what_a_setting_does_not_say_is_not_known() -> None:
    assert facts_of({"provider": "CUSTOM_TWILIO_VERIFY", "name": "V"}).methods is None
    assert facts_of({"provider": "CUSTOM_TWILIO", "numbers": []}).at("SE") == {"SMS", "VOICE"}
    # A custom provider without requests sends nothing.
    assert facts_of({"provider": "CUSTOM_PROVIDER", "requests": None}).at("SE") == frozenset()
    junk: tuple[Any, ...] = ({}, None, [], {"numbers": [1, {}], "provider": 3, "name": {}})
    assert {facts_of(one).name for one in junk} == {""}
