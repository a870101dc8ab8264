"""Rotation of the keys that encrypt at rest: everything comes along, nothing is lost on the way."""

import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.management import CommandError, call_command
from django.db import connection

from apps.accounts.models import ApiCredential
from apps.core import rotation
from apps.policies.models import PhoneDeliverySetting
from apps.providers.models import AccessToken, ProviderConfiguration
from tests.dump import dump
from tests.factories import ConfigurationFactory
from tests.policies.world import SETTING
from tests.sync.test_races import at_once

pytestmark = pytest.mark.django_db

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
TABLE = ProviderConfiguration._meta.db_table


@pytest.fixture(autouse=True)
def _keys(settings: Any) -> None:
    settings.FIELD_ENCRYPTION_KEYS = [OLD]


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("reencrypt", *arguments, stdout=said, stderr=said)
    return said.getvalue()


def refused(*arguments: str) -> tuple[int, str]:
    """The exit code and everything it said."""
    said = StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("reencrypt", *arguments, stdout=said, stderr=said)
    return raised.value.returncode, f"{said.getvalue()}{raised.value}"


def stored(pk: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT api_secret FROM {TABLE} WHERE id = %s", [pk])
        return str(cursor.fetchone()[0])


def put(pk: int, token: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET api_secret = %s WHERE id = %s", [token, pk])


def under(key: str, token: str) -> bool:
    try:
        return bool(Fernet(key).decrypt(token.encode()))
    except InvalidToken:
        return False


def one_of_each() -> tuple[ProviderConfiguration, ApiCredential, PhoneDeliverySetting]:
    """Every encrypted column has a value."""
    configuration = ConfigurationFactory(api_secret="the-secret")
    AccessToken.objects.create(configuration=configuration, token="the-token")
    credential = ApiCredential.objects.create(
        organization=configuration.organization, digest="d", name="Shop", secret="the-signature"
    )
    setting = PhoneDeliverySetting(
        configuration=configuration,
        sync=configuration.sync_set.create(kind="setting", run_after=configuration.created_at),
        secrets={"/authToken": "a"},
        remote_secrets={"/authToken": "b"},
    )
    setting.take_wanted(SETTING)
    setting.save()
    return configuration, credential, setting


def test_every_token_of_the_database_comes_under_the_first_key(settings: Any) -> None:
    configuration, credential, setting = one_of_each()
    assert len(tokens()) == len(rotation.columns())
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    run()
    assert [token for token in tokens() if not under(NEW, token)] == []
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    for row in (configuration, credential, setting):
        row.refresh_from_db()
    assert (configuration.api_secret, credential.secret) == ("the-secret", "the-signature")
    assert AccessToken.objects.get().token == "the-token"
    assert setting.secrets == {"/authToken": "a"}
    assert setting.remote_secrets == {"/authToken": "b"}


def tokens() -> list[str]:
    """Whatever looks encrypted, in any column of any table."""
    return re.findall(r"gAAAA[\w=-]{50,}", dump())


def test_the_check_says_how_many_are_left_and_when_the_old_key_can_go(settings: Any) -> None:
    one_of_each()
    ConfigurationFactory()
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    before = dump()
    code, said = refused("--check")
    assert code == 1
    assert "providers.ProviderConfiguration.api_secret: 2 under older keys" in said
    assert "8 stored secrets are still under older keys" in said
    assert dump() == before
    run()
    assert "the others can go" in run("--check")


def test_it_goes_on_where_it_stopped(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    made = [ConfigurationFactory(api_secret=f"secret-{n}") for n in range(5)]
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    column = rotation.Column(ProviderConfiguration, "api_secret")
    next(rotation.reencrypt(column))
    done = [under(NEW, stored(one.pk)) for one in made]
    assert done == [True, True, False, False, False]
    kept = stored(made[0].pk)
    *_, last = rotation.reencrypt(column)
    assert (last.older, last.current) == (3, 2)
    assert stored(made[0].pk) == kept
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    secrets = ProviderConfiguration.objects.order_by("pk").values_list("api_secret", flat=True)
    assert list(secrets) == [f"secret-{n}" for n in range(5)]


def test_what_is_empty_stays_empty(settings: Any) -> None:
    configuration = ConfigurationFactory(api_key="", api_secret="")
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    run()
    assert stored(configuration.pk) == ""


@pytest.mark.parametrize("arguments", [(), ("--check",)])
def test_a_row_that_no_key_opens_is_named_and_the_others_are_done(
    settings: Any, arguments: tuple[str, ...]
) -> None:
    lost, cut, good = ConfigurationFactory(), ConfigurationFactory(), ConfigurationFactory()
    put(lost.pk, Fernet(Fernet.generate_key()).encrypt(b"x").decode())
    put(cut.pk, stored(cut.pk)[:-9])
    before = stored(lost.pk), stored(cut.pk)
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    code, said = refused(*arguments)
    assert code == 2
    for one in (lost, cut):
        assert f"ProviderConfiguration.api_secret of row {one.pk}: no key" in said
    assert f"api_secret of row {good.pk}:" not in said
    assert "2 stored secrets cannot be read" in said
    assert (stored(lost.pk), stored(cut.pk)) == before
    assert under(NEW, stored(good.pk)) is (arguments == ())


def test_what_is_written_in_between_is_kept(settings: Any) -> None:
    """By a process that was not restarted yet, in the very moment before ours is written."""
    configuration = ConfigurationFactory(api_secret="before")
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    others = [Fernet(OLD).encrypt(text).decode() for text in (b"first", b"second")]

    def write(execute: Any, sql: str, *rest: Any) -> Any:
        if ours(sql) and others:
            put(configuration.pk, others.pop(0))
        return execute(sql, *rest)

    with connection.execute_wrapper(write):
        run()
    assert others == []
    assert under(NEW, stored(configuration.pk))
    configuration.refresh_from_db()
    assert configuration.api_secret == "second"


def test_a_row_that_goes_meanwhile_is_no_trouble(settings: Any) -> None:
    token = AccessToken.objects.create(configuration=ConfigurationFactory(), token="the-token")
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]

    def delete(execute: Any, sql: str, *rest: Any) -> Any:
        if ours(sql) and AccessToken._meta.db_table in sql:
            AccessToken.objects.filter(pk=token.pk).delete()
        return execute(sql, *rest)

    with connection.execute_wrapper(delete):
        run()
    assert not AccessToken.objects.exists()


def ours(sql: str) -> bool:
    """Whether it is the command's own write: it compares what is stored."""
    return sql.startswith("UPDATE") and ("CAST" in sql or "::text" in sql)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_beside_6_writers_with_the_old_key_no_write_is_lost(settings: Any) -> None:
    """Two commands at once, and writers that alone write their row: each reads what it wrote."""
    made = [ConfigurationFactory(api_secret=f"{n}:start") for n in range(6)]
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    column = rotation.Column(ProviderConfiguration, "api_secret")
    lost: list[str] = []
    left = [one.pk for one in made]
    renewed: list[int] = []

    def writer(pk: int) -> Callable[[], None]:
        def work() -> None:
            for n in range(60):
                put(pk, Fernet(OLD).encrypt(f"{pk}:{n}".encode()).decode())
                for _ in range(3):
                    found = ProviderConfiguration.objects.get(pk=pk).api_secret
                    if found != f"{pk}:{n}":
                        lost.append(f"{found} for {pk}:{n}")
            left.remove(pk)

        return work

    def rotate() -> None:
        while left:
            *_, tally = rotation.reencrypt(column)
            renewed.append(tally.older)

    assert at_once(*[writer(one.pk) for one in made], rotate, rotate) == []
    run()
    assert lost == []
    assert sum(renewed) > len(made)
    assert [under(NEW, stored(one.pk)) for one in made] == [True] * 6
    secrets = ProviderConfiguration.objects.order_by("pk").values_list("api_secret", flat=True)
    assert list(secrets) == [f"{one.pk}:59" for one in made]
