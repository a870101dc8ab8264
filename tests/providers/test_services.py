"""A change is made to what was read, or not at all."""

import pytest

from apps.core.errors import Invalid, NotAllowed
from apps.providers import catalogue, services
from apps.providers.models import ProviderConfiguration
from apps.sync import connections
from tests import factories
from tests.world import World


def read(world: World) -> ProviderConfiguration:
    return ProviderConfiguration.objects.get(pk=world.configuration.pk)


def test_what_changed_since_it_was_read_is_not_overwritten(world: World) -> None:
    seen = read(world)
    change = {"name": "Somebody's"}
    connections.change(configuration=seen, values=change, actor=world.actor)
    draft = services.changed_draft(seen, {"api_secret": "tried with what is no more"})
    with pytest.raises(services.Outdated):
        services.change_configuration(seen=seen, draft=draft, verified=True, actor=world.actor)
    assert read(world).name == "Somebody's"
    assert read(world).api_secret == seen.api_secret


def test_a_draft_leaves_alone_what_is_not_named(world: World) -> None:
    seen = read(world)
    draft = services.changed_draft(seen, {"name": "New"})
    same = [name for name in services.COLUMNS if name != "name"]
    assert [getattr(draft, name) for name in same] == [getattr(seen, name) for name in same]
    assert (draft.pk, draft.account_id) == (None, seen.account_id)


def test_environments_are_spelt_in_one_way_and_blanks_say_nothing(world: World) -> None:
    draft = services.draft_configuration(
        organization=world.organization,
        provider=catalogue.PINGONE,
        name="PingOne",
        meta={
            "environment_id": " 3A9F2C1E-5B7D-4E8A-9C0F-1D2E3F4A5B6C ",
            "region": "",
            "auth_url": None,
            "note": "",
        },
    )
    environment = "3a9f2c1e-5b7d-4e8a-9c0f-1d2e3f4a5b6c"
    assert draft.meta == {"environment_id": environment, "note": ""}
    assert draft.account_id == environment


@pytest.mark.parametrize("role", ["filer", "viewer"])
def test_only_those_with_the_right_change_connections(world: World, role: str) -> None:
    actor = {"filer": world.filer, "viewer": world.viewer}[role]
    configuration = world.configuration
    acts = [
        lambda: connections.connect(
            organization=world.organization, provider=catalogue.CUSTOM, name="x", actor=actor
        ),
        lambda: connections.put(
            organization=world.organization, provider=catalogue.CUSTOM, name="x", actor=actor
        ),
        lambda: connections.change(configuration=configuration, values={}, actor=actor),
        lambda: connections.verify(configuration=configuration, actor=actor),
        lambda: connections.pause(configuration=configuration, actor=actor),
        lambda: connections.resume(configuration=configuration, actor=actor),
        lambda: connections.disconnect(configuration=configuration, actor=actor),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_resuming_switches_on_what_was_switched_off(world: World) -> None:
    change = {"configuration": world.configuration, "actor": world.actor}
    connections.change(values={"active": False}, **change)
    connections.resume(configuration=read(world), actor=world.actor)
    assert read(world).active and read(world).running
    connections.change(values={"active": False}, **change)
    factories.ConfigurationFactory(account_id=world.account)
    with pytest.raises(Invalid, match="connected already"):
        connections.resume(configuration=read(world), actor=world.actor)
    assert not read(world).active
