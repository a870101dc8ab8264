"""What to type so that the demo's provider declines."""

from urllib.parse import urlsplit

from django.test import Client

from tests.world import World


def test_the_magic_inputs_are_listed(world: World, vera: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SANDBOX_PORT = urlsplit(world.sandbox.plivo_url).port
    answer = vera.get("/sandbox/")
    copied = {
        provider: {row["copy"] for row in rows} for provider, _, rows in answer.context["groups"]
    }
    assert "DECLINE TAX" in copied["Plivo"]
    assert "wrong" in copied["Plivo"] & copied["PingOne"]
    assert f"{world.sandbox.url}/gateway/echo" in copied["PingOne"]
    assert "DECLINE TAX" not in copied["PingOne"]


def test_a_sandbox_that_does_not_answer_is_said(vera: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SANDBOX_PORT = 9
    answer = vera.get("/sandbox/")
    assert answer.status_code == 200
    assert "does not answer" in answer.content.decode()


def test_there_is_no_such_page_outside_the_demo(vera: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = settings.DEBUG = False
    assert vera.get("/sandbox/").status_code == 404
