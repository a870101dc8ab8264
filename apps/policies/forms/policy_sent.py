"""What a post of the editor carries: the body it was drawn from, what was typed, and the act."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import QueryDict

from apps.policies.body import Body
from apps.policies.forms import policy_json
from apps.policies.forms.policy_typed import typed

FORM, JSON, NOTHING = "form", "json", "nothing"


@dataclass(slots=True)
class Sent:
    """`base` is the wanted body the editing began with, at `version`; `body` is it as edited.

    `text` is set while it cannot be read as JSON, and `wrong` says why. `tab` says what was drawn,
    `open` which picker is, `tried` that its errors were asked for.
    """

    base: Body
    version: int
    body: Body
    tab: str = FORM
    act: str = "check"
    open: str = ""
    tried: bool = False
    text: str = ""
    wrong: str = ""


def read(data: QueryDict) -> Sent:
    """Raises BadRequest for a post that did not come from the editor whole."""
    version = data.get("version", "")
    try:
        base = policy_json.read(data.get("base", ""))
        body = policy_json.read(data.get("body", ""))
    except policy_json.Unreadable as error:
        raise BadRequest("The form did not arrive whole. Go back and send it again.") from error
    sent = Sent(
        base=base,
        version=int(version)
        if version.isascii() and version.isdecimal() and len(version) < 10
        else 0,
        body=body,
        tab=data.get("tab", FORM),
        act=data.get("act", "check"),
        open=data.get("open", ""),
        tried=bool(data.get("tried")),
    )
    if sent.tab == FORM:
        sent.body = typed(body, data)
    elif sent.tab == JSON:
        sent.text = data.get("json", "")
        try:
            sent.body = policy_json.read(sent.text)
        except policy_json.Unreadable as error:
            sent.wrong = str(error)
    return sent
