"""`/api/v1/evidence/`: what is uploaded here goes into optin_image_url."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from apps.accounts.models import ApiCredential
from apps.compliance.models import Evidence
from tests.rest import body, issue
from tests.world import World


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def machine(world: World) -> Client:
    _, token = issue(world.actor, "", door=ApiCredential.Door.API)
    return Client(headers={"authorization": f"Token {token}"})


def test_a_picture_gets_an_address_that_anybody_can_open(world: World, machine: Client) -> None:
    upload = SimpleUploadedFile("opt in.png", picture(), content_type="text/html")
    answer = machine.post("/api/v1/evidence/", {"evidence": upload})
    said = body(answer)
    assert (answer.status_code, said["content_type"], said["name"]) == (
        201,
        "image/png",
        "opt in.png",
    )
    shown = Client().get(said["url"].partition("//")[2].partition("/")[2].join(["/", ""]))
    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/png"
    assert b"".join(shown.streaming_content) == picture()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("page.png", b"<html><script>alert(1)</script>", "neither"),
        ("empty.pdf", b"", "neither"),
        ("cut.png", picture()[:30], "neither"),
        ("cut.pdf", b"%PDF-1.7 and no end", "neither"),
    ],
)
def test_what_reviewers_cannot_open_is_refused(
    world: World, machine: Client, name: str, content: bytes, words: str
) -> None:
    answer = machine.post("/api/v1/evidence/", {"evidence": SimpleUploadedFile(name, content)})
    assert answer.status_code == 400
    assert words in body(answer)["fields"]["evidence"][0]
    assert not Evidence.objects.exists()


def test_without_a_file_it_says_what_to_send(world: World, machine: Client) -> None:
    for data in ({}, {"evidence": "text"}):
        answer = machine.post("/api/v1/evidence/", data)
        assert (answer.status_code, "multipart" in body(answer)["error"]) == (400, True)
    answer = machine.post("/api/v1/evidence/", "{}", content_type="application/json")
    assert answer.status_code == 415


def test_a_token_for_other_resources_does_not_upload(world: World) -> None:
    _, token = issue(world.actor, "", door=ApiCredential.Door.API, families=["sync"])
    client = Client(headers={"authorization": f"Token {token}"})
    upload = SimpleUploadedFile("a.png", picture())
    assert client.post("/api/v1/evidence/", {"evidence": upload}).status_code == 403
