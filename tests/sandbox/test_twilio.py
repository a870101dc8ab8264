"""The part of Twilio the sandbox plays: whether an account's credentials work."""

import pytest
import requests

from tests.sandbox_process import SandboxProcess

SID = "AC" + "1" * 32


def ask(sandbox: SandboxProcess, sid: str, user: str, token: str) -> requests.Response:
    url = f"{sandbox.twilio_url}/2010-04-01/Accounts/{sid}.json"
    return requests.get(url, auth=(user, token), timeout=10)


def test_any_account_answers_to_its_own_credentials(sandbox: SandboxProcess) -> None:
    answer = ask(sandbox, SID, SID, "a fine token")
    assert answer.status_code == 200
    assert (answer.json()["sid"], answer.json()["status"]) == (SID, "active")
    (seen,) = sandbox.requests(SID)
    assert (seen["method"], seen["status"]) == ("GET", 200)


@pytest.mark.parametrize("token", ["", "wrong", "bad one"])
def test_a_wrong_token_is_refused_in_twilios_words(sandbox: SandboxProcess, token: str) -> None:
    answer = ask(sandbox, SID, SID, token)
    assert answer.status_code == 401
    assert (answer.json()["code"], answer.json()["message"]) == (20003, "Authenticate")


def test_another_account_is_not_found(sandbox: SandboxProcess) -> None:
    assert ask(sandbox, SID, "AC" + "2" * 32, "a fine token").json()["code"] == 20404


def test_it_is_read_only_and_knows_nothing_else(sandbox: SandboxProcess) -> None:
    url = f"{sandbox.twilio_url}/2010-04-01/Accounts/{SID}.json"
    assert requests.post(url, auth=(SID, "fine"), timeout=10).status_code == 405
    stray = requests.get(f"{sandbox.twilio_url}/2010-04-01/Accounts/{SID}/Messages", timeout=10)
    assert (stray.status_code, stray.json()["code"]) == (404, 20404)


def test_it_can_be_made_to_fail(sandbox: SandboxProcess) -> None:
    sandbox.fault(account=SID, kind="status", status=503, retry_after=7)
    answer = ask(sandbox, SID, SID, "a fine token")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")
