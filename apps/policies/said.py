"""What a gateway's answer to a request that was tried means, in words."""

from http import HTTPStatus

# Of `apps.upstream.http.words`: what came before anything was sent.
_NEVER_SENT = {
    "no connection in time": "Check the host and the port.",
    "the host cannot be found": "Check the spelling of the host.",
    "no connection": "Check the host and the port, and whether the gateway is up.",
    "the connection could not be secured (TLS)": (
        "Its certificate is not valid for this host or nobody known vouches for it; PingOne would "
        "refuse it as well."
    ),
    "a header cannot be sent as it is written": "Take line breaks and the like out of the headers.",
}


def said(status: int | None, error: str, *, is_token: bool, started: bool) -> str:
    """What happened, why, what to do; `started` is False for an address nothing is sent to."""
    who = "the server of the token" if is_token else "the gateway"
    if not started:
        return f"Nothing was sent to {who}. {error}"
    if status is None and error in _NEVER_SENT:
        return f"Nothing was sent to {who}: {error}. {_NEVER_SENT[error]}"
    if is_token:
        return f"{_token(status, error)} Nothing was sent to the gateway."
    if status is None:
        return (
            f"The gateway gave no answer: {error}. It may have taken the message all the same: "
            "look there before trying again."
        )
    if error:
        return (
            f"The gateway answered with {_named(status)}, but its answer did not end: {error}. "
            "What arrived of it is shown."
        )
    return f"The gateway {_answered(status)}"


def _token(status: int | None, error: str) -> str:
    if status is None:
        return f"The server of the token gave no answer: {error}."
    if error:
        return f"The server of the token did not end its answer: {error}."
    if 200 <= status < 300:
        return (
            f"The server of the token answered ({_named(status)}) without an access_token. Check "
            "its address."
        )
    return (
        f"The server of the token gave none ({_named(status)}). Check its address, the client's "
        "id and secret or the assertion, and the scopes."
    )


def _answered(status: int) -> str:
    named = _named(status)
    if status in (401, 403):
        return f"refused the credentials or their rights ({named}). Check the authentication."
    if status in (404, 405, 410):
        return f"has nothing at this address for this method ({named}). Check the URL and method."
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return f"has had too many requests ({named}). Wait before trying again."
    if 200 <= status < 300:
        return (
            f"accepted the request ({named}). Whether the message arrives is up to it: some say "
            "what is wrong in the text of the answer."
        )
    if 300 <= status < 400:
        return (
            f"sends on to another address ({named}), which is not followed. Enter the address it "
            "leads to."
        )
    if 400 <= status < 500:
        return f"refused the request ({named}). Its answer should say what to change."
    return f"failed ({named}). It may have taken the message: look there before trying again."


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"status {status}"
