"""What the tests of PingOne's pages share: browsers, reading a page, posting the editor's form."""

import html
import re
from html.parser import HTMLParser
from typing import Any

from django.test import Client


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(response: Any) -> str:
    """The text of a page without its markup."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(text))


class _Fields(HTMLParser):
    """The fields of the form with an id (or of the last form), as a browser would post them."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form, self.inside, self.values = form, False, list[tuple[str, str]]()
        self.select = self.area = ""
        self.text = ""
        self.first: str | None = None
        self.chosen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("id", "") == self.form or self.form == "*"
            if self.inside:
                self.values = []
        name = given.get("name", "")
        if not self.inside or (not name and tag != "option"):
            return
        if tag == "input" and name != "csrfmiddlewaretoken":
            if given.get("type") in ("checkbox", "radio") and "checked" not in given:
                return
            ticked = given.get("type") in ("checkbox", "radio")
            self.values.append((name, given.get("value", "on" if ticked else "")))
        elif tag == "select":
            self.select, self.first, self.chosen = name, None, None
        elif tag == "option" and self.select:
            self.first = given.get("value", "") if self.first is None else self.first
            if "selected" in given:
                self.chosen = given.get("value", "")
        elif tag == "textarea":
            self.area, self.text = name, ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.select:
            chosen = self.first if self.chosen is None else self.chosen
            self.values.append((self.select, chosen or ""))
            self.select = ""
        elif tag == "textarea" and self.area:
            self.values.append((self.area, self.text.removeprefix("\n")))
            self.area = ""
        elif tag == "form":
            self.inside = False


def fields(response: Any, form: str = "policy-form") -> dict[str, list[str]]:
    """What a browser would post of a page untouched, without a button."""
    parser = _Fields(form)
    parser.feed(response.content.decode())
    found: dict[str, list[str]] = {}
    for name, value in parser.values:
        found.setdefault(name, []).append(value)
    return found


def press(client: Client, page: Any, act: str, *, form: str = "policy-form", **over: Any) -> Any:
    """Posts the page's form with `act`; `over` replaces fields, None takes one out.

    Names of fields are places: pass them as ``**{"quotas[0].total": "5"}``.
    """
    values: dict[str, Any] = {**fields(page, form), **over, "act": act}
    values = {name: value for name, value in values.items() if value is not None}
    return client.post(page.request["PATH_INFO"], values)
