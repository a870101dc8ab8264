"""The one door of the played APIs: log, fault, credentials, rate limit, then the resource."""

import time

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.http import http_date

from apps.sandbox import faults, twilio, worlds
from apps.sandbox.arrival import Answer, Arrival, Side
from apps.sandbox.models import Account, Fault, RequestLog
from apps.sandbox.pingone import door as pingone_door
from apps.sandbox.pingone import tokens as pingone_tokens
from apps.sandbox.plivo import door as plivo_door
from apps.sandbox.store import real_now, turn
from apps.sandbox.validation.reader import Refusal

SIDES: dict[str, Side] = {
    RequestLog.PLIVO: plivo_door.SIDE,
    RequestLog.PINGONE: pingone_door.SIDE,
    RequestLog.PINGONE_TOKEN: pingone_tokens.SIDE,
    RequestLog.TWILIO: twilio.SIDE,
}


def api(request: HttpRequest, side: str, account: str, rest: str = "") -> HttpResponse:
    played = SIDES[side]
    body, body_error = played.read(request)
    arrival = Arrival(
        account=account,
        method=(request.method or "").upper(),
        rest=rest,
        query=request.GET.dict(),
        body=body,
        body_error=body_error,
        authorization=request.headers.get("Authorization", ""),
        content_type=request.content_type or "",
        origin=f"{request.scheme}://{request.get_host()}",
    )
    log = RequestLog(
        side=side,
        account=account[:64],
        method=arrival.method,
        path=request.path,
        query=request.META.get("QUERY_STRING", ""),
        body=played.shown(body),
        at=real_now(),
    )
    with turn():
        fault = faults.take(faults.Target(account, arrival.method, request.path, rest))
        log.fault = fault.pk if fault else None
        response = _respond(played, arrival, log, fault)
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
            answer = SIDES[log.side].perform(account, _again(log))
            log.outcome, log.applied = answer.status, answer.status < 300
            log.apply_at = log.withheld = None
            log.save()


def stray(side: str, status: int) -> Answer:
    """What this side answers to a request that belongs to none of its worlds."""
    played = SIDES[side]
    answer = played.misbehave(Fault(status=status))
    answer.headers |= played.headers()
    return answer


def _again(log: RequestLog) -> Arrival:
    rest = log.path.split(f"/{log.account}", 1)[-1].lstrip("/")
    query = QueryDict(log.query).dict()
    kind = "application/json"
    return Arrival(log.account, log.method, rest, query, log.withheld, content_type=kind)


def _respond(played: Side, arrival: Arrival, log: RequestLog, fault: Fault | None) -> HttpResponse:
    kind = fault.kind if fault else ""
    if fault and kind == faults.TIMEOUT_BEFORE:
        return faults.NoAnswer(hold=fault.seconds or 0)
    if kind == faults.RESET_BEFORE:
        return faults.NoAnswer(reset=True)
    if fault and kind == faults.STATUS and not fault.applied:
        return _send(played, log, played.misbehave(fault))

    try:
        account = played.admit(arrival)
    except Refusal as refusal:
        answer = played.refuse(refusal)
    else:
        if fault and kind == faults.LATE:
            log.apply_at = worlds.now(account) + (fault.seconds or 0)
            log.withheld = arrival.body
            return faults.NoAnswer(reset=True)
        answer = played.perform(account, arrival)
    log.outcome, log.applied = answer.status, answer.status < 300

    if fault and kind == faults.TIMEOUT_AFTER:
        return faults.NoAnswer(hold=fault.seconds or 0)
    if kind in (faults.RESET_AFTER, faults.LATE):
        return faults.NoAnswer(reset=True)
    if fault and kind == faults.STATUS:
        answer = played.misbehave(fault)
    return _send(played, log, answer)


def _send(played: Side, log: RequestLog, answer: Answer) -> HttpResponse:
    log.status = answer.status
    response: HttpResponse = JsonResponse(answer.body, status=answer.status)
    if answer.status == 204:
        response = HttpResponse(status=204)
        del response["Content-Type"]
    # The Date header tells the world's time, so a client can measure how far it is off.
    account = Account.objects.filter(pk=log.account).first()
    response["Date"] = http_date(worlds.now(account) if account else worlds.starting_now())
    for name, value in (played.headers() | answer.headers).items():
        response[name] = value
    return response
