"""What a new credential consists of, and first requests with it, ready to run."""

from typing import NamedTuple

from django.conf import settings

from apps.accounts.models import ApiCredential


class Example(NamedTuple):
    title: str
    code: str


class Part(NamedTuple):
    """A value to copy; the secret one is shown this once."""

    label: str
    value: str
    secret: bool = False


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
# By family, below the environment.
PINGONE_LISTS = {
    "policy": ("notification policies", "notificationsPolicies"),
    "setting": ("providers", "notificationsSettings/phoneDeliverySettings"),
}
# Good for an hour; read by what every machine has that runs the other examples.
ACCESS_TOKEN = """\
export PINGONE_ACCESS_TOKEN="$(
  curl -sS -u "$PINGONE_CLIENT_ID:$PINGONE_CLIENT_SECRET" -d grant_type=client_credentials \\
    "{root}/$PINGONE_ENVIRONMENT_ID/as/token" |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["access_token"])'
)\""""
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
BEARER = '-H "Authorization: Bearer $PINGONE_ACCESS_TOKEN"'


def parts(credential: ApiCredential, token: str) -> list[Part]:
    """All that a program must know, the secret first."""
    if credential.door == ApiCredential.Door.PINGONE:
        return [
            Part("Client secret", token, secret=True),
            Part("Client ID", str(credential.public_id)),
            Part("Environment ID", credential.account),
            Part("Token URL", f"{settings.PUBLIC_URL}/{credential.account}/as/token"),
            Part("API base URL", f"{settings.PUBLIC_URL}/v1"),
        ]
    if credential.door == ApiCredential.Door.PLIVO:
        return [
            Part("Token", token, secret=True),
            Part("Auth ID", credential.account),
            Part("Base URL", _account_url(credential)),
        ]
    return [Part("Token", token, secret=True), Part("Base URL", f"{settings.PUBLIC_URL}/api/v1/")]


def examples(credential: ApiCredential, token: str) -> list[Example]:
    """The first sets the environment and is the only one that holds the token."""
    match credential.door:
        case ApiCredential.Door.PLIVO:
            names = {"PLIVO_AUTH_ID": credential.account, "PLIVO_AUTH_TOKEN": token}
            return [_exports(names), *_plivo(credential), *_own(credential, BASIC)]
        case ApiCredential.Door.PINGONE:
            names = {
                "PINGONE_ENVIRONMENT_ID": credential.account,
                "PINGONE_CLIENT_ID": str(credential.public_id),
                "PINGONE_CLIENT_SECRET": token,
            }
            return [_exports(names), *_pingone(credential)]
    names = {"LINECHECK_TOKEN": token}
    return [
        _exports(names),
        *_own(credential, TOKEN),
        *_evidence(credential),
        *_configurations(credential),
    ]


def _exports(names: dict[str, str]) -> Example:
    lines = [f"export {name}='{value}'" for name, value in names.items()]
    return Example("Environment", "\n".join(lines))


def _account_url(credential: ApiCredential) -> str:
    return f"{settings.PUBLIC_URL}/v1/Account/{credential.account}/"


def _pingone(credential: ApiCredential) -> list[Example]:
    below = f"{settings.PUBLIC_URL}/v1/environments/$PINGONE_ENVIRONMENT_ID"
    return [
        Example("curl, an access token", ACCESS_TOKEN.format(root=settings.PUBLIC_URL)),
        *(
            Example(f"curl, your {words}", f'curl {BEARER} \\\n  "{below}/{path}"')
            for name, (words, path) in PINGONE_LISTS.items()
            if credential.opens(name)
        ),
    ]


def _plivo(credential: ApiCredential) -> list[Example]:
    listing = next((found for name, found in LISTINGS.items() if credential.opens(name)), None)
    if listing is None:
        return []
    url = _account_url(credential)
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


def _configurations(credential: ApiCredential) -> list[Example]:
    if not credential.opens("connection"):
        return []
    url = f"{settings.PUBLIC_URL}/api/v2/platform/telephony/providers-configurations/"
    return [Example("curl, your provider configurations", f"curl {TOKEN} \\\n  '{url}'")]
