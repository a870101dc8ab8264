"""Takes known secrets out of a text, in whatever spelling they come back."""

import base64
import html
import re
from collections.abc import Iterable

from apps.upstream.redact import MASK

# Characters that one of a secret may be written with: "&amp;quot;", "%25C3%25A9".
_WIDEST = 12
_SHORT = {"\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t"}
_PIECES = re.compile(r"[A-Za-z0-9]+|\\+|.", re.DOTALL)


class Veil:
    """`Veil(secrets)(text)` is the text with every one of them masked.

    Found as they are and Base64-encoded (`pairs`, a name and its password, as Basic
    authentication joins them), each character of it plain or escaped as in an address, a form,
    JSON or HTML, once or twice.
    """

    def __init__(self, secrets: Iterable[str], pairs: Iterable[tuple[str, str]] = ()) -> None:
        whole = {secret for secret in secrets if secret and secret != MASK}
        joined = {f"{name}:{word}" for name, word in pairs if word and word != MASK}
        packed = {form for value in whole | joined for form in _base64(value)}
        # The longest first: one may be the beginning of another.
        found = sorted(whole | packed, key=len, reverse=True)
        self._longest = len(found[0]) if found else 0
        padding = f"{_character('=')}{{0,2}}"
        patterns = (_pattern(value) + (padding if value in packed else "") for value in found)
        self._pattern = re.compile("|".join(patterns), re.IGNORECASE)

    def __call__(self, text: str) -> str:
        return self._pattern.sub(MASK, text) if self._longest else text

    def beginning(self, text: str) -> str:
        """The same for a text that was cut off: without its end, where half a secret may stand."""
        stop = max(0, len(text) - self._longest * _WIDEST)
        pieces: list[str] = []
        at = 0
        for match in self._pattern.finditer(text) if self._longest else ():
            if match.start() >= stop:
                break
            pieces += (text[at : match.start()], MASK)
            at = match.end()
        return "".join((*pieces, text[at:stop]))


def _pattern(value: str) -> str:
    """A pattern of `value` in every spelling; what it takes grows with the text, not its square.

    Letters and digits are escaped by nobody. A run of backslashes is one piece: nothing in it
    may be tried twice.
    """
    return "".join(
        rf"(?:\\{{1,{8 * len(piece)}}}+(?:u005c)?|{_octets(piece)})"
        if piece[0] == "\\"
        else piece
        if piece.isascii() and piece.isalnum()
        else _character(piece)
        for piece in _PIECES.findall(value)
    )


def _character(char: str) -> str:
    units = char.encode("utf-16-be", "replace")
    spellings = [
        re.escape(char),
        _octets(char),
        "".join(rf"\\{{1,7}}u{units[i : i + 2].hex()}" for i in range(0, len(units), 2)),
        rf"&(?:amp;){{0,3}}#(?:{ord(char)}|x0{{0,4}}{ord(char):x});",
    ]
    if char in "\"'/":
        spellings.append(rf"\\{{1,7}}{char}")
    if char in _SHORT:
        spellings.append(rf"\\{{1,7}}{_SHORT[char]}")
    if char == " ":
        spellings += (r"\+", _octets("+"))
    named = html.escape(char)
    if named != char:
        spellings.append("&(?:amp;){0,3}" + named.removeprefix("&"))
    return f"(?:{'|'.join(spellings)})"


def _octets(text: str) -> str:
    return "".join(f"%(?:25){{0,3}}{octet:02x}" for octet in text.encode("utf-8", "replace"))


def _base64(value: str) -> set[str]:
    raw = value.encode("utf-8", "replace")
    both = (base64.b64encode(raw), base64.urlsafe_b64encode(raw))
    return {form.decode().rstrip("=") for form in both}
