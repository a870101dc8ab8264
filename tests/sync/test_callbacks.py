"""Plivo's posts: signed, replayed, forged, for strangers; always only a reason to look."""

import uuid

import pytest
from django.conf import settings
from django.test import Client
from plivo.utils import validate_signature, validate_v3_signature

from apps.sync.callbacks import callback_url
from apps.sync.models import Callback, Sync
from apps.upstream.signature import v2_signature, v3_signature
from tests.world import World

FIELDS = {"brand_id": "B123456", "status": "registered", "event": "brand"}


@pytest.fixture
def sync(world: World) -> Sync:
    brand = world.brand()
    world.drain()
    sync = Sync.objects.get(pk=brand.sync_id)
    Sync.objects.filter(pk=sync.pk).update(look_at=None)
    return sync


def path_of(sync: Sync) -> str:
    return callback_url(sync).removeprefix(settings.PUBLIC_URL)


def v2(sync: Sync, token: str, nonce: str = "n-1") -> dict[str, str]:
    signature = v2_signature(callback_url(sync), nonce, token)
    return {"X-Plivo-Signature-V2": signature, "X-Plivo-Signature-V2-Nonce": nonce}


def v3(sync: Sync, token: str, nonce: str = "n-1") -> dict[str, str]:
    params = {key: [value] for key, value in FIELDS.items()}
    signature = v3_signature("POST", callback_url(sync), nonce, token, params)
    return {"X-Plivo-Signature-V3": f"other,{signature}", "X-Plivo-Signature-V3-Nonce": nonce}


@pytest.mark.parametrize("family", [v2, v3])
def test_a_signed_one_is_stored_and_makes_us_look(
    world: World, sync: Sync, client: Client, family
) -> None:
    headers = family(sync, world.configuration.api_secret)
    answer = client.post(path_of(sync), FIELDS, headers=headers)
    assert answer.status_code == 200
    stored = Callback.objects.get()
    assert (stored.signed, stored.sync_id) == (True, sync.pk)
    assert Sync.objects.get(pk=sync.pk).look_at is not None


def test_the_official_sdk_agrees_with_our_signatures(world: World, sync: Sync) -> None:
    url, token = callback_url(sync), world.configuration.api_secret
    assert validate_signature(url, "n", v2_signature(url, "n", token), token)
    params = {"b": ["2", "1"], "a": ["x y"]}
    ours = v3_signature("POST", f"{url}?z=1&y=2", "n", token, params)
    assert validate_v3_signature("POST", f"{url}?z=1&y=2", "n", token, ours, params)
    ours = v3_signature("GET", f"{url}?z=1&y=2", "n", token, {})
    assert validate_v3_signature("GET", f"{url}?z=1&y=2", "n", token, ours, {})
    ours = v3_signature("POST", url, "n", token, params)
    assert validate_v3_signature("POST", url, "n", token, ours, params)


def test_a_wrong_signature_is_refused_and_nothing_kept(
    world: World, sync: Sync, client: Client
) -> None:
    answer = client.post(path_of(sync), FIELDS, headers=v2(sync, "somebody else's"))
    assert answer.status_code == 403
    assert not Callback.objects.exists()
    assert Sync.objects.get(pk=sync.pk).look_at is None


def test_a_body_changed_on_the_way_breaks_v3(world: World, sync: Sync, client: Client) -> None:
    headers = v3(sync, world.configuration.api_secret)
    answer = client.post(path_of(sync), {**FIELDS, "status": "rejected"}, headers=headers)
    assert answer.status_code == 403


def test_an_unsigned_one_is_a_hint(world: World, sync: Sync, client: Client) -> None:
    assert client.post(path_of(sync), FIELDS).status_code == 200
    assert not Callback.objects.get().signed
    assert Sync.objects.get(pk=sync.pk).look_at is not None


def test_a_replay_answers_200_and_does_nothing(world: World, sync: Sync, client: Client) -> None:
    headers = v2(sync, world.configuration.api_secret)
    client.post(path_of(sync), FIELDS, headers=headers)
    Sync.objects.filter(pk=sync.pk).update(look_at=None)
    assert client.post(path_of(sync), FIELDS, headers=headers).status_code == 200
    assert Callback.objects.count() == 1
    assert Sync.objects.get(pk=sync.pk).look_at is None


def test_the_host_header_is_not_believed(world: World, sync: Sync, client: Client) -> None:
    headers = v2(sync, world.configuration.api_secret)
    answer = client.post(path_of(sync), FIELDS, headers={**headers, "Host": "evil.example"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\xff", b"{not json", "ü".encode("utf-16")],
    ids=["empty", "nul", "json", "16"],
)
def test_a_strange_body_is_kept_and_not_believed(
    world: World, sync: Sync, client: Client, body: bytes
) -> None:
    answer = client.post(path_of(sync), body, content_type="application/octet-stream")
    assert answer.status_code == 200


def test_too_large_a_body_is_refused(world: World, sync: Sync, client: Client) -> None:
    answer = client.post(path_of(sync), b"x" * 70_000, content_type="text/plain")
    assert answer.status_code == 413


def test_it_works_by_get(world: World, sync: Sync, client: Client) -> None:
    assert client.get(path_of(sync), FIELDS).status_code == 200
    assert "registered" in Callback.objects.get().query


def test_an_unknown_token_is_404(world: World, client: Client) -> None:
    assert client.post(f"/callbacks/plivo/{uuid.uuid4()}/", FIELDS).status_code == 404
