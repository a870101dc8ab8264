"""`/gateway/…`: what custom providers are aimed at."""

import pytest
import requests

from tests.sandbox_process import SandboxProcess


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_echo_answers_what_it_got(sandbox: SandboxProcess, method: str) -> None:
    answer = requests.request(
        method,
        f"{sandbox.url}/gateway/echo?to=%2B1415&message=Hi%20there",
        headers={"X-Key": "k"},
        auth=("joe", "hush"),
        timeout=5,
    )
    heard = answer.json()
    assert answer.status_code == 200
    assert (heard["method"], heard["path"]) == (method, "/gateway/echo")
    assert heard["query"] == {"to": "+1415", "message": "Hi there"}
    assert heard["headers"]["X-Key"] == "k"
    assert heard["headers"]["Authorization"].startswith("Basic ")
    assert not {"form", "json"} & set(heard)


def test_echo_reads_forms_and_json(sandbox: SandboxProcess) -> None:
    url = f"{sandbox.url}/gateway/echo"
    form = requests.post(url, data={"message": "Hi & bye"}, timeout=5).json()
    assert (form["form"], form["body"]) == ({"message": "Hi & bye"}, "message=Hi+%26+bye")
    assert requests.post(url, json={"message": "é"}, timeout=5).json()["json"] == {"message": "é"}
    broken = requests.post(
        url, data="{", headers={"Content-Type": "application/json"}, timeout=5
    ).json()
    assert (broken["json"], broken["body"]) == (None, "{")


def test_nothing_of_it_is_kept(sandbox: SandboxProcess) -> None:
    requests.post(f"{sandbox.url}/gateway/echo", json={"k": "unheard-of"}, timeout=5)
    assert "unheard-of" not in str(sandbox.requests())


@pytest.mark.parametrize("status", [400, 401, 429, 503, 599])
def test_fail_answers_that_status(sandbox: SandboxProcess, status: int) -> None:
    answer = requests.post(f"{sandbox.url}/gateway/fail/{status}", timeout=5)
    assert answer.status_code == status
    assert str(status) in answer.json()["error"]


@pytest.mark.parametrize("status", [200, 399, 600, 99999])
def test_fail_knows_errors_only(sandbox: SandboxProcess, status: int) -> None:
    assert requests.get(f"{sandbox.url}/gateway/fail/{status}", timeout=5).status_code == 404


def test_slow_answers_the_echo_after_a_while(sandbox: SandboxProcess) -> None:
    url = f"{sandbox.url}/gateway/slow?seconds="
    with pytest.raises(requests.ReadTimeout):
        requests.get(f"{url}2", timeout=0.2)
    for seconds in ("0.01", "-1", "nan"):
        heard = requests.get(f"{url}{seconds}", timeout=5).json()
        assert heard["query"] == {"seconds": seconds}
