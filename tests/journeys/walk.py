"""A walk through the whole product that plants a known secret wherever one is taken."""

import base64
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.urls import reverse

from apps.accounts.models import ApiCredential
from apps.policies.models import PhoneDeliverySetting
from apps.providers.models import ProviderConfiguration
from tests import factories
from tests.compliance.api import bodies
from tests.conftest import SandboxProcess
from tests.journeys.canaries import Heard, Listener, canary, found
from tests.policies.forms import fields_of
from tests.policies.rest import Door as PingOneDoor
from tests.policies.world import SETTING, Environment
from tests.portal.tokens import NEW, typed
from tests.rest import Door
from tests.telephony_rest import TelephonyDoor, data, vonage
from tests.upstream.peer import Peer
from tests.world import World

SETTINGS = "notificationsSettings/phoneDeliverySettings"
# Each way of signing in to a gateway.
WAYS: dict[str, dict[str, Any]] = {
    "basic": {"method": "BASIC", "username": "acme", "password": canary("basic")},
    "bearer": {"method": "BEARER", "authToken": canary("bearer")},
    "oauth2": {
        "method": "OAUTH2",
        "grantType": "CLIENT_CREDENTIALS",
        "clientId": "acme",
        "clientSecret": canary("oauth2"),
        "authUrl": "https://sms.example.com/token",
    },
    "header": {
        "method": "CUSTOM_HEADER",
        "headerName": "X-Sign-In",
        "headerValue": canary("header"),
    },
}
REQUEST: dict[str, Any] = {
    **SETTING["requests"][0],
    "url": f"https://acme:{canary('userinfo')}@sms.example.com/message",
    "headers": {"Authorization": f"Bearer {canary('authorization')}", "X-Team": "red"},
}


class Walk:
    """One owner, their two connections and their programs; `canaries` are the secrets by label."""

    def __init__(self, sandbox: SandboxProcess, gateway: Peer) -> None:
        self.sandbox, self.gateway = sandbox, gateway
        self.heard: list[Heard] = []
        self.canaries: dict[str, str] = {}
        self.world = World(sandbox)
        self.environment = Environment(sandbox, organization=self.world.organization)
        self.browser = Listener(self.heard)

    def plant(self, label: str) -> str:
        return self.canaries.setdefault(label, canary(label))

    def once(self, *labels: str) -> None:
        """The last answer is the one that shows these; a page that does not is no proof."""
        last = self.heard[-1]
        assert found(last.text, self.canaries) >= set(labels), last.what
        last.allowed = set(labels)

    def sign_in(self) -> None:
        olivia = self.world.olivia
        olivia.set_password(self.plant("password"))
        olivia.save()
        wrong = {"username": olivia.email, "password": self.plant("wrong password")}
        self.browser.post("/sign-in/", wrong)
        wrong["password"] = self.canaries["password"]
        assert self.browser.post("/sign-in/", wrong).status_code == 302

    def connect(self) -> None:
        """Both accounts by the page; a wrong secret first, and once more afterwards."""
        self._connect_by(
            "api_secret",
            {"provider": "plivo", "name": "Plivo", "api_key": factories.new_auth_id()},
            base_url=self.sandbox.plivo_url,
        )
        self._connect_by(
            "client_secret",
            {"provider": "pingone", "name": "PingOne", "environment_id": str(uuid.uuid4())},
            client_id=str(uuid.uuid4()),
            region="own",
            api_url=self.sandbox.pingone_url,
        )
        plivo, pingone = ProviderConfiguration.objects.order_by("-pk")[:2][::-1]
        self.world.configuration, self.world.account = plivo, plivo.account_id
        self.environment.configuration = pingone
        self.environment.account = pingone.account_id
        for made, label in ((plivo, "plivo token"), (pingone, "client secret")):
            at = reverse("portal:connection_token", args=[made.pk])
            form = fields_of(self.browser.get(at).content.decode())
            wrong = dict.fromkeys(("api_secret", "client_secret"), canary(f"bad {label}"))
            answer = self.browser.post(at, {**form, **wrong})
            assert "does not accept" in answer.content.decode()

    def _connect_by(self, name: str, values: dict[str, Any], **more: str) -> None:
        label = "plivo token" if name == "api_secret" else "client secret"
        wrong = {**values, **more, name: self.plant(f"bad {label}"), "name": ""}
        assert self.browser.post("/connections/new/", wrong).status_code == 422
        right = {**values, **more, name: self.plant(label)}
        answer = self.browser.post("/connections/new/", right, follow=True)
        assert answer.redirect_chain, found(answer.content.decode(), self.canaries)

    def issue(self) -> None:
        """A token for each door, shown by the page that issues it."""
        of = {"pingone": {"environment": self.environment.account}}
        for door in ("plivo", "pingone", "api"):
            asked = typed(self.world, door=door, name=f"Program {door}", **of.get(door, {}))
            answer = self.browser.post(NEW, asked)
            self.canaries[f"{door} door"] = answer.context["token"]
            self.once(f"{door} door")

    def file(self) -> None:
        """A campaign with its callbacks, then Plivo's door, right and wrong."""
        profile = self.world.profile()
        campaign = self.world.campaign(self.world.brand(profile))
        self.world.link(campaign, self.world.numbers(2))
        self.world.verification(profile)
        self.world.evidence()
        door = Door(self.world.account, self.canaries["plivo door"])
        door.client = Listener(self.heard)
        second = {**bodies.PROFILE, "profile_alias": "Second"}
        assert door.post("Profile/", second).status_code == 200
        token = self.canaries["plivo token"]
        door.post("Profile/", {"auth_token": token, "profile_alias": [token]})
        door.post("Profile/", f'{{"auth_token": "{token}"')
        door.get(f"Profile/?auth_token={token}&limit=x")
        door.get("10dlc/Brand/", authorization=basic(self.world.account, token))
        door.get("Number/")
        self.world.drain()
        told = reverse("sync:plivo_callback", args=[campaign.sync.token])
        self.browser.post(told, {"event": "campaign", "status": "registered"})
        self.world.reviewed()
        self.world.fault(kind="status", status=401, path="Profile", times=1)
        self.browser.post(reverse("portal:connection_verify", args=[self.world.configuration.pk]))
        self.browser.post(reverse("portal:connection_resume", args=[self.world.configuration.pk]))
        self.world.reviewed()

    def notify(self) -> None:
        """Providers of each kind by PingOne's door and the editor; tried; changed there."""
        door = PingOneDoor(
            self.environment.account,
            str(ApiCredential.objects.get(door="pingone").public_id),
            self.canaries["pingone door"],
        )
        door.client = Listener(self.heard)
        door.token = door.sign_in().json()["access_token"]
        self.canaries["access token"] = door.token
        self.once("access token")
        for label in ("userinfo", "authorization", *WAYS):
            self.plant(label)
        for label, way in WAYS.items():
            body = {**SETTING, "name": label, "authentication": way, "requests": [REQUEST]}
            made = door.post(SETTINGS, body)
            assert made.status_code == 201, made.content
            self.environment.drain()
            body["authentication"] = {**way, "surprise": {"apiKey": self.plant("unknown key")}}
            door.put(f"{SETTINGS}/{made.json()['id']}", body)
        twilio = {"provider": "CUSTOM_TWILIO", "sid": "AC" + "3" * 32}
        assert door.post(SETTINGS, {**twilio, "authToken": self.plant("twilio")}).status_code == 201
        door.post(SETTINGS, {**twilio, "authToken": [canary("twilio")], "sid": 7})
        door.post(SETTINGS, f'{{"authToken": "{canary("twilio")}"')
        door.get(f"{SETTINGS}?access_token={door.token}&limit=x")
        door.get(SETTINGS, authorization=f"Bearer {canary('basic')}")
        for path in (SETTINGS, "notificationsPolicies"):
            door.get(path)
        self.environment.policy()
        self.environment.drain()
        self._edit()
        self._drift()

    def _edit(self) -> None:
        """In the browser: previewed, tried at a gateway that repeats it all, saved."""
        gateway = {**SETTING["requests"][0], "url": self.gateway.url("sms")}
        made = self.environment.setting(
            name="Tried", authentication=WAYS["basic"], requests=[gateway]
        )
        self.gateway.answer = echo(canary("basic"), basic("acme", canary("basic")))
        self.browser.post(
            reverse("policies:setting_try", args=[made.public_id]), {"request": "0", "act": "send"}
        )
        assert len(self.gateway.requests) == 1
        at = reverse("policies:setting_edit", args=[made.public_id])
        secret = {"authentication-BASIC-password": self.plant("typed")}
        form = fields_of(self.browser.get(at).content.decode()) | secret
        self.browser.post(reverse("policies:setting_preview"), form)
        self.browser.post(at, {**form, "act": "save", "requests-0-url": "nonsense"})
        self.browser.post(at, {**form, "act": "try-0"})
        review = self.browser.post(at, {**form, "act": "review"}).content.decode()
        answer = self.browser.post(at, {**fields_of(review), "act": "save"})
        assert answer.status_code == 302
        made.refresh_from_db()
        assert made.secrets == {"/authentication/password": canary("typed")}
        self.environment.drain()

    def _drift(self) -> None:
        row = PhoneDeliverySetting.objects.get(name="bearer")
        there = {**REQUEST, "headers": {"X-Api-Key": self.plant("there")}}
        self.environment.edit_there("setting", row.remote_id, requests=[there])
        self.environment.later(901)
        row.refresh_from_db()
        assert row.sync.state == "held"

    def configure(self) -> TelephonyDoor:
        """Credentials over the Provider Configurations API: only a write shows what it set."""
        handle = self.world.organization.handle
        door = TelephonyDoor(self.canaries["api door"], handle)
        door.client = Listener(self.heard)
        known = {"name": "T", "provider": 3, "api_key": "AC1", "base_url": self.sandbox.twilio_url}
        door.post(known | {"api_secret": self.plant("twilio account")})
        self.once("twilio account")
        made = data(door.post(vonage(api_secret=self.plant("vonage"))))
        self.once("vonage")
        door.post({"name": "Telnyx", "provider": 4, "api_key": self.plant("telnyx")})
        self.once("telnyx")
        door.patch(made["id"], {"name": "Renamed"})
        door.patch(made["id"], {"api_secret": [canary("vonage")]})
        door.patch(made["id"], {"api_secret": canary("vonage"), "base_url": "nonsense"})
        door.post(f'{{"api_secret": "{canary("vonage")}"')
        door.patch(self.world.configuration.pk, {"api_secret": canary("bad plivo token")})
        door.get(authorization=f"Token {canary('vonage')}")
        door.read(made["id"])
        door.get()
        return door

    def fail(self, door: TelephonyDoor) -> None:
        """Requests that carry secrets meet a database without its table of events."""
        setting = PhoneDeliverySetting.objects.get(name="Tried")
        at = reverse("policies:setting_edit", args=[setting.public_id])
        form = fields_of(self.browser.get(at).content.decode())
        form |= {"authentication-BASIC-password": self.plant("lost")}
        review = self.browser.post(at, {**form, "act": "review"}).content.decode()
        replaced = reverse("portal:connection_token", args=[self.world.configuration.pk])
        known = fields_of(self.browser.get(replaced).content.decode())
        with without("core_event"):
            for url, values in (
                (at, {**fields_of(review), "act": "save"}),
                (replaced, {**known, "api_secret": self.canaries["plivo token"]}),
                (NEW, typed(self.world, name="Lost")),
            ):
                assert self.browser.post(url, values).status_code == 500, url
            assert door.post(vonage(name="Lost", api_secret=canary("lost"))).status_code == 500


def basic(name: str, secret: str) -> str:
    return f"Basic {base64.b64encode(f'{name}:{secret}'.encode()).decode()}"


def echo(*words: str) -> bytes:
    said = " ".join(words).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(said), said)


@contextmanager
def without(table: str) -> Iterator[None]:
    def rename(old: str, new: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {old} RENAME TO {new}")

    rename(table, f"{table}_away")
    try:
        yield
    finally:
        rename(f"{table}_away", table)
