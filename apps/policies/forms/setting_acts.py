"""The editor's buttons that change its lists: add, remove, move, begin with a template."""

import re
from copy import deepcopy

from apps.policies.body import Body
from apps.policies.forms.setting_starters import BLANK_NUMBER, BLANK_REQUEST, STARTERS
from apps.policies.forms.setting_state import NEW, State, entries_of

_ACT = re.compile(r"(request|number|header)-(add|remove|up|down)(?:-(\d{1,6}))?(?:-(\d{1,6}))?")


class Done:
    """What a button did: `focus` is the id of what to look at now, `said` the words for it."""

    def __init__(self, focus: str = "", said: str = "") -> None:
        self.focus, self.said = focus, said


def act(state: State, name: str) -> Done:
    """Changes `state`; a button nobody knows changes nothing."""
    if name.startswith("starter-"):
        return _start(state, name.removeprefix("starter-"))
    match = _ACT.fullmatch(name)
    if match is None:
        return Done()
    noun, verb, index = match[1], match[2], int(match[3] or 0)
    if noun == "header":
        return _drop_header(state, index, int(match[4] or 0)) if verb == "remove" else Done()
    count = len(entries_of(state.body)) if noun == "request" else len(_numbers(state.body))
    order = _order(verb, index, count)
    if order is None:
        return Done()
    if noun == "request":
        state.reorder(order, BLANK_REQUEST)
    else:
        numbers = _numbers(state.body)
        state.body["numbers"] = [numbers[i] if i != NEW else deepcopy(BLANK_NUMBER) for i in order]
    return _told(noun, verb, index, count)


def _order(verb: str, index: int, count: int) -> list[int] | None:
    order = list(range(count))
    if verb == "add":
        return [*order, NEW]
    if index >= count:
        return None
    if verb == "remove":
        return [i for i in order if i != index]
    other = index - 1 if verb == "up" else index + 1
    if not 0 <= other < count:
        return None
    order[index], order[other] = order[other], order[index]
    return order


def _told(noun: str, verb: str, index: int, count: int) -> Done:
    label = noun.capitalize()
    if verb == "add":
        return Done(f"{noun}-{count}", f"{label} {count + 1} added.")
    if verb == "remove":
        left = count - 1
        focus = f"{noun}-{min(index, left - 1)}" if left else f"{noun}s-title"
        return Done(focus, f"{label} {index + 1} removed, {left} left.")
    other = index - 1 if verb == "up" else index + 1
    return Done(f"{noun}-{other}", f"{label} {index + 1} is now number {other + 1}.")


def _drop_header(state: State, request: int, header: int) -> Done:
    entries = entries_of(state.body)
    entry = entries[request] if request < len(entries) else None
    headers = entry.get("headers") if isinstance(entry, dict) else None
    names = list(headers) if isinstance(headers, dict) else []
    if header >= len(names):
        return Done()
    body: Body = deepcopy(state.body)
    del body["requests"][request]["headers"][names[header]]
    state.replace(body)
    return Done(f"request-{request}", f"Header {names[header]} removed.")


def _start(state: State, name: str) -> Done:
    """The template takes the place of a request nobody has filled in, else it is added."""
    starter = STARTERS.get(name)
    if starter is None:
        return Done()
    entries = entries_of(state.body)
    blank = [i for i, entry in enumerate(entries) if _is_blank(entry)]
    at = blank[0] if blank else len(entries)
    order = [*range(at), NEW, *range(at + 1, len(entries))]
    state.reorder(order, starter.request)
    present = state.body.get("authentication")
    if not isinstance(present, dict) or not any(v for k, v in present.items() if k != "method"):
        state.body["authentication"] = {"method": starter.method}
    return Done(f"request-{at}", f"Request {at + 1} was filled in for {starter.label}.")


def _is_blank(entry: object) -> bool:
    if not isinstance(entry, dict):
        return False
    return not any(entry.get(key) for key in ("url", "body", "headers"))


def _numbers(body: Body) -> list[object]:
    found = body.get("numbers")
    return found if isinstance(found, list) else []
