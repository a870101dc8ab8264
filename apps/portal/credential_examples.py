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
CURL = """\
curl -u "$PLIVO_AUTH_ID:$PLIVO_AUTH_TOKEN" \\
  '{url}/{path}?limit=1'"""
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
OWN_CURL = """\
curl -H "Authorization: Token $LINECHECK_TOKEN" '{url}sync/'"""


def base_url(credential: ApiCredential) -> str:
    if credential.door == ApiCredential.Door.PLIVO:
        return f"{settings.PUBLIC_URL}/v1/Account/{credential.account}/"
    return f"{settings.PUBLIC_URL}/api/v1/"


def examples(credential: ApiCredential, token: str) -> list[Example]:
    """The first sets the environment and is the only one that holds the token."""
    url = base_url(credential)
    if credential.door != ApiCredential.Door.PLIVO:
        return [
            Example("Environment", f"export LINECHECK_TOKEN='{token}'"),
            Example("curl", OWN_CURL.format(url=url)),
        ]
    listing = next(found for name, found in LISTINGS.items() if credential.opens(name))
    words = {
        **listing._asdict(),
        "url": url.rstrip("/"),
        "root": f"{settings.PUBLIC_URL}/v1/Account",
    }
    return [
        Example(
            "Environment",
            f"export PLIVO_AUTH_ID='{credential.account}'\nexport PLIVO_AUTH_TOKEN='{token}'",
        ),
        Example("curl", CURL.format(**words)),
        Example("Python, Plivo's SDK", PYTHON.format(**words)),
        Example("Node, Plivo's SDK", NODE.format(**words)),
    ]
