"""The record of change outlives what it is about."""

import pytest

from apps.core import events
from apps.core.actor import SYSTEM
from apps.core.models import Event
from tests.world import World


def test_who_did_what_is_kept_with_before_and_after(world: World) -> None:
    profile = world.profile()
    entry = events.record(
        profile, "edited", actor=world.actor, changes={"city": ("New York", "Albany")}
    )
    assert entry.organization_id == world.organization.pk
    assert entry.actor_label == str(world.olivia)
    assert entry.changes == {"city": ["New York", "Albany"]}
    assert next(iter(events.timeline(profile))) == entry


def test_it_cannot_be_deleted(world: World) -> None:
    entry = events.record(world.profile(), "edited", actor=SYSTEM)
    with pytest.raises(TypeError):
        entry.delete()
    with pytest.raises(TypeError):
        Event.objects.filter(pk=entry.pk).delete()
    assert Event.objects.filter(pk=entry.pk).exists()


def test_it_survives_its_user(world: World) -> None:
    profile = world.profile()
    name, email = str(world.olivia), world.olivia.email
    world.olivia.delete()
    kept = Event.objects.filter(subject_id=profile.pk, actor_label=name, actor_email=email)
    assert kept.exists()
