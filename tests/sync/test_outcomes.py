"""What each kind of answer leads to."""

from django.utils import timezone

from apps.compliance.models import Brand, Profile, Submission
from apps.compliance.services.profile import edit_profile
from apps.core.models import Event
from apps.providers.models import Lane
from apps.sync import lane as lanes
from apps.sync.claim import claim, start
from apps.sync.models import Block, Outcome, Sync
from apps.sync.services import retry_sync
from apps.sync.settle import Result, settle
from apps.sync.tasks import sweep
from apps.upstream.errors import Rejected
from tests.world import World


def sync_of(obj) -> Sync:
    return Sync.objects.get(pk=obj.sync_id)


def lane_of(world: World) -> Lane:
    return Lane.objects.get(configuration=world.configuration)


def test_a_refusal_blocks_with_the_provider_s_words(world: World) -> None:
    profile = world.profile()
    words = "profile_alias is not acceptable"
    world.fault(method="POST", path="Profile", kind="status", status=400, error=words, times=1)
    world.drain()
    sync = sync_of(profile)
    assert sync.blocked == Block.REJECTED
    assert sync.detail["message"] == words
    attempt = world.attempts(write=True)[0]
    assert (attempt.outcome, attempt.status) == (Outcome.REJECTED, 400)
    assert attempt.request_id
    assert Event.objects.filter(subject_id=profile.pk, verb="refused", text=words).exists()


def test_a_blocked_row_is_sent_again_on_retry(world: World) -> None:
    profile = world.profile()
    world.fault(method="POST", path="Profile", kind="status", status=400, times=1)
    world.drain()
    world.later(3600)
    assert len(world.writes()) == 1
    retry_sync(sync=sync_of(profile), actor=world.filer)
    world.drain()
    assert sync_of(profile).state == "in_sync"


def test_a_429_waits_as_told_and_is_no_failure(world: World) -> None:
    profile = world.profile()
    world.fault(method="POST", kind="status", status=429, retry_after=30, times=1)
    world.drain()
    sync = sync_of(profile)
    assert (sync.tries, sync.blocked, sync.unsure_since) == (0, "", None)
    assert lanes.reserve(lane_of(world).pk, 1) == []
    world.later(29)
    assert len(world.writes()) == 1
    world.later(2)
    assert len(world.writes()) == 2
    assert sync_of(profile).state == "in_sync"


def test_bad_credentials_pause_the_connection_once(world: World) -> None:
    world.profile()
    other = world.profile(profile_alias="Second", company_name="Second LLC")
    world.drain()
    world.configuration.api_secret = "wrong"
    world.configuration.save()
    first = Profile.objects.get(profile_alias="Acme Bakery")
    for profile in (first, other):
        edit_profile(profile=profile, values={"city": "Albany"}, version=1, actor=world.actor)
    world.drain()
    lane = lane_of(world)
    assert lane.paused_at
    assert "Auth ID" in lane.pause_reason
    assert world.drain() == 0
    paused = Event.objects.filter(verb="paused", subject_id=world.configuration.pk)
    assert paused.count() == 1


def test_a_paused_connection_resumes_by_itself_once_the_probe_succeeds(world: World) -> None:
    profile = world.profile()
    world.fault(kind="status", status=401, times=1)
    world.drain()
    assert sync_of(profile).blocked == Block.MISCONFIGURED
    Lane.objects.update(probe_at=timezone.now())
    sweep()
    assert lane_of(world).paused_at is None
    world.drain()
    assert sync_of(profile).state == "in_sync"


def test_no_connection_is_surely_not_done_and_tried_again(world: World) -> None:
    profile = world.profile()
    good = world.configuration.base_url
    world.configuration.base_url = "http://127.0.0.1:9/plivo"
    world.configuration.save()
    world.drain()
    sync = sync_of(profile)
    assert (sync.unsure_since, sync.tries, sync.blocked) == (None, 1, "")
    world.configuration.base_url = good
    world.configuration.save()
    world.later(5)
    assert sync_of(profile).state == "in_sync"


def test_a_bug_blocks_its_object_and_no_other(world: World) -> None:
    broken = world.brand()
    world.drain()
    fine = world.profile(profile_alias="Second", company_name="Second LLC")
    # A filing its mirror cannot read: such a bug must not loop nor take the drain down.
    Brand.objects.filter(pk=broken.pk).update(remote_id="")
    Submission.objects.update(snapshot=[], outcome="")
    Sync.objects.filter(pk=broken.sync_id).update(wanted=2)
    world.drain()
    assert sync_of(broken).blocked == Block.INTERNAL
    assert "Traceback" in sync_of(broken).detail["traceback"]
    assert sync_of(fine).state == "in_sync"


def test_a_throttled_reading_does_not_move_the_push(world: World) -> None:
    profile = world.profile()
    world.fault(method="GET", path="Profile", kind="status", status=503, times=1)
    world.drain()
    assert sync_of(profile).sent == 1
    assert sync_of(profile).look_at is not None
    world.later(5)
    profile.refresh_from_db()
    assert profile.remote_data["company_name"] == "Acme Bakery LLC"


def test_secrets_and_tokens_are_not_kept(world: World) -> None:
    campaign = world.campaign()
    world.drain()
    world.reviewed()
    rows = [str([a.body, a.answer, a.key, a.path, a.note]) for a in world.attempts()]
    assert rows
    assert not any(world.configuration.api_secret in row for row in rows)
    assert not any(str(campaign.sync.token) in row for row in rows)


def test_an_old_edit_s_refusal_does_not_block_the_new_edit(world: World) -> None:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    edit_profile(profile=profile, values={"city": "Albany"}, version=1, actor=world.actor)
    visit = start(claim(world.configuration.pk, 1)[0])
    profile.refresh_from_db()
    edit_profile(
        profile=profile, values={"city": "Buffalo"}, version=profile.version, actor=world.actor
    )
    settle(visit, Result(error=Rejected("Albany is not acceptable", status=400)))
    assert sync_of(profile).blocked == ""
    world.drain()
    assert sync_of(profile).state == "in_sync"
    assert world.objects("profiles")[-1]["address"]["city"] == "Buffalo"
