"""Evidence: looked at before it is kept, shown to whoever has its address, as nothing else."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from apps.accounts.actors import actor_of
from apps.compliance.models import Evidence
from apps.compliance.services.evidence import FIELD, add_evidence
from apps.core.errors import Invalid, NotAllowed
from apps.core.models import Event
from tests import factories
from tests.world import World, picture

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def refused(world: World, name: str, content: bytes) -> str:
    with pytest.raises(Invalid) as error:
        add_evidence(upload=ContentFile(content, name), actor=world.filer)
    assert list(error.value.errors) == [FIELD]
    assert not Evidence.objects.exists()
    return str(error.value)


@pytest.mark.parametrize(
    ("kind", "content_type", "ending"),
    [
        ("PNG", "image/png", ".png"),
        ("JPEG", "image/jpeg", ".jpg"),
        ("GIF", "image/gif", ".gif"),
        ("WEBP", "image/webp", ".webp"),
    ],
)
def test_the_content_says_what_it_is_not_the_name(
    world: World, kind: str, content_type: str, ending: str
) -> None:
    kept = world.evidence("form.exe", picture("a", kind))
    assert kept.content_type == content_type
    assert kept.get_absolute_url().endswith(ending)
    assert kept.name == "form.exe"
    assert Event.objects.get(verb="uploaded").subject_label == "form.exe"


def test_a_pdf_is_kept_and_served(world: World, client: Client) -> None:
    kept = world.evidence("script.pdf", PDF)
    answer = client.get(kept.get_absolute_url())
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content) == PDF


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.png", b"<html><script>alert(1)</script></html>"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
        ("half.png", picture("half")[:60]),
        ("empty.png", b""),
        ("cut.pdf", b"%PDF-1.7 and no end"),
        ("program.pdf", b"MZ\x90\x00"),
        ("icon.bmp", picture("x", "BMP")),
    ],
)
def test_what_reviewers_cannot_open_is_refused_by_name(
    world: World, name: str, content: bytes
) -> None:
    assert refused(world, name, content).startswith(f"{name} is neither a PNG")


def test_one_too_large_is_refused(world: World, settings: Any) -> None:
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024
    assert "is larger than 1 MB" in refused(world, "big.png", b"\x89PNG" + bytes(1024 * 1024))


def test_a_bomb_is_refused(world: World) -> None:
    drawn = BytesIO()
    Image.new("1", (20_000, 20_000)).save(drawn, "PNG")
    refused(world, "bomb.png", drawn.getvalue())


def test_the_same_file_is_kept_once_for_each_organisation(world: World) -> None:
    first = world.evidence("one.png", picture("same"))
    assert world.evidence("two.png", picture("same")) == first
    other = factories.MembershipFactory(role="owner")
    theirs = add_evidence(upload=ContentFile(picture("same"), "x.png"), actor=actor_of(other))
    assert theirs != first
    assert theirs.token != first.token


def test_there_is_room_for_so_many(world: World, settings: Any) -> None:
    settings.EVIDENCE_MAX_FILES = 1
    world.evidence("one.png", picture("one"))
    with pytest.raises(Invalid, match=r"room for evidence is full"):
        world.evidence("two.png", picture("two"))


def test_a_viewer_keeps_nothing(world: World) -> None:
    with pytest.raises(NotAllowed):
        add_evidence(upload=ContentFile(picture(), "x.png"), actor=world.viewer)


def test_anybody_with_the_address_sees_it_and_nothing_runs(world: World, client: Client) -> None:
    kept = world.evidence()
    answer = client.get(kept.get_absolute_url())
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == picture("checkout.png")
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert len(kept.token) >= 32


@pytest.mark.parametrize("name", ["nothing.png", "..%2F..%2Fsecret", "x%00.png", "."])
def test_any_other_address_is_404(world: World, client: Client, name: str) -> None:
    world.evidence()
    assert client.get(f"/evidence/{name}").status_code == 404


def test_a_file_that_is_gone_is_404(world: World, client: Client) -> None:
    kept = world.evidence()
    Path(kept.file.path).unlink()
    assert client.get(kept.get_absolute_url()).status_code == 404


def test_it_is_not_changed_by_a_request(world: World, client: Client) -> None:
    assert client.post(world.evidence().get_absolute_url()).status_code == 405


def test_a_name_is_only_a_name(world: World) -> None:
    kept = world.evidence("../../etc/passwd\x00.png")
    assert "/" not in kept.name
    assert "\x00" not in kept.name
    assert Path(kept.file.path).name == f"{kept.token}.png"


def test_a_link_to_evidence_that_is_not_here_is_refused(world: World) -> None:
    kept = add_evidence(upload=ContentFile(PDF, "script.pdf"), actor=world.filer).public_url
    company = world.profile()
    missing = kept.replace(kept[-12:-4], "00000000")
    with pytest.raises(Invalid) as error:
        world.verification(company, optin_image_url=[kept, missing])
    assert error.value.errors["optin_image_url"][0].startswith("Link 2 leads to no file here.")
    assert world.verification(company, optin_image_url=[kept]).optin_image_url == [kept]
