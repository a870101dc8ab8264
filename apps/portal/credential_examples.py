"""First requests with a new token, ready to run: how each kind of program is pointed at us."""

from typing import NamedTuple

from django.conf import settings

from apps.accounts.models import ApiCredential


class Example(NamedTuple):
    title: str
    code: str


class Listing(NamedTuple):
    """Where a family's list is: in the address, in Plivo's Python SDK and in its Node SDK."""

    path: str
    python: str
    node: str


LISTINGS = {
    "profile": Listing("Profile/", "profile", "profile"),
    "brand": Listing("10dlc/Brand/", "brand", "brand"),
    "campaign": Listing("10dlc/Campaign/", "campaign", "campaign"),
    "number": Listing("Number/", "numbers", "numbers"),
    "tollfree": Listing("TollfreeVerification/", "tollfree_verification", "tollfreeVerification"),
}
# The address is a global of the SDK: client.base_uri is set back to it before each request
# (Plivo Python SDK 4.63.0, rest/client.py).
PYTHON = """\
import os

import plivo
import plivo.rest.client

# Before the client is made; setting client.base_uri has no effect.
plivo.rest.client.PLIVO_API_BASE_URI = "{root}"
client = plivo.RestClient(os.environ["PLIVO_AUTH_ID"], os.environ["PLIVO_AUTH_TOKEN"])
print(client.{python}.list(limit=1))"""
# The whole address of the account, without a last slash (Plivo Node SDK, lib/rest/client.js).
NODE = """\
const plivo = require("plivo");

const client = new plivo.Client(process.env.PLIVO_AUTH_ID, process.env.PLIVO_AUTH_TOKEN, {{
  url: "{url}",
}});
client.{node}.list({{ limit: 1 }}).then(console.log, console.error);"""
BASIC = '-u "$PLIVO_AUTH_ID:$PLIVO_AUTH_TOKEN"'
TOKEN = '-H "Authorization: Token $LINECHECK_TOKEN"'


def base_url(credential: ApiCredential) -> str:
    if credential.door == ApiCredential.Door.PLIVO:
        return f"{settings.PUBLIC_URL}/v1/Account/{credential.account}/"
    return f"{settings.PUBLIC_URL}/api/v1/"


def examples(credential: ApiCredential, token: str) -> list[Example]:
    """The first sets the environment and is the only one that holds the token."""
    if credential.door == ApiCredential.Door.PLIVO:
        names = f"export PLIVO_AUTH_ID='{credential.account}'\nexport PLIVO_AUTH_TOKEN='{token}'"
        return [Example("Environment", names), *_plivo(credential), *_own(credential, BASIC)]
    names = f"export LINECHECK_TOKEN='{token}'"
    return [Example("Environment", names), *_own(credential, TOKEN), *_evidence(credential)]


def _plivo(credential: ApiCredential) -> list[Example]:
    listing = next((found for name, found in LISTINGS.items() if credential.opens(name)), None)
    if listing is None:
        return []
    url = base_url(credential)
    words = {"url": url.rstrip("/"), "root": f"{settings.PUBLIC_URL}/v1/Account"}
    return [
        Example("curl", f"curl {BASIC} \\\n  '{url}{listing.path}?limit=1'"),
        Example("Python, Plivo's SDK", PYTHON.format(**words, python=listing.python)),
        Example("Node, Plivo's SDK", NODE.format(**words, node=listing.node)),
    ]


def _own(credential: ApiCredential, sign_in: str) -> list[Example]:
    if not credential.opens("sync"):
        return []
    url = f"{settings.PUBLIC_URL}/api/v1/sync/?state=blocked"
    return [Example("curl, what has not reached Plivo", f"curl {sign_in} \\\n  '{url}'")]


def _evidence(credential: ApiCredential) -> list[Example]:
    if not credential.opens("tollfree") or credential.rights != ApiCredential.Rights.WRITE:
        return []
    code = f"curl {TOKEN} \\\n  -F evidence=@opt-in.png '{settings.PUBLIC_URL}/api/v1/evidence/'"
    return [Example("curl, evidence for a toll-free verification", code)]
