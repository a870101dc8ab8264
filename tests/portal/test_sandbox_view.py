"""What to type so that the demo's provider declines."""

from urllib.parse import urlsplit

from django.test import Client

from tests.world import World


def test_the_magic_inputs_are_listed(world: World, vera: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SANDBOX_PORT = urlsplit(world.sandbox.plivo_url).port
    answer = vera.get("/sandbox/")
    assert "DECLINE TAX" in {row["copy"] for row in answer.context["inputs"]}


def test_a_sandbox_that_does_not_answer_is_said(vera: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SANDBOX_PORT = 9
    answer = vera.get("/sandbox/")
    assert answer.status_code == 200
    assert "does not answer" in answer.content.decode()


def test_there_is_no_such_page_outside_the_demo(vera: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = settings.DEBUG = False
    assert vera.get("/sandbox/").status_code == 404
