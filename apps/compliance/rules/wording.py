"""What a text says: its links, the business it names, the phrases reviewers look for.

Everything here guesses from words, so it serves advice and never a refusal.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit


def sites(listed: str) -> frozenset[str]:
    """Domains written with blanks between them; :func:`of` asks whether a host is one of them."""
    return frozenset(listed.split())


# SignalWire messaging practices and the A2P10DLC-Scanner list; carriers publish no complete one.
SHORTENERS = sites(
    "1url.com adf.ly bc.vc bit.do bit.ly bitly.com bl.ink budurl.com buff.ly buzurl.com clck.ru "
    "clicky.me cur.lv cutt.us db.tt filourl.com goo.gl is.gd ity.im j.mp lc.chat link.zip.net "
    "lnkd.in mcaf.ee ow.ly po.st prettylinkpro.com q.gs qr.ae qr.net rb.gy rebrand.ly s.id s2r.co "
    "scrnch.me short.io shorturl.at shorturl.me soo.gd su.pr t.co tiny.cc tinycc.com tinyurl.com "
    "tr.im tweez.me twitthis.com u.bb u.to v.gd vzturl.com x.co yourls.org"
)

_LINK = re.compile(
    r"(?<![@\w.-])(?P<scheme>https?://)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,})(?::\d+)?"
    r"(?P<path>[/?#]\S*)?",
    re.I,
)
_EMAIL = re.compile(r"\w@[\w-]+\.\w")
_PHONE = re.compile(r"\d(?:[\s().-]{0,3}\d){6}")
_LEGAL_FORM = re.compile(
    r"\b(?:the|l\.?l\.?c|inc|incorporated|corp|corporation|co|company|ltd|limited|llp|pllc|plc)\b",
    re.I,
)

PHRASES = {
    name: re.compile(pattern)
    for name, pattern in {
        "STOP": r"\bSTOP\b|(?i:\b(?:reply|text|txt|send)\W+stop\b|\bopt[ -]?out\b|\bunsubscribe\b)",
        "HELP": r"\bHELP\b|(?i:\b(?:reply|text|txt|send)\W+help\b)",
        "rates": r"(?i:\bdata\s+rates\b|\brates\s+(?:may|might|will)?\s*apply\b)",
        "frequency": r"(?i:\bfrequency\b|\b(?:per|a|each|every)\s+(?:day|week|month|order|visit|"
        r"login|request)\b|/\s?(?:day|wk|week|mo|month)\b|\b(?:daily|weekly|monthly|recurring)\b"
        r"|\bone[ -]time\b)",
        "test": r"(?i:\blorem ipsum\b|\b(?:test|dummy|demo) (?:message|text|sms)\b|"
        r"\bthis is (?:only |just )?a test\b|\basdf|\bfoo ?bar\b|\bsandbox\b|"
        r"^\W*(?:test|testing|sample|hello|hi)\W*\d*\W*$)",
        "promotion": r"(?i:\b(?:sale|discounts?|coupons?|promos?|promotions?|promo codes?|"
        r"special offers?|deals)\b|\d\s?% off\b|\bbuy one\b)",
        "forced consent": r"(?i:\bmust (?:agree|consent|opt in)\b"
        r"|\bmandatory\W+(?:\S+ ){0,3}checkbox"
        r"|\b(?:cannot|can't|can not) (?:\S+ ){0,3}without (?:\S+ ){0,3}consent"
        r"|\bconsent is (?:required|mandatory)\b|(?<!not )\ba condition of (?:purchase|service)\b)",
        "bare consent": r"(?i:\bconsent to receive (?:sms|text)(?: messages)? at this number\b)",
        "political": r"(?i:\b(?:election|ballot|candidates?|senator|congress\w*|political|"
        r"campaign donations?|vote for|get out the vote)\b)",
        "donation": r"(?i:\b(?:donate|donations?|fundrais\w+)\b)",
        "others": r"(?i:\b(?:our|various|multiple|several) (?:clients|businesses|merchants|brands|"
        r"tenants)\b|\bon behalf of (?:our|various|multiple|other)\b)",
        "shaft": r"(?i:\b(?:cannabis|marijuana|cbd|thc|kratom|hemp|vape|vaping|tobacco|nicotine|"
        r"cigars?|alcohol|beer|whiskey|liquor|firearms?|ammo|ammunition|escorts?|porn|casino|"
        r"sportsbook|betting)\b)",
        "keyword": r"(?i:\b(?:text|texting|send|sending|sms)\b)\W+(?!STOP|HELP)[A-Z0-9]{2,}\b",
    }.items()
}


class Link(NamedTuple):
    """A link inside a text; ``scheme`` is ``""`` where only the host was written."""

    scheme: str
    host: str


def says(phrase: str, *texts: Any) -> bool:
    """Whether one of the texts has the phrase, a key of ``PHRASES``."""
    return any(PHRASES[phrase].search(str(text or "")) for text in texts)


def links(text: Any) -> list[Link]:
    """The links in a text, hosts in lower case; a bare host counts with a path or ``www.``."""
    return [
        Link((m["scheme"] or "").lower(), m["host"].lower())
        for m in _LINK.finditer(str(text or ""))
        if m["scheme"] or m["path"] or m["host"].lower().startswith("www.")
    ]


def reachable(text: Any) -> bool:
    """Whether the text names an e-mail address, a phone number or a link."""
    words = str(text or "")
    return bool(_EMAIL.search(words) or _PHONE.search(words) or links(words))


def host_of(address: Any) -> str:
    """The host of a web or e-mail address, without ``www.``; ``""`` when there is none."""
    words = str(address or "").strip().lower()
    if "@" in words and "/" not in words:
        return words.rpartition("@")[2]
    try:
        host = urlsplit(words if "://" in words else f"//{words}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def within(host: str, site: str) -> bool:
    """Whether the host is the site or lies under it."""
    return host == site or host.endswith(f".{site}")


def of(host: str, listed: frozenset[str]) -> bool:
    """Whether the host is one of the listed sites or lies under one."""
    return any(within(host, site) for site in listed)


def shortened(host: str) -> bool:
    return of(host, SHORTENERS)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _site_name(website: Any) -> str:
    """``harbourdental`` of ``shop.harbourdental.co.uk``; short ones name nobody in particular."""
    labels = [part for part in host_of(website).split(".")[:-1] if part not in ("co", "com", "org")]
    return labels[-1] if labels and len(labels[-1]) > 3 else ""


def names(company: Mapping[str, Any], text: Any) -> bool:
    """Whether the text names the company; True when its name is not known."""
    registered = str(company.get("company_name") or "")
    # In the midst of a name "Company" is no legal form.
    known = [_squeezed(_LEGAL_FORM.sub(" ", registered)), _squeezed(registered)]
    known.append(_squeezed(str(company.get("doing_business_as") or "")))
    known.append(_squeezed(_site_name(company.get("website"))))
    known = [name for name in known if name]
    return not known or any(name in _squeezed(str(text or "")) for name in known)


_MARK = re.compile(r"(?:^|\s)(?:sample\s*)?\d{1,2}\s?[.):-]\s", re.I)


def samples(text: Any) -> int:
    """How many messages a text holds: numbered as Plivo shows it, else one in each line."""
    words = str(text or "")
    return max(len(_MARK.findall(words)), sum(1 for line in words.splitlines() if line.strip()))
