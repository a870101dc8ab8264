"""The one door of the Plivo API: log, fault, credentials, rate limit, then the resource."""

import base64
import binascii
import json
import logging
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.http import http_date

from apps.sandbox import faults, lifecycle, limits, worlds
from apps.sandbox.models import Account, Fault, RequestLog
from apps.sandbox.plivo import routes
from apps.sandbox.plivo.common import Answer, Call
from apps.sandbox.store import real_now, turn
from apps.sandbox.validation.reader import Invalid, Refusal

logger = logging.getLogger(__name__)

MAIN_ACCOUNT = re.compile(r"MA[A-Z0-9]{18}")


class TooManyRequests(Refusal):
    def __init__(self, retry_after: int) -> None:
        super().__init__(429, "too many requests")
        self.retry_after = retry_after


@dataclass
class Arrival:
    """A request as it came in, before anything about it is believed."""

    auth_id: str
    method: str
    rest: str
    query: Mapping[str, str]
    body: Any
    body_error: str = ""
    credentials: str = ""


def api(request: HttpRequest, auth_id: str, rest: str) -> HttpResponse:
    arrival = _arrival(request, auth_id, rest)
    log = RequestLog(
        account=auth_id[:64],
        method=arrival.method,
        path=request.path,
        query=request.META.get("QUERY_STRING", ""),
        body=arrival.body,
        at=real_now(),
    )
    with turn():
        fault = faults.take(faults.Target(auth_id, arrival.method, request.path, rest))
        log.fault = fault.pk if fault else None
        response = _respond(arrival, log, fault)
        log.save()
    if fault and fault.kind == faults.SLOW:
        time.sleep(fault.seconds or 0)
    return response


def apply_late() -> None:
    """Carry out the requests a `late` fault put off, once their world's time has come."""
    waiting = RequestLog.objects.filter(apply_at__isnull=False).order_by("apply_at", "id")
    for pk in waiting.values_list("pk", flat=True):
        with turn():
            log = waiting.filter(pk=pk).first()
            account = Account.objects.filter(pk=log.account).first() if log else None
            if log is None or account is None or (log.apply_at or 0) > worlds.now(account):
                continue
            rest = log.path.split(f"/Account/{log.account}", 1)[-1].lstrip("/")
            arrival = Arrival(log.account, log.method, rest, QueryDict(log.query).dict(), log.body)
            answer = _perform(account, arrival)
            log.outcome, log.applied, log.apply_at = (
                answer.status,
                answer.status < 300,
                None,
            )
            log.save()


def error_answer(status: int, error: str) -> Answer:
    return Answer({"api_id": str(uuid.uuid4()), "error": error}, status)


def _respond(arrival: Arrival, log: RequestLog, fault: Fault | None) -> HttpResponse:
    kind = fault.kind if fault else ""
    if fault and kind == faults.TIMEOUT_BEFORE:
        return faults.NoAnswer(hold=fault.seconds or 0)
    if kind == faults.RESET_BEFORE:
        return faults.NoAnswer(reset=True)
    if fault and kind == faults.STATUS and not fault.applied:
        return _send(log, _fault_answer(fault), fault.retry_after)

    retry_after: int | None = None
    try:
        account = _admit(arrival)
    except Refusal as refusal:
        answer = error_answer(refusal.status, refusal.error)
        retry_after = getattr(refusal, "retry_after", None)
    else:
        if fault and kind == faults.LATE:
            log.apply_at = worlds.now(account) + (fault.seconds or 0)
            return faults.NoAnswer(reset=True)
        answer = _perform(account, arrival)
    log.outcome, log.applied = answer.status, answer.status < 300

    if fault and kind == faults.TIMEOUT_AFTER:
        return faults.NoAnswer(hold=fault.seconds or 0)
    if kind in (faults.RESET_AFTER, faults.LATE):
        return faults.NoAnswer(reset=True)
    if fault and kind == faults.STATUS:
        answer, retry_after = _fault_answer(fault), fault.retry_after
    return _send(log, answer, retry_after)


def _fault_answer(fault: Fault) -> Answer:
    status = fault.status or 500
    return error_answer(status, fault.error or faults.ERRORS.get(status, "error"))


def _send(log: RequestLog, answer: Answer, retry_after: int | None) -> HttpResponse:
    log.status = answer.status
    response: HttpResponse = JsonResponse(answer.body, status=answer.status)
    if answer.status == 204:
        response = HttpResponse(status=204)
        del response["Content-Type"]
    # The Date header tells the world's time, so a client can measure how far it is off.
    account = Account.objects.filter(pk=log.account).first()
    response["Date"] = http_date(worlds.now(account) if account else worlds.starting_now())
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    if answer.status == 401:
        response["WWW-Authenticate"] = 'Basic realm="plivo"'
    return response


def _admit(arrival: Arrival) -> Account:
    """The account whose credentials these are, opened on first touch, within its rate."""
    user, _, password = arrival.credentials.partition(":")
    refused = password == "" or password == "wrong" or password.startswith("bad")
    if user != arrival.auth_id or not MAIN_ACCOUNT.fullmatch(user) or refused:
        raise Refusal(401, "authentication failed")
    account = Account.objects.filter(pk=user).first()
    if account is None:
        account = worlds.open_world(auth_id=user, token=password[:255])
    elif account.token != password[:255]:
        raise Refusal(401, "authentication failed")
    wait = limits.take(user)
    if wait:
        raise TooManyRequests(wait)
    return account


def _perform(account: Account, arrival: Arrival) -> Answer:
    """Let time pass, then carry the request out wholly or not at all."""
    lifecycle.advance(account)
    try:
        with transaction.atomic():
            handler, names = routes.resolve(arrival.method, arrival.rest)
            body = _arguments(arrival)
            return handler(Call(account, arrival.method, arrival.query, body), **names)
    except Refusal as refusal:
        return error_answer(refusal.status, refusal.error)
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


def _arrival(request: HttpRequest, auth_id: str, rest: str) -> Arrival:
    body, error = _json(request)
    return Arrival(
        auth_id=auth_id,
        method=(request.method or "").upper(),
        rest=rest,
        query=request.GET.dict(),
        body=body,
        body_error=error,
        credentials=_credentials(request.headers.get("Authorization", "")),
    )


def _json(request: HttpRequest) -> tuple[Any, str]:
    """(value, "") or (the raw text, what is wrong with it)."""
    try:
        raw = request.body
    except RequestDataTooBig:
        return None, "The body is too large."
    if not raw.strip():
        return None, ""
    text = raw[:65536].decode("utf-8", "replace")
    try:
        value = json.loads(raw, parse_constant=_no_constant)
        # Half a surrogate pair is valid JSON that no database and no wire can carry.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return text, "The body is not valid JSON."
    return value, ""


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _credentials(header: str) -> str:
    scheme, _, value = header.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
