"""Addresses: slashes optional or doubled, both spellings, never a redirect."""

import pytest
from django.urls import resolve

from apps.compliance.models import Profile
from apps.dialects.addresses import documented_below
from apps.dialects.plivo.routes import ROOT
from config.urls import PLIVO
from tests.compliance.api.bodies import PROFILE
from tests.rest import Door, body, error
from tests.world import World

SHAPES = ("{}/", "{}", "{}//", "{}///")


@pytest.mark.parametrize("route", PLIVO, ids=lambda route: route.template)
def test_every_address_is_served_in_every_shape(route: object) -> None:
    template = ROOT + route.template  # type: ignore[attr-defined]
    path = "/" + "".join("x" if c in "{}" else c for c in template)
    for shape in SHAPES:
        for slashes in ("/", "//"):
            found = resolve(
                shape.format(path.rstrip("/").replace("/", slashes)[len(slashes) - 1 :])
            )
            assert found.func.view_class is route.view  # type: ignore[attr-defined]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_post_keeps_method_and_body(door: Door, shape: str) -> None:
    assert door.post(shape.format("Profile"), PROFILE).status_code == 200
    assert Profile.objects.get().company_name == PROFILE["company_name"]


@pytest.mark.parametrize("shape", SHAPES)
def test_one_object_is_read_and_deleted(world: World, door: Door, shape: str) -> None:
    path = shape.format(f"Profile//{world.profile().public_id}")
    assert door.get(path).status_code == 200
    assert door.delete(path).status_code == 200
    error(door.get(path), 404)


def test_doubled_slashes_inside_are_read_as_one(world: World, door: Door) -> None:
    number = world.numbers(1)[0]
    assert body(door.get(f"Number//{number}//"))["number"] == number
    assert body(door.get(f"/v1//Account//{door.account}//Number"))["meta"]["total_count"] == 14


def test_the_spellings_without_10dlc_are_the_same(world: World, door: Door) -> None:
    campaign = world.campaign()
    brand = campaign.brand
    assert brand is not None
    for path in (f"Brand/{brand.public_id}/", f"Brand/{brand.public_id}/usecases/"):
        short, whole = body(door.get(path)), body(door.get(f"10dlc/{path}"))
        assert {**short, "api_id": ""} == {**whole, "api_id": ""}
    short = body(door.get(f"Campaign/{campaign.public_id}"))
    assert short["campaign"]["campaign_id"] == campaign.public_id
    assert door.delete(f"Campaign/{campaign.public_id}/").status_code == 200
    assert door.delete(f"Brand/{brand.public_id}/").status_code == 400


@pytest.mark.parametrize("path", ["profile/", "10DLC/Brand/", "Profile/x/y/", "xProfile/", "10dlc"])
def test_other_spellings_are_not_there(door: Door, path: str) -> None:
    error(door.get(path), 404)


def test_ids_are_ours_or_theirs(world: World, door: Door) -> None:
    campaign = world.active_campaign()
    brand = campaign.brand
    assert brand is not None and brand.profile.remote_id
    link = world.link(campaign, world.numbers(1))[0]
    world.drain()
    paths = {
        "Profile/{}/": brand.profile,
        "10dlc/Brand/{}/": brand,
        "10dlc/Brand/{}/usecases/": brand,
        "10dlc/Campaign/{}/": campaign,
        "10dlc/Campaign/{}/Number/": campaign,
        f"10dlc/Campaign/{{}}/Number/{link.number}/": campaign,
    }
    for path, row in paths.items():
        row.refresh_from_db()
        assert row.public_id != row.remote_id
        ours, theirs = (body(door.get(path.format(i))) for i in (row.public_id, row.remote_id))
        assert {**ours, "api_id": ""} == {**theirs, "api_id": ""}


@pytest.mark.parametrize("name", ["", "x"])
@pytest.mark.parametrize("value", ["%00", "a%00b"])
def test_nul_in_path_or_query_finds_nothing(door: Door, name: str, value: str) -> None:
    error(door.get(f"Profile/{name}{value}/"), 404)
    error(door.delete(f"10dlc/Campaign/C123456/Number/{value}/"), 404)
    assert "Take the NUL character out." in error(door.get(f"Profile/?type={value}"))
    assert "Take the NUL character out." in error(door.get(f"Profile/?{value}=1"))


@pytest.mark.parametrize("value", ["%FF%FE", "%ED%A0%80", "%0A", "%F0%9F%A5%90", "x" * 3000, "'--"])
def test_odd_bytes_in_path_or_query_find_nothing(door: Door, value: str) -> None:
    error(door.get(f"10dlc/Campaign/{value}/Number/{value}/"), 404)
    error(door.get(f"Number/{value}/"), 404)
    for path in ("10dlc/Campaign/?brand_id=", "Number/?number_startswith=", "Profile/?vertical="):
        assert body(door.get(path + value))["meta"]["total_count"] == 0


def test_the_schema_leaves_out_the_other_spellings() -> None:
    assert len(documented_below(ROOT, PLIVO)) == sum(not route.alias for route in PLIVO)
