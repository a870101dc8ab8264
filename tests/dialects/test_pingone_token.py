"""The token endpoint: who gets an access token, and how everybody else is told."""

import base64
import json
import logging
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from apps.accounts.credentials import revoke_credential
from apps.accounts.models import ApiCredential
from apps.core import clock
from apps.core.clock import db_now
from apps.dialects.pingone.access_tokens import client_of
from apps.dialects.pingone.token import DENIED, FORM, TOKEN_URLS, TRIES, WINDOW
from tests.pingone_rest import Environment, issue, refusal

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]
urlpatterns = TOKEN_URLS
GRANT = {"grant_type": "client_credentials"}


class Asker:
    """One client at the token endpoint of its environment."""

    def __init__(self, environment: Environment, **over: Any) -> None:
        self.environment = environment
        self.credential, self.secret = issue(environment.owner, environment.env_id, **over)
        self.client_id = str(self.credential.public_id)
        self.url = f"/{environment.env_id}/as/token"
        self.client = Client(raise_request_exception=False)

    @property
    def body(self) -> dict[str, str]:
        return {**GRANT, "client_id": self.client_id, "client_secret": self.secret}

    def ask(self, form: Any = None, method: str = "POST", **over: str) -> HttpResponse:
        """Without authentication, unless `form` (a dict or text) or `basic` has it."""
        url, kind = over.pop("url", self.url), over.pop("content_type", FORM)
        if (basic := over.pop("basic", "")) != "":
            over["authorization"] = "Basic " + base64.b64encode(basic.encode()).decode()
        sent = form if isinstance(form, str) else urlencode(GRANT if form is None else form)
        return self.client.generic(method, url, sent, content_type=kind, headers=over)  # type: ignore[no-any-return]

    def granted(self, answer: HttpResponse) -> bool:
        if answer.status_code != 200:
            return False
        said = json.loads(answer.content)
        assert (said["token_type"], said["expires_in"]) == ("Bearer", 3600)
        assert client_of(said["access_token"]) == self.credential.public_id
        return True


@pytest.fixture
def asker() -> Asker:
    cache.clear()
    return Asker(Environment())


def denied(answer: HttpResponse, status: int, error: str) -> str:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "no-store"
    said = json.loads(answer.content)
    assert set(said) == {"error", "error_description"}
    assert said["error"] == error
    return str(said["error_description"])


def test_basic_and_body_both_get_a_token(asker: Asker) -> None:
    for answer in (asker.ask(basic=f"{asker.client_id}:{asker.secret}"), asker.ask(asker.body)):
        assert asker.granted(answer)
        assert set(json.loads(answer.content)) == {"access_token", "token_type", "expires_in"}
        assert (answer["Cache-Control"], answer["Pragma"]) == ("no-store", "no-cache")
        assert answer["Correlation-Id"] == answer["X-Request-ID"]


def test_basic_is_percent_encoded_inside(asker: Asker) -> None:
    encoded = "".join(f"%{ord(c):02X}" for c in asker.secret)
    assert asker.granted(asker.ask(basic=f"{quote(asker.client_id)}:{encoded}"))
    header = base64.b64encode(f"{asker.client_id}:{asker.secret}".encode()).decode()
    assert asker.granted(asker.ask(authorization=f"bASIC  {header} "))


def test_the_client_id_may_stand_in_the_body_too(asker: Asker) -> None:
    form = {**GRANT, "client_id": asker.client_id, "scope": "openid"}
    assert asker.granted(asker.ask(form, basic=f"{asker.client_id}:{asker.secret}"))


@pytest.mark.parametrize("shape", ["/{}/as/token/", "/{}//as//token//", "/{}/as/token?x=1"])
def test_slashes_are_optional_and_case_is_not_asked(asker: Asker, shape: str) -> None:
    for env_id in (asker.environment.env_id, asker.environment.env_id.upper()):
        assert asker.granted(asker.ask(asker.body, url=shape.format(env_id)))


@pytest.mark.parametrize(
    ("client", "secret"),
    [
        ("", ""),
        ("{id}", ""),
        ("{id}", "{secret}x"),
        ("{id}", "{ID}"),
        ("", "{secret}"),
        ("{ID}", "{secret}"),
        ("{id} ", "{secret}"),
        ("{other}", "{secret}"),
        ("\x00", "\x00"),
        ("ü", "🥐"),
    ],
)
def test_a_wrong_client_is_not_told_which_part_is_wrong(
    asker: Asker, client: str, secret: str
) -> None:
    other = Asker(asker.environment)
    words = {
        "id": asker.client_id,
        "ID": asker.client_id.upper(),
        "secret": asker.secret,
        "other": other.client_id,
    }
    client, secret = client.format(**words), secret.format(**words)
    by_body = asker.ask({**GRANT, "client_id": client, "client_secret": secret})
    assert denied(by_body, 401, "invalid_client") == DENIED
    assert not by_body.has_header("WWW-Authenticate")
    by_header = asker.ask(basic=f"{quote(client)}:{quote(secret)}")
    assert denied(by_header, 401, "invalid_client") == DENIED
    assert by_header["WWW-Authenticate"] == 'Basic realm="linecheck"'


@pytest.mark.parametrize(
    "header", ["Basic", "Basic !!", "Basic /////w==", "Bearer x", "Basic QQ=="]
)
def test_any_other_header_is_refused_with_a_challenge(asker: Asker, header: str) -> None:
    answer = asker.ask(authorization=header)
    assert denied(answer, 401, "invalid_client") == DENIED
    assert answer["WWW-Authenticate"] == 'Basic realm="linecheck"'


def test_the_environment_of_the_address_must_be_the_client_s(asker: Asker) -> None:
    elsewhere = f"/{Environment().env_id}/as/token"
    assert denied(asker.ask(asker.body, url=elsewhere), 401, "invalid_client") == DENIED


def test_credentials_of_other_doors_get_none(asker: Asker) -> None:
    for door in (ApiCredential.Door.API, ApiCredential.Door.PLIVO):
        other = Asker(asker.environment, door=door)
        assert denied(other.ask(other.body), 401, "invalid_client") == DENIED


def test_a_revoked_or_expired_client_gets_none(asker: Asker) -> None:
    brief = Asker(asker.environment, expires_at=db_now() + timedelta(hours=2))
    assert brief.granted(brief.ask(brief.body))
    clock.shift(7201)
    assert denied(brief.ask(brief.body), 401, "invalid_client") == DENIED
    revoke_credential(credential=asker.credential, actor=asker.environment.owner)
    assert denied(asker.ask(asker.body), 401, "invalid_client") == DENIED


def test_a_token_does_not_outlive_its_client(asker: Asker) -> None:
    brief = Asker(asker.environment, expires_at=db_now() + timedelta(seconds=600))
    said = json.loads(brief.ask(brief.body).content)
    assert 590 <= said["expires_in"] <= 600


@pytest.mark.parametrize(
    ("form", "error", "words"),
    [
        ("x=1", "invalid_request", "grant_type is missing"),
        ("grant_type=", "invalid_request", "grant_type is missing"),
        ("grant_type=password", "unsupported_grant_type", "Only client_credentials"),
        ("grant_type=CLIENT_CREDENTIALS", "unsupported_grant_type", "Only client_credentials"),
        ("grant_type=client_credentials&grant_type=x", "invalid_request", "once: grant_type"),
        ("x=1&" * 1100, "invalid_request", "too large"),
        ("grant_type=" + "x" * 3_000_000, "invalid_request", "too large"),
    ],
)
def test_a_request_that_is_wrong_is_400(asker: Asker, form: str, error: str, words: str) -> None:
    answer = asker.ask(form, basic=f"{asker.client_id}:{asker.secret}")
    assert words in denied(answer, 400, error)


def test_only_one_way_to_authenticate_is_taken(asker: Asker) -> None:
    right = f"{asker.client_id}:{asker.secret}"
    for form in (asker.body, {**GRANT, "client_id": "another"}):
        assert "not by both" in denied(asker.ask(form, basic=right), 400, "invalid_request")


@pytest.mark.parametrize(
    "kind",
    ["application/json", "multipart/form-data; boundary=x", "", f"{FORM}; charset=utf-16"],
)
def test_only_a_form_is_read(asker: Asker, kind: str) -> None:
    denied(asker.ask(asker.body, content_type=kind), 400, "invalid_request")


def test_a_secret_in_the_address_is_not_read(asker: Asker) -> None:
    answer = asker.ask(GRANT, url=f"{asker.url}?{urlencode(asker.body)}")
    assert denied(answer, 401, "invalid_client") == DENIED


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_any_other_method_is_405(asker: Asker, method: str) -> None:
    answer = asker.ask(asker.body, method)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    if method != "HEAD":
        assert denied(answer, 405, "invalid_request") == "Use POST."


@pytest.mark.parametrize("path", ["/as", "/as/", "/as/authorize", "/as/token/x", "//as/tokens"])
def test_below_the_root_no_answer_is_a_page(asker: Asker, path: str) -> None:
    answer = asker.ask(asker.body, url=f"/{asker.environment.env_id}{path}")
    refusal(answer, 404, "NOT_FOUND")
    assert answer["Correlation-Id"]


@pytest.mark.parametrize("env_id", ["nope", "d3165c07", "%7BenvID%7D"])
def test_a_mistyped_environment_is_no_page(asker: Asker, env_id: str) -> None:
    denied(asker.ask(asker.body, url=f"/{env_id}/as/token"), 401, "invalid_client")


def test_too_many_wrong_tries_are_slowed_down_and_the_right_one_is_not(asker: Asker) -> None:
    # A window begins now, so that no try falls into the next.
    clock.shift(WINDOW - db_now().timestamp() % WINDOW + 1)
    wrong = {**asker.body, "client_secret": "wrong"}
    for _ in range(TRIES):
        denied(asker.ask(wrong), 401, "invalid_client")
    answer = asker.ask(wrong)
    assert "Wait" in denied(answer, 429, "temporarily_unavailable")
    assert WINDOW - 60 <= int(answer["Retry-After"]) <= WINDOW
    assert asker.granted(asker.ask(asker.body))
    other = {**wrong, "client_id": "another"}
    denied(asker.ask(other), 401, "invalid_client")
    clock.shift(WINDOW)
    denied(asker.ask(wrong), 401, "invalid_client")


def test_getting_a_token_counts_as_use_and_a_refusal_does_not(asker: Asker) -> None:
    asker.ask({**asker.body, "client_secret": "wrong"})
    asker.credential.refresh_from_db()
    assert asker.credential.last_used_at is None
    asker.ask(asker.body)
    asker.credential.refresh_from_db()
    assert asker.credential.last_used_at is not None


def test_neither_secret_nor_token_is_in_the_log(
    asker: Asker, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        granted = json.loads(asker.ask(asker.body).content)["access_token"]
        denied(asker.ask({**asker.body, "client_id": "x"}), 401, "invalid_client")
    assert asker.secret not in caplog.text and granted not in caplog.text
