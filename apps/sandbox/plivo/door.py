"""Who comes in at the Plivo API, and what is answered to those who do not."""

import logging
import re
import uuid
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.sandbox import faults, lifecycle, limits, worlds
from apps.sandbox.arrival import Answer, Arrival, Side, basic, json_body
from apps.sandbox.models import Account, Fault
from apps.sandbox.plivo import routes
from apps.sandbox.plivo.common import Call
from apps.sandbox.validation.reader import Invalid, Refusal

logger = logging.getLogger(__name__)

MAIN_ACCOUNT = re.compile(r"MA[A-Z0-9]{18}")
WINDOW = 5.0


class TooManyRequests(Refusal):
    def __init__(self, retry_after: int) -> None:
        super().__init__(429, "too many requests")
        self.retry_after = retry_after


def error_answer(status: int, error: str, retry_after: int | None = None) -> Answer:
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    if status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="plivo"'
    return Answer({"api_id": str(uuid.uuid4()), "error": error}, status, headers)


def refuse(refusal: Refusal) -> Answer:
    return error_answer(refusal.status, refusal.error, getattr(refusal, "retry_after", None))


def misbehave(fault: Fault) -> Answer:
    status = fault.status or 500
    return error_answer(
        status, fault.error or faults.ERRORS.get(status, "error"), fault.retry_after
    )


def admit(arrival: Arrival) -> Account:
    """The account whose credentials these are, opened on first touch, within its rate."""
    user, _, password = basic(arrival.authorization).partition(":")
    refused = password == "" or password == "wrong" or password.startswith("bad")
    if user != arrival.account or not MAIN_ACCOUNT.fullmatch(user) or refused:
        raise Refusal(401, "authentication failed")
    account = Account.objects.filter(pk=user).first()
    if account is None:
        account = worlds.open_world(auth_id=user, token=password[:255])
    elif account.token != password[:255]:
        raise Refusal(401, "authentication failed")
    wait = limits.take(user, rate=settings.RATE, window=WINDOW)
    if wait:
        raise TooManyRequests(wait)
    return account


def perform(account: Account, arrival: Arrival) -> Answer:
    """Let time pass, then carry the request out wholly or not at all."""
    lifecycle.advance(account)
    try:
        with transaction.atomic():
            handler, names = routes.resolve(arrival.method, arrival.rest)
            body = _arguments(arrival)
            return handler(Call(account, arrival.method, arrival.query, body), **names)
    except Refusal as refusal:
        return refuse(refusal)
    except Exception:
        logger.exception("%s %s broke the sandbox", arrival.method, arrival.rest)
        return error_answer(500, "internal server error")


def _arguments(arrival: Arrival) -> dict[str, Any]:
    """The JSON object of a POST. DELETE takes its arguments from the query, the body or both,
    and like GET forgives junk: the Node SDK sends `""`."""
    if arrival.method == "POST":
        if arrival.body_error:
            raise Invalid(arrival.body_error)
        if not isinstance(arrival.body, dict):
            if arrival.body in (None, ""):
                return {}
            raise Invalid("The body must be a JSON object.")
        return arrival.body
    if arrival.method == "DELETE":
        return {
            **arrival.query,
            **(arrival.body if isinstance(arrival.body, dict) else {}),
        }
    return {}


SIDE = Side(
    read=json_body,
    admit=admit,
    perform=perform,
    refuse=refuse,
    misbehave=misbehave,
    shown=lambda body: body,
    headers=dict,
)
