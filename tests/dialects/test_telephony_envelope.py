"""Every answer is the envelope, whatever went wrong and wherever."""

from typing import Any

import pytest
from django.test import Client
from django.urls import path

from apps.dialects.telephony.routes import Route, served
from apps.dialects.telephony.views import TelephonyView
from tests.telephony_rest import CATALOGUE, LIST, ROOT, TelephonyDoor, row, said, vonage
from tests.world import World


class Broken(TelephonyView):
    def get(self, request: Any) -> Any:
        raise RuntimeError("the secret of the engine room")


def plain(request: Any) -> Any:
    raise RuntimeError


urlpatterns = [
    *served([Route("broken/", Broken, "broken")]),
    path("api/v2/plain/", plain),
]
handler404 = "apps.core.views.not_found"
handler500 = "apps.core.views.server_error"


def one(world: World) -> str:
    return f"{LIST}{world.configuration.pk}/"


@pytest.mark.parametrize(
    "raw", ["{", "nonsense", "[]", '"text"', "7", '{"name": "\\u0000"}', '{"name": NaN}', b"\xff"]
)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_body_that_is_no_json_object_is_400(
    world: World, telephony: TelephonyDoor, method: str, raw: Any
) -> None:
    where = LIST if method == "POST" else one(world)
    assert said(telephony.call(method, where, raw), 400)["data"] == {}


def test_a_body_that_is_too_large_or_too_deep_is_400(telephony: TelephonyDoor) -> None:
    assert "too large" in said(telephony.post(vonage(note="x" * 70_000)), 400)["message"]
    said(telephony.post(vonage(note="x" * 3_000_000)), 400)
    said(telephony.post('{"meta_json": ' + "[" * 40 + "]" * 40 + "}"), 400)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_body_of_another_type_is_415(world: World, telephony: TelephonyDoor, kind: str) -> None:
    said(telephony.post("name=x", content_type=kind), 415)
    said(telephony.call("PATCH", one(world), "name=x", content_type=kind), 415)


def test_other_methods_are_405_and_told_which_are_known(
    world: World, telephony: TelephonyDoor
) -> None:
    known = {
        LIST: "GET, POST, HEAD",
        one(world): "GET, PATCH, DELETE, HEAD",
        CATALOGUE: "GET, HEAD",
    }
    for where, methods in known.items():
        for method in {"PUT", "PATCH", "DELETE", "POST", "OPTIONS"} - set(methods.split(", ")):
            answer = telephony.call(method, where, {})
            said(answer, 405)
            assert answer["Allow"] == methods


def test_a_head_is_a_get_without_its_body(world: World, telephony: TelephonyDoor) -> None:
    for where in (LIST, one(world), CATALOGUE):
        answer = telephony.call("HEAD", where)
        assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("pk", ["0", "-1", "x", "9" * 19, "9" * 40, "1.5", "１"])
def test_an_id_that_is_none_is_404(telephony: TelephonyDoor, pk: str) -> None:
    assert said(telephony.get(f"{LIST}{pk}/"), 404)["message"] == "Configuration not found."


@pytest.mark.parametrize("where", ["", "nothing/", "providers/3/", "providers-configurations/1/2/"])
def test_beside_its_addresses_it_is_404(telephony: TelephonyDoor, where: str) -> None:
    for method in ("GET", "POST", "PATCH", "DELETE"):
        assert said(telephony.call(method, f"{ROOT}{where}"), 404)["data"] == {}


def test_not_signed_in_is_401_and_told_how(world: World, telephony: TelephonyDoor) -> None:
    for header in ("", "Token", "Token nonsense", "Bearer x", f"Bearer {telephony.token}"):
        answer = telephony.get(authorization=header)
        assert said(answer, 401)["message"].startswith("Invalid or missing token.")
        assert answer["WWW-Authenticate"].startswith("Token")


@pytest.mark.parametrize("handle", ["", "nobody", "acmé", "a b"])
def test_without_a_handle_one_may_read_it_is_403(
    world: World, telephony: TelephonyDoor, handle: str
) -> None:
    answers = [
        telephony.post(vonage(), org_handle=handle),
        telephony.read(world.configuration.pk, org_handle=handle),
        telephony.patch(world.configuration.pk, {"name": "x"}, org_handle=handle),
        telephony.delete(world.configuration.pk, org_handle=handle),
    ]
    for answer in answers:
        assert "Org-Handle" in said(answer, 403)["message"]
    if handle:
        said(telephony.get(org_handle=handle), 403)
    assert row(world.configuration.pk).name == world.configuration.name


@pytest.mark.parametrize("product", ["x", "1.5", "1e3", "9" * 19, "0x1", "１"])
def test_a_product_that_is_no_integer_is_400(
    world: World, telephony: TelephonyDoor, product: str
) -> None:
    for answer in (
        telephony.read(world.configuration.pk, product_id=product),
        telephony.patch(world.configuration.pk, {"name": "x"}, product_id=product),
        telephony.get(product_id=product),
    ):
        assert list(said(answer, 400)["data"]["errors"]) == ["Product-ID"]
    for fine in ("7", " 7 ", "-7", ""):
        said(telephony.read(world.configuration.pk, product_id=fine), 200)


def test_too_many_requests_are_429_and_told_how_long_to_wait(
    telephony: TelephonyDoor, settings: Any
) -> None:
    settings.API_RATE, settings.API_RATE_SECONDS = 2, 1_000_000_000
    answers = [telephony.get() for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    said(answers[2], 429)
    assert int(answers[2]["Retry-After"]) > 0


@pytest.mark.urls(__name__)
def test_our_own_failure_is_500_without_its_cause(telephony: TelephonyDoor) -> None:
    for where in (f"{ROOT}broken/", "/api/v2/plain/"):
        answer = telephony.get(where)
        assert "Linecheck failed on its side" in said(answer, 500)["message"]
        assert b"engine room" not in answer.content


def test_a_host_that_is_not_ours_is_400(telephony: TelephonyDoor, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["linecheck.example"]
    said(telephony.get(), 400)


def test_nothing_of_it_is_kept_by_caches(world: World, telephony: TelephonyDoor) -> None:
    assert telephony.get()["Cache-Control"] == "no-store"
    assert telephony.post(vonage())["Cache-Control"] == "no-store"


def test_beside_the_root_pages_stay_pages(db: Any) -> None:
    answer = Client().get("/api/v22/x/")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")
