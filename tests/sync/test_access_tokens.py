"""One access token for all workers: fetched once, renewed in time, of the right credentials."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections

from apps.core import clock
from apps.core.clock import db_now
from apps.core.models import Event
from apps.providers.connect import client_for, new_token
from apps.providers.models import AccessToken, Lane, ProviderConfiguration
from apps.providers.services import change_configuration, changed_draft, replace_credentials
from apps.sync import access
from apps.sync.drain import Drain, drain
from apps.sync.lane import resume, take
from apps.sync.models import Attempt, Sync
from apps.upstream.errors import Unavailable
from tests.policies.conftest import environment, pingone_sandbox
from tests.policies.world import Environment
from tests.sandbox_process import SandboxProcess

__all__ = ["environment", "pingone_sandbox"]

WORKERS = 8
postgres = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="a test's SQLite is its own thread's"
)


def fetches(environment: Environment) -> int:
    paths = [one["path"] for one in environment.sandbox.requests(environment.account)]
    return sum(path.endswith("/as/token") for path in paths)


def at_once(count: int, job: Callable[[], None]) -> list[BaseException]:
    errors: list[BaseException] = []

    def run() -> None:
        try:
            job()
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


@pytest.fixture
def shared(transactional_db: None, pingone_sandbox: SandboxProcess) -> Environment:
    """Committed, so that other threads see it."""
    return Environment(pingone_sandbox)


@postgres
def test_8_workers_fetch_one_token(shared: Environment) -> None:
    shared.fault(kind="slow", path="as/token", seconds=0.5)
    got: list[str] = []
    errors = at_once(WORKERS, lambda: got.append(access.token_for(shared.configuration)))
    assert errors == []
    assert len(got) == WORKERS and len(set(got)) == 1
    assert fetches(shared) == 1


@postgres
def test_8_workers_whose_token_was_refused_renew_it_once(shared: Environment) -> None:
    stale = access.token_for(shared.configuration)
    shared.fault(kind="slow", path="as/token", seconds=0.5)
    got: list[str] = []
    at_once(WORKERS, lambda: got.append(access.token_for(shared.configuration, stale)))
    assert len(got) == WORKERS and len(set(got)) == 1 and stale not in got
    assert fetches(shared) == 2


def test_20_requests_of_one_drain_need_one_token(environment: Environment) -> None:
    for n in range(20):
        environment.policy(name=f"Policy {n}")
    environment.drain()
    assert len(environment.requests("POST")) == 20
    assert fetches(environment) == 1


def test_a_token_is_replaced_before_it_runs_out(environment: Environment) -> None:
    first = access.token_for(environment.configuration)
    clock.shift(3600 - 120)
    assert access.token_for(environment.configuration) == first
    clock.shift(61)
    second = access.token_for(environment.configuration)
    assert second != first and fetches(environment) == 2


def test_one_pingone_has_forgotten_is_renewed_and_the_write_done_once(
    environment: Environment,
) -> None:
    environment.policy(name="First")
    environment.drain()
    environment.sandbox.advance(3601, environment.account)
    environment.policy(name="Second")
    environment.drain()
    named = [one["name"] for one in environment.there("policy")]
    assert named.count("Second") == 1
    assert [one["status"] for one in environment.requests("POST")] == [201, 401, 201]
    assert fetches(environment) == 2


def test_who_dies_fetching_keeps_the_others_waiting_for_the_lease_only(
    environment: Environment,
) -> None:
    row = AccessToken.objects.create(configuration=environment.configuration)
    assert access._claim(row, db_now())
    # Nobody fetches while somebody might still be at it.
    assert not access._claim(row, db_now() + timedelta(seconds=access.SECONDS))
    clock.shift(2 * access.SECONDS + 1)
    assert access.token_for(environment.configuration)
    row.refresh_from_db()
    assert row.lease_until is None and row.token


def test_who_comes_back_too_late_takes_the_token_that_is_there(environment: Environment) -> None:
    row = AccessToken.objects.create(configuration=environment.configuration)
    assert access._claim(row, db_now())
    clock.shift(2 * access.SECONDS + 1)
    kept = access.token_for(environment.configuration)
    assert access._renew(row) == ""
    row.refresh_from_db()
    assert row.token == kept


def test_after_a_failure_the_next_may_fetch_at_once(environment: Environment) -> None:
    environment.fault(kind="status", status=503, path="as/token", retry_after=2)
    with pytest.raises(Unavailable):
        access.token_for(environment.configuration)
    assert access.token_for(environment.configuration)


def replaced(environment: Environment) -> None:
    """The owner gives other credentials; the memory of those who had them is as it was."""
    seen = ProviderConfiguration.objects.get(pk=environment.configuration.pk)
    new = {"api_key": "another-client", "api_secret": "another-secret"}
    draft = changed_draft(seen, new)
    change_configuration(seen=seen, draft=draft, verified=True, actor=environment.actor)


def test_who_remembers_former_credentials_fetches_with_the_new_ones(
    environment: Environment,
) -> None:
    """As a drain does that began before they were replaced."""
    replaced(environment)
    assert environment.configuration.api_key != "another-client"
    access.token_for(environment.configuration)
    # The sandbox lets in the client that came first.
    fresh = ProviderConfiguration.objects.get(pk=environment.configuration.pk)
    client: Any = client_for(fresh, token=lambda stale: new_token(fresh, seconds=5).token)
    assert len(client.collection("notificationsPolicies", "notificationsPolicies")) == 1


@postgres
def test_a_token_on_its_way_when_credentials_are_replaced_is_not_kept(shared: Environment) -> None:
    shared.fault(kind="slow", path="as/token", seconds=1)
    got: list[str] = []
    worker = threading.Thread(
        target=lambda: at_once(1, lambda: got.append(access.token_for(shared.configuration)))
    )
    worker.start()
    shared.sandbox.wait(lambda: _leased(shared))
    replaced(shared)
    worker.join()
    row = AccessToken.objects.get(configuration=shared.configuration)
    # Fetched again, with the new ones; nobody got the token of the former.
    assert got == [row.token] and fetches(shared) == 2


def _leased(shared: Environment) -> bool:
    rows = AccessToken.objects.filter(configuration=shared.configuration)
    return rows.filter(lease_until__isnull=False).exists()


def test_a_refused_client_pauses_the_lane_and_new_credentials_resume_it(
    environment: Environment,
) -> None:
    good = environment.configuration.api_secret
    ProviderConfiguration.objects.filter(pk=environment.configuration.pk).update(api_secret="wrong")
    policies = [environment.policy(name=f"Policy {n}") for n in range(3)]
    environment.drain()
    lane = Lane.objects.get(configuration=environment.configuration)
    assert lane.paused_at and "client ID and secret" in lane.pause_reason
    assert environment.requests() == []
    environment.configuration.refresh_from_db()
    replace_credentials(
        configuration=environment.configuration,
        api_secret=good,
        base_url=environment.configuration.base_url,
        actor=environment.actor,
    )
    resume(environment.configuration, actor=environment.actor)
    environment.drain()
    lane.refresh_from_db()
    assert lane.paused_at is None
    states = [Sync.objects.get(pk=policy.sync_id).state for policy in policies]
    assert states == ["in_sync"] * 3


def test_a_key_nobody_can_read_ends_the_drain_instead_of_hanging_it(
    environment: Environment,
) -> None:
    """Whoever waits for a token must be told that there is none."""
    environment.policy()
    access.token_for(environment.configuration)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE providers_accesstoken SET token = 'of another key'")
    lane = take(environment.configuration.pk)
    assert lane is not None
    with pytest.raises(Exception, match="FIELD_ENCRYPTION_KEYS"):
        Drain(lane).run()
    assert environment.writes() == []


def test_the_token_is_in_no_record_and_no_log(
    environment: Environment, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    environment.fault(kind="status", status=500, method="PUT")
    policy = environment.policy()
    environment.drain()
    environment.sandbox.advance(3601, environment.account)
    environment.setting()
    environment.drain()
    environment.pull()
    drain(environment.configuration.pk)
    token = access.token_for(environment.configuration)
    secret = environment.configuration.api_secret
    assert policy.pk and Attempt.objects.exists() and Event.objects.exists()
    told = StringIO()
    # The whole database, as a backup has it.
    call_command("dumpdata", "sync", "core", "policies", stdout=told)
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM providers_accesstoken")
        kept = str(cursor.fetchall())
    for text in (told.getvalue(), kept, caplog.text):
        assert token not in text and secret not in text
