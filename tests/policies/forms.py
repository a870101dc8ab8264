"""What a browser would send of a page's form, without a browser."""

from html.parser import HTMLParser
from typing import Any


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self._area = self._select = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value")
        if tag == "textarea":
            self._area, self._text = name, []
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in self.found:
                self.found[self._select] = value or ""
        elif tag == "input" and name and "disabled" not in given:
            self._input(given.get("type") or "text", name, value, "checked" in given)

    def _input(self, kind: str, name: str, value: str | None, checked: bool) -> None:
        if kind in ("checkbox", "radio") and not checked:
            return
        if kind == "checkbox":
            self.found.setdefault(name, []).append(value or "on")
        elif name not in self.found:
            self.found[name] = value or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            # A browser drops the first line break and sends the others as CRLF.
            text = "".join(self._text).removeprefix("\n")
            self.found[self._area], self._area = text.replace("\n", "\r\n"), ""
        elif tag == "select":
            self._select = ""


def fields_of(page: str) -> dict[str, Any]:
    """Every named field of a page with what it holds."""
    reader = _Reader()
    reader.feed(page)
    return reader.found
