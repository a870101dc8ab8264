"""Access tokens: signed, kept nowhere, good for an hour at most.

Each names its credential, which is looked up on every request: revoking it ends them all.
"""

import math
import uuid

from django.core.signing import BadSignature, Signer

from apps.accounts.models import ApiCredential
from apps.core.clock import db_now

LASTS = 3600
# A dot, for a bearer token has no colon (RFC 6750).
SIGNER = Signer(sep=".", salt="linecheck.pingone.access-token")


def new_token(credential: ApiCredential) -> tuple[str, int]:
    """A token, and in how many seconds it ends: with its credential, if that is sooner."""
    now = db_now()
    lasts = LASTS
    if credential.expires_at is not None:
        left = math.ceil((credential.expires_at - now).total_seconds())
        lasts = min(LASTS, max(left, 1))
    payload = {"client": str(credential.public_id), "at": now.timestamp()}
    return SIGNER.sign_object(payload), lasts


def client_of(token: str) -> uuid.UUID | None:
    """The client a token was made for; None when it is none of ours or its hour is over."""
    try:
        payload = SIGNER.unsign_object(token)
        client, made = uuid.UUID(str(payload["client"])), float(payload["at"])
    except (BadSignature, ValueError, KeyError, TypeError):
        return None
    return client if db_now().timestamp() - made < LASTS else None
