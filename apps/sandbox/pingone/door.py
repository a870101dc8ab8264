"""Who comes in at PingOne's management API, and what is answered to those who do not."""

import logging
import uuid
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.sandbox import limits
from apps.sandbox.arrival import Answer, Arrival, Side, json_body
from apps.sandbox.models import Account
from apps.sandbox.pingone import environments, routes, secrets, tokens
from apps.sandbox.pingone.common import Call
from apps.sandbox.pingone.errors import (
    Refused,
    forbidden,
    limited,
    misbehave,
    not_found,
    refuse,
    unauthorized,
)
from apps.sandbox.validation.reader import Refusal

logger = logging.getLogger(__name__)

WINDOW = 60.0


def admit(arrival: Arrival) -> Account:
    """The environment the token's client owns, opened on first touch, within its rate."""
    client = tokens.bearer(arrival.authorization)
    if client is None:
        raise unauthorized()
    if not environments.is_id(arrival.account):
        raise not_found()
    environment = environments.opened(arrival.account)
    if not environment.owner:
        environment.owner = client.client_id
        environment.save(update_fields=["owner"])
    elif environment.owner != client.client_id:
        raise forbidden()
    wait = limits.take(arrival.account, rate=settings.PINGONE_RATE, window=WINDOW)
    if wait:
        raise limited(wait)
    return environment.account


def perform(account: Account, arrival: Arrival) -> Answer:
    """Carry the request out wholly or not at all."""
    try:
        with transaction.atomic():
            handler, names = routes.resolve(arrival.method, arrival.rest)
            root = f"{arrival.origin}/pingone"
            call = Call(account, arrival.method, root, dict(arrival.query), _object(arrival))
            return handler(call, **names)
    except Refusal as refusal:
        return refuse(refusal)
    except Exception:
        logger.exception("%s %s broke the sandbox", arrival.method, arrival.rest)
        return refuse(Refused(500))


def headers() -> dict[str, str]:
    return {"Correlation-Id": str(uuid.uuid4())}


def _object(arrival: Arrival) -> dict[str, Any]:
    """The JSON object of a POST or PUT; other methods have none."""
    if arrival.method not in ("POST", "PUT"):
        return {}
    if arrival.content_type != "application/json":
        raise Refused(415, message="The Content-Type must be application/json.")
    if arrival.body_error or not isinstance(arrival.body, dict):
        raise Refused(400, message=arrival.body_error or "The body must be a JSON object.")
    return arrival.body


SIDE = Side(
    read=json_body,
    admit=admit,
    perform=perform,
    refuse=refuse,
    misbehave=misbehave,
    shown=secrets.masked,
    headers=headers,
)
