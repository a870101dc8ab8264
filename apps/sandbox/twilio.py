"""`GET /2010-04-01/Accounts/{sid}.json`: of Twilio only whether an account's credentials work.

Bodies as on Twilio's pages (Account resource; Errors and warnings).
"""

from django.http import HttpRequest

from apps.sandbox import worlds
from apps.sandbox.arrival import Answer, Arrival, Side, basic
from apps.sandbox.models import Account, Fault
from apps.sandbox.store import real_now
from apps.sandbox.validation.reader import Refusal

LONGEST_SID = 36
CODES = {401: (20003, "Authenticate"), 404: (20404, "The requested resource was not found")}


def admit(arrival: Arrival) -> Account:
    """Any account is there; a token that is empty, `wrong` or begins with `bad` is refused."""
    user, _, token = basic(arrival.authorization).partition(":")
    if not user or token in ("", "wrong") or token.startswith("bad"):
        raise Refusal(401, "Authenticate")
    if user != arrival.account or len(user) > LONGEST_SID:
        raise Refusal(404, CODES[404][1])
    if arrival.method != "GET":
        raise Refusal(405, "Method not allowed")
    offset = worlds.starting_offset()
    account, _ = Account.objects.get_or_create(
        auth_id=user, defaults={"offset": offset, "created_at": real_now() + offset}
    )
    return account


def perform(account: Account, arrival: Arrival) -> Answer:
    return Answer(
        {
            "sid": account.pk,
            "friendly_name": "Sandbox account",
            "status": "active",
            "type": "Full",
            "uri": f"/2010-04-01/Accounts/{account.pk}.json",
        }
    )


def refuse(refusal: Refusal) -> Answer:
    code = CODES.get(refusal.status, (20000 + refusal.status, ""))[0]
    body = {
        "code": code,
        "message": refusal.error,
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": refusal.status,
    }
    headers = {"WWW-Authenticate": 'Basic realm="Twilio API"'} if refusal.status == 401 else {}
    return Answer(body, refusal.status, headers)


def misbehave(fault: Fault) -> Answer:
    status = fault.status or 500
    answer = refuse(Refusal(status, fault.error or CODES.get(status, (0, "error"))[1]))
    if fault.retry_after is not None:
        answer.headers["Retry-After"] = str(fault.retry_after)
    return answer


def read(request: HttpRequest) -> tuple[None, str]:
    return None, ""


SIDE = Side(
    read=read,
    admit=admit,
    perform=perform,
    refuse=refuse,
    misbehave=misbehave,
    shown=lambda body: body,
    headers=dict,
)
