"""Who works here, and as what."""

from django.test import Client

from tests.world import World


def test_every_member_is_listed_with_the_role(world: World, vera: Client) -> None:
    members = vera.get("/organization/members/").context["members"]
    assert {member["role"] for member in members} == {"Owner", "Filer", "Viewer"}
    assert [member["role"] for member in members if member["me"]] == ["Viewer"]


def test_members_of_others_are_not(world: World, stranger: Client) -> None:
    members = stranger.get("/organization/members/").context["members"]
    assert [member["me"] for member in members] == [True]
