"""Secrets are found in an answer however the gateway spells them."""

import base64
import html
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest

from apps.policies.veil import Veil
from apps.upstream.redact import MASK

SECRETS = [
    "plain123",
    "a b+c/d=e&f",
    "quo\"te's",
    "back\\slash\\\\twice\\",
    "<tag>%25&amp;",
    "Übergrößé\U0001f511",
    "line\nbreak",
    "\\\\\\",
    "%%%",
    "ends with \\",
]
SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda s: s,
    "address": lambda s: quote(s, safe=""),
    "address, in small letters": lambda s: quote(s, safe="").lower(),
    "form": quote_plus,
    "form twice": lambda s: quote_plus(quote_plus(s)),
    "JSON": lambda s: json.dumps(s)[1:-1],
    "JSON of others": lambda s: json.dumps(s)[1:-1].replace("/", "\\/").replace("&", "\\u0026"),
    "JSON in JSON": lambda s: json.dumps(json.dumps(s)[1:-1])[1:-1],
    "JSON with its own letters": lambda s: json.dumps(s, ensure_ascii=False)[1:-1],
    "HTML": html.escape,
    "HTML of others": lambda s: html.escape(s).replace("&#x27;", "&#39;"),
    "HTML twice": lambda s: html.escape(html.escape(s)),
    "form in JSON": lambda s: json.dumps(f"a={quote_plus(s)}&b")[1:-1],
    "Basic": lambda s: base64.b64encode(f"acme:{s}".encode()).decode(),
    "Basic in JSON": lambda s: json.dumps(base64.b64encode(f"acme:{s}".encode()).decode()).replace(
        "/", "\\/"
    ),
    "Basic in a form": lambda s: quote_plus(base64.b64encode(f"acme:{s}".encode()).decode()),
    "Base64": lambda s: base64.b64encode(s.encode()).decode(),
    "Base64 for addresses": lambda s: base64.urlsafe_b64encode(s.encode()).decode(),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("secret", SECRETS)
def test_it_is_masked_and_nothing_beside_it(secret: str, spelling: str) -> None:
    spelt = SPELLINGS[spelling](secret)
    veil = Veil([secret], [("acme", secret)])
    shown = veil(f"before [{spelt}] between [{spelt}] after")
    assert spelt not in shown
    assert shown.startswith("before [") and shown.endswith("] after")
    assert shown.count(MASK) == 2
    left = shown.replace(MASK, "")
    assert all(piece not in left for piece in ("plain", "slash", "tag", "berg", "break", "ends"))


def test_the_longest_secret_goes_first() -> None:
    assert Veil(["abc", "abcdef"])("abcdef abc") == f"{MASK} {MASK}"


@pytest.mark.parametrize("nothing", ["", MASK])
def test_nothing_is_no_secret(nothing: str) -> None:
    veil = Veil([nothing], [("acme", nothing)])
    assert veil("as acme it was") == veil.beginning("as acme it was") == "as acme it was"


@pytest.mark.parametrize("kept", range(1, 9))
def test_half_a_secret_at_the_end_of_what_was_read_is_not_shown(kept: int) -> None:
    secret = "s3cr&t/x9"
    text = "x" * 1000 + f" {secret} " + "y" * 400 + quote(secret, safe="")[: kept + 2]
    shown = Veil([secret]).beginning(text)
    assert shown.startswith("x" * 1000 + f" {MASK} ")
    assert set(shown[1000:]) <= {" ", *MASK, "y"}


def test_a_secret_across_the_place_of_the_cut_is_masked_whole() -> None:
    secret = "s" * 20
    for back in range(1, 300):
        shown = Veil([secret]).beginning("a" * 500 + secret + "b" * back)
        assert "s" not in shown


@pytest.mark.parametrize(
    ("secret", "answer"),
    [
        ("\\" * 30 + "x", "\\" * 65536),
        ('"' * 30, "\\" * 65536),
        ("%" * 30 + "x", "%25" * 20000),
        ("&" * 30 + "x", "&amp;" * 13000),
        ("a" * 3000 + "b", "a" * 65536),
        ("\\u" * 30 + "x", "\\u" * 32768),
    ],
)
def test_an_answer_made_to_be_slow_to_search_is_left_alone(secret: str, answer: str) -> None:
    """Were parts of it tried again and again, this would not come back."""
    assert Veil([secret])(answer) == answer
