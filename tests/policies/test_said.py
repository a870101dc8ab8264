"""What a gateway's answer means, in words."""

import pytest

from apps.policies.said import said


@pytest.mark.parametrize(
    ("status", "start"),
    [
        (200, "The gateway accepted the request (200 OK)."),
        (302, "The gateway sends on to another address (302 Found)"),
        (401, "The gateway refused the credentials or their rights (401 Unauthorized)."),
        (404, "The gateway has nothing at this address"),
        (422, "The gateway refused the request (422 "),
        (429, "The gateway has had too many requests (429 Too Many Requests)."),
        (503, "The gateway failed (503 Service Unavailable). It may have taken the message"),
        (799, "The gateway failed (status 799)."),
    ],
)
def test_an_answer_says_what_happened(status: int, start: str) -> None:
    assert said(status, "", is_token=False, started=True).startswith(start)


@pytest.mark.parametrize("error", ["no connection", "the connection could not be secured (TLS)"])
def test_what_never_left_is_told_from_what_may_have_arrived(error: str) -> None:
    never = said(None, error, is_token=False, started=True)
    assert never.startswith(f"Nothing was sent to the gateway: {error}. ")
    perhaps = said(None, "the connection broke off", is_token=False, started=True)
    assert "may have taken the message" in perhaps


@pytest.mark.parametrize(
    ("status", "error"),
    [(None, "no answer in time"), (200, "no answer in time"), (200, ""), (401, "")],
)
def test_without_a_token_it_says_that_the_gateway_got_nothing(
    status: int | None, error: str
) -> None:
    words = said(status, error, is_token=True, started=True)
    assert words.startswith("The server of the token ") and error in words
    assert words.endswith("Nothing was sent to the gateway.")
