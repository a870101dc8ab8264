"""The process as a whole: restarts, stops, many clients at once."""

import threading
from collections import Counter
from pathlib import Path

import requests

from tests.sandbox.api import CAMPAIGN, PROFILE, Api
from tests.sandbox_process import SandboxProcess


def test_pending_changes_survive_a_crash(tmp_path: Path) -> None:
    sandbox = SandboxProcess(delay=60, data=tmp_path).start()
    api = Api(sandbox)
    brand = api.brand(settled=False)
    sandbox.kill()
    sandbox.start()
    body = api.get(f"10dlc/Brand/{brand}/").json()["brand"]
    assert body["registration_status"] == "PROCESSING"
    sandbox.advance(61, api.account)
    body = api.get(f"10dlc/Brand/{brand}/").json()["brand"]
    assert body["registration_status"] == "COMPLETED"
    assert api.get("Profile/").status_code == 200
    sandbox.close()


def test_it_stops_at_once_while_connections_hang() -> None:
    sandbox = SandboxProcess(patience=10).start()
    api = Api(sandbox)
    sandbox.fault(kind="timeout_before", seconds=600)
    hung = threading.Thread(target=_fails, args=(api,))
    hung.start()
    sandbox.wait(lambda: sandbox.requests(api.account))
    assert sandbox.stop() == 0
    hung.join(timeout=10)
    assert not hung.is_alive()
    sandbox.close()


def _fails(api: Api) -> None:
    try:
        api.get("Profile/")
    except requests.ConnectionError:
        return


def test_without_a_delay_the_next_touch_settles() -> None:
    with SandboxProcess(delay=0) as sandbox:
        api = Api(sandbox)
        body = {"profile_uuid": api.profile(), "brand_alias": "x", "brand_type": "STANDARD"}
        brand = api.post("10dlc/Brand/", body).json()["brand_id"]
        campaign = api.post("10dlc/Campaign/", CAMPAIGN | {"brand_id": brand}).json()
        path = f"10dlc/Campaign/{campaign['campaign_id']}/Number/"
        assert api.post(path, {"numbers": api.numbers()}).status_code == 202
        summary = api.get(path).json()["phone_numbers_summary"]
        assert summary == {"COMPLETED": 6}


def test_time_passes_without_anybody_asking() -> None:
    with SandboxProcess(delay=0.2) as sandbox:
        api = Api(sandbox)
        api.brand(settled=False)
        sandbox.wait(lambda: sandbox.objects()["brands"][0]["registration_status"] == "COMPLETED")


def test_many_clients_at_once_are_each_served_once(sandbox: SandboxProcess) -> None:
    worlds = [Api(sandbox) for _ in range(4)]
    statuses: Counter[int] = Counter()

    def work(api: Api, name: str) -> None:
        for n in range(10):
            answer = requests.post(
                f"{sandbox.plivo_url}/v1/Account/{api.account}/Profile/",
                json=PROFILE | {"profile_alias": f"{name}-{n}"},
                auth=(api.account, api.token),
                timeout=30,
            )
            statuses[answer.status_code] += 1

    threads = [
        threading.Thread(target=work, args=(api, str(n))) for api in worlds for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == {200: 160}
    for api in worlds:
        aliases = [p["profile_alias"] for p in api.objects()["profiles"][1:]]
        assert sorted(aliases) == sorted(f"{w}-{n}" for w in range(4) for n in range(10))


def test_one_profile_gets_one_brand_however_many_ask(api: Api) -> None:
    body = {"profile_uuid": api.profile(), "brand_alias": "x", "brand_type": "STANDARD"}
    statuses: list[int] = []

    def ask() -> None:
        client = Api(api.sandbox, api.account)
        statuses.append(client.post("10dlc/Brand/", body).status_code)

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + [400] * 11
    assert len(api.objects()["brands"]) == len(api.objects()["paid"]) == 1
