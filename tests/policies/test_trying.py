"""A request of a custom provider, really sent: to a gateway on this machine."""

import base64
import json
import threading
from typing import Any
from urllib.parse import quote_plus

import pytest

from apps.core.actor import Actor
from apps.core.errors import Invalid, NotAllowed, Refused
from apps.policies.filling import plain
from apps.policies.trying import GATEWAY
from apps.upstream.gateway import MAX_ANSWER
from apps.upstream.redact import MASK
from tests.policies.gateways import SECRET, setting
from tests.policies.tries import answer, arrived, nothing_leaks, tried
from tests.upstream.peer import Start, peers

peer = pytest.fixture(peers)


def test_a_form_arrives_as_the_preview_says(peer: Start) -> None:
    server = peer()
    done = tried(setting(url=server.url("sms")))
    first, headers, body = arrived(server)
    assert first == "POST /sms HTTP/1.1"
    assert body == "to=%2B14155550100&text=Code+2468+%26+more" == plain(done.request.call.body)
    assert headers["authorization"] == f"Bearer {SECRET}"
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert (done.stage, done.status, done.body, done.error) == (GATEWAY, 200, "ok", "")
    assert done.words.startswith("The gateway accepted the request (200 OK)")
    nothing_leaks(done)


def test_json_arrives_as_json_with_the_bare_number(peer: Start) -> None:
    server = peer()
    template = '{"to": "${to}", "text": "${message}"}'
    tried(
        setting(
            url=server.url(),
            body=template,
            headers={"Content-Type": "application/json"},
            phoneNumberFormat="NUMBER_ONLY",
        )
    )
    _, headers, body = arrived(server)
    assert json.loads(body) == {"to": "14155550100", "text": "Code 2468 & more"}
    assert headers["content-type"] == "application/json"


def test_a_get_arrives_with_all_in_its_address(peer: Start) -> None:
    server = peer()
    url = server.url("sms?to=${to}&text=${message}")
    done = tried(setting(method="GET", url=url, body=None, headers={"X-Mine": "1"}))
    first, headers, body = arrived(server)
    assert first == "GET /sms?to=%2B14155550100&text=Code%202468%20%26%20more HTTP/1.1"
    assert (headers["x-mine"], body) == ("1", "")
    assert plain(done.request.call.url).endswith(
        "/sms?to=%2B14155550100&text=Code%202468%20%26%20more"
    )


def test_only_the_request_that_was_asked_for_is_sent(peer: Start) -> None:
    text, call = peer(), peer()
    body = setting(url=text.url())
    body["requests"].append({**body["requests"][0], "url": call.url(), "deliveryMethod": "VOICE"})
    assert tried(body, index=1).request.delivery_method == "VOICE"
    assert (len(text.requests), len(call.requests)) == (0, 1)


@pytest.mark.parametrize(
    ("authentication", "name", "value"),
    [
        (
            {"method": "BASIC", "username": "acmé", "password": SECRET},
            "authorization",
            "Basic " + base64.b64encode(f"acmé:{SECRET}".encode()).decode(),
        ),
        ({"method": "BEARER", "authToken": SECRET}, "authorization", f"Bearer {SECRET}"),
        (
            {"method": "CUSTOM_HEADER", "headerName": "X-Gate", "headerValue": SECRET},
            "x-gate",
            SECRET,
        ),
    ],
)
def test_it_signs_in_and_an_echo_is_masked(
    peer: Start, authentication: dict[str, Any], name: str, value: str
) -> None:
    spelt = [value, SECRET, quote_plus(SECRET), json.dumps(value).replace("/", "\\/")]
    server = peer(answer=answer(" | ".join(spelt), f"Location: /?k={quote_plus(SECRET)}"))
    done = tried({**setting(url=server.url()), "authentication": authentication})
    assert arrived(server)[1][name] == value
    nothing_leaks(done)
    assert done.body.count(MASK) == len(spelt)
    assert dict(done.headers)["location"] == f"/?k={MASK}"


def test_a_redirect_is_shown_and_not_followed(peer: Start) -> None:
    other = peer()
    server = peer(answer=answer("", f"Location: {other.url()}", status="307 Temporary Redirect"))
    done = tried(setting(url=server.url()))
    assert (done.status, dict(done.headers)["location"]) == (307, other.url())
    assert "not followed" in done.words
    assert other.requests == []


def test_what_an_answer_sets_is_not_shown(peer: Start) -> None:
    server = peer(answer=answer("ok", "Set-Cookie: session=1", "X-Request-Id: r-1"))
    shown = dict(tried(setting(url=server.url())).headers)
    assert (shown.get("set-cookie"), shown["x-request-id"]) == (None, "r-1")


@pytest.mark.parametrize(
    ("content", "kind", "shown"),
    [
        ("Grüße".encode("cp1252"), "text/plain; charset=windows-1252", "Grüße"),
        ("Grüße".encode(), "text/plain", "Grüße"),
        (b"a\x00b\x1bc\nd", "text/plain", "abc\nd"),
        (b"\xff\xfe", "application/octet-stream", "\ufffd\ufffd"),
        (b"abc", "text/plain; charset=rot13", "abc"),
        (b"abc", "text/plain; charset=idna", "abc"),
    ],
)
def test_the_answer_is_read_as_text(peer: Start, content: bytes, kind: str, shown: str) -> None:
    server = peer(answer=answer(content, f"Content-Type: {kind}"))
    assert tried(setting(url=server.url())).body == shown


def test_a_secret_spelt_in_wide_letters_is_found(peer: Start) -> None:
    server = peer(answer=answer(SECRET.encode("utf-16-le"), "Content-Type: text/plain"))
    assert tried(setting(url=server.url())).body == MASK


def test_a_huge_answer_is_cut_without_half_a_secret(peer: Start) -> None:
    head = "x" * (MAX_ANSWER - len(SECRET) + 3)
    server = peer(answer=answer(head + SECRET + "y" * 200_000))
    done = tried(setting(url=server.url()))
    assert done.cut and set(done.body) == {"x"}
    assert MAX_ANSWER - 1000 < len(done.body) <= MAX_ANSWER


def test_an_answer_that_trickles_is_cut_off_and_never_asked_for_again(
    peer: Start,
) -> None:
    finished = threading.Event()

    def trickle(connection: Any) -> None:
        while not finished.wait(0.05):
            connection.sendall(b"H")

    server = peer(trickle)
    done = tried(setting(url=server.url()), seconds=0.5)
    finished.set()
    assert (done.status, done.error, len(server.requests)) == (None, "no answer in time", 1)
    assert "look there before trying again" in done.words


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/sms",
        "http://localhost:8100/sms",
        "http://127.0.0.1/sms",
        "http://2130706433/sms",
        "http://${from}/sms",
        "http://${to}/sms",
        "https://user:pw@gw.example/sms",
        "gw.example/sms",
    ],
)
@pytest.mark.parametrize("where", ["gateway", "token"])
def test_an_address_inside_is_refused(settings, url: str, where: str) -> None:
    settings.UPSTREAM_PRIVATE_HOSTS = []
    body = setting(url=url)
    if where == "token" and "$" not in url:
        body = setting(url="https://gw.example/sms")
        body["authentication"] = {
            "method": "OAUTH2",
            "authUrl": url,
            "clientId": "a",
            "clientSecret": SECRET,
        }
    body["numbers"] = [{"number": "10.0.0.1", "selected": True, "type": "PHONE_NUMBER"}]
    done = tried(body)
    assert (done.status, done.body, done.seconds) == (None, "", 0)
    assert done.error and done.words.startswith("Nothing was sent to the ")
    assert done.words.endswith(done.error)
    nothing_leaks(done, "user:pw")


def test_without_the_right_nothing_is_sent(peer: Start) -> None:
    server = peer()
    with pytest.raises(NotAllowed):
        tried(setting(url=server.url()), actor=Actor(kind="user", label="Vera"))
    assert server.requests == []


@pytest.mark.parametrize("index", [-1, 1, 2])
def test_there_must_be_such_a_request(peer: Start, index: int) -> None:
    server = peer()
    body = setting(url=server.url())
    body["requests"].append("nonsense")
    with pytest.raises(Invalid):
        tried(body, index=index)
    assert server.requests == []


@pytest.mark.parametrize(
    ("over", "error"),
    [
        ({"authentication": {"method": "BEARER", "authToken": MASK}}, "the token"),
        ({"authentication": {"method": "BASIC", "username": "a"}}, "the password"),
        ({"authentication": {"method": "NTLM"}}, "NTLM"),
        ({"authentication": {"method": "OAUTH2", "clientSecret": "a"}}, "access token"),
        (
            {
                "authentication": {
                    "method": "CUSTOM_HEADER",
                    "headerName": "Host",
                    "headerValue": "a",
                }
            },
            "Host",
        ),
    ],
)
def test_it_is_not_sent_otherwise_than_pingone_would(
    peer: Start, over: dict[str, Any], error: str
) -> None:
    server = peer()
    with pytest.raises(Refused, match=error):
        tried({**setting(url=server.url()), **over})
    with pytest.raises(Refused, match="X-Api-Key"):
        tried(setting(url=server.url(), headers={"X-Api-Key": MASK}))
    with pytest.raises(Invalid):
        tried(setting(url=server.url(), method="DELETE"))
    with pytest.raises(Invalid):
        tried(setting(url=""))
    assert server.requests == []
