"""Whether Twilio accepts credentials, over real sockets."""

import base64
import json
from typing import Any

import pytest

from apps.upstream.errors import Gone, Misconfigured, Rejected, Unavailable, UpstreamError
from apps.upstream.twilio import TwilioClient
from tests.upstream.test_plivo_client import peer, says

SID = "AC" + "0" * 32
REFUSED = {"code": 20003, "message": "Authenticate", "status": 401}


def client(url: str) -> TwilioClient:
    return TwilioClient(account_sid=SID, auth_token="s3cret-token", base_url=url, seconds=5)


def test_it_reads_the_account_with_its_credentials() -> None:
    seen: list[bytes] = []

    def answer(connection: Any, data: bytes) -> None:
        seen.append(data)
        says("200 OK", b'{"status": "active"}')(connection, data)

    with peer(answer) as url:
        assert client(f"{url}/").account() == {"status": "active"}
    head = seen[0].decode()
    assert head.startswith(f"GET /2010-04-01/Accounts/{SID}.json HTTP/1.1\r\n")
    basic = base64.b64encode(f"{SID}:s3cret-token".encode()).decode()
    assert f"Authorization: Basic {basic}\r\n" in head


@pytest.mark.parametrize(
    ("status", "body", "kind", "words"),
    [
        ("401 Unauthorized", REFUSED, Misconfigured, "Authenticate (20003)."),
        ("404 Not Found", {"code": 20404, "message": "Not found"}, Gone, "Not found (20404)."),
        ("403 Forbidden", {"message": "Suspended"}, Rejected, "Suspended"),
        ("302 Found", {}, Misconfigured, "redirect"),
        ("429 Too Many Requests", {}, Unavailable, "status 429"),
        ("503 Service Unavailable", {}, Unavailable, "status 503"),
        ("200 OK", None, Unavailable, "could not be read"),
    ],
)
def test_each_answer_is_sorted(
    status: str, body: Any, kind: type[UpstreamError], words: str
) -> None:
    content = b"<html>" if body is None else json.dumps(body).encode()
    with peer(says(status, content)) as url, pytest.raises(UpstreamError) as raised:
        client(url).account()
    assert type(raised.value) is kind
    assert words in str(raised.value)
    assert "s3cret" not in str(raised.value)
