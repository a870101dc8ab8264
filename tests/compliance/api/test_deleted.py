"""What a deletion answers with, whatever is deleted: how far we are with it at Plivo."""

from tests.rest import Door
from tests.world import World


def test_each_says_how_far_its_deletion_is(world: World, door: Door) -> None:
    campaign = world.active_campaign(brand=world.brand(world.profile(profile_alias="Second")))
    link = world.link(campaign, world.numbers(1))[0]
    world.drain()
    world.reviewed()
    assert campaign.brand is not None
    deletions = [
        (f"10dlc/Campaign/{campaign.public_id}/Number/{link.number}/", 202),
        (f"10dlc/Campaign/{campaign.public_id}/", 200),
        (f"10dlc/Brand/{campaign.brand.public_id}/", 200),
        (f"Profile/{campaign.brand.profile.public_id}/", 200),
    ]
    for path, status in deletions:
        answer = door.delete(path)
        assert (answer.status_code, answer["Linecheck-Sync"]) == (status, "waiting"), path
        assert "ETag" not in answer
        world.drain()
        world.reviewed()
        assert door.get(path).status_code == 404


def test_a_withdrawal_says_it_too(world: World, door: Door) -> None:
    verification = world.verification(usecase_summary="STAY SUBMITTED " + "x" * 50)
    world.drain()
    answer = door.delete(f"TollfreeVerification/{verification.public_id}/")
    assert (answer.status_code, answer["Linecheck-Sync"], answer.content) == (204, "waiting", b"")
