"""What the evidence of a toll-free opt-in has to be: links a reviewer can open, of the right kind.

Context: ``evidence_prefix`` is where the files uploaded to Linecheck live, ``evidence_public``
is False when that place cannot be reached from outside; ``missing_evidence`` are links to it that
lead to no file.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from apps.compliance.rules import shapes
from apps.compliance.rules.registry import (
    LINECHECK,
    TOLLFREE_DOCS,
    Context,
    Values,
    Verdict,
    rule,
)
from apps.compliance.rules.wording import host_of, of, says, shortened, sites

OPT_IN_EXPERIENCE = "Twilio error 30476"
SHARED_DRIVES = sites(
    "drive.google.com docs.google.com dropbox.com onedrive.live.com 1drv.ms sharepoint.com "
    "icloud.com box.com notion.so"
)
_DOCUMENT = re.compile(r"\.(?:pdf|png|jpe?g|gif|webp|heic|tiff?|docx?|txt)(?:\?|$)", re.I)
_PRIVATE_PAGE = re.compile(
    r"/(?:log-?in|sign-?in|admin|dashboard|account|portal)(?:[/?#.]|$)", re.I
)


def _links(values: Values) -> list[str]:
    return [str(link) for link in values.get("optin_image_url") or []]


def _ours(link: str, context: Context) -> bool:
    prefix = context.get("evidence_prefix") or ""
    return bool(prefix) and link.startswith(prefix)


def _path(link: str) -> str:
    """Path and query of the link, ``""`` for a home page."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")


def _first(values: Values, context: Context, bad: Callable[[str], bool]) -> int:
    """The place, from 1, of the first link of others that is bad; 0 when none is."""
    theirs = [(n, link) for n, link in enumerate(_links(values), 1) if not _ours(link, context)]
    return next((n for n, link in theirs if bad(link)), 0)


def _a_link(text: str) -> bool:
    return bool(re.match(r"https?://[^\s/]", text, re.I)) and not re.search(r"\s", text)


@rule(
    "tollfree.optin_image_url.format",
    "optin_image_url",
    text="This is not a complete link. Start it with https://, as it shows in the browser.",
    source=TOLLFREE_DOCS,
)
def evidence_is_links(values: Values, context: Context) -> Verdict:
    # The link itself is not repeated: what people paste may hold a password.
    place = _first(values, context, lambda link: not _a_link(link))
    return not place or (
        f"Link {place} is not complete. Start it with https://, as it shows in the browser."
    )


@rule(
    "tollfree.optin_image_url.public",
    "optin_image_url",
    text="A reviewer outside your network cannot open this link. Use a public website's name, "
    "without user name or password in it.",
    source=TOLLFREE_DOCS,
)
def evidence_is_public(values: Values, context: Context) -> Verdict:
    place = _first(values, context, lambda link: _a_link(link) and not shapes.is_public_link(link))
    return not place or (
        f"A reviewer outside your network cannot open link {place}. Use a public website's name, "
        "without user name or password in it."
    )


@rule(
    "tollfree.optin_image_url.kept",
    "optin_image_url",
    text="This link leads to no file here. Upload the evidence again.",
    source=LINECHECK,
)
def evidence_is_here(values: Values, context: Context) -> Verdict:
    missing = context.get("missing_evidence") or ()
    place = next((n for n, link in enumerate(_links(values), 1) if link in missing), 0)
    return not place or f"Link {place} leads to no file here. Upload the evidence again."


def _advice(rule_id: str, text: str, source: str, bad: Callable[[str], bool]) -> None:
    """Think over a link that is bad; ``{link}`` in the text becomes “Link 2”."""

    @rule(
        f"tollfree.optin_image_url.{rule_id}",
        "optin_image_url",
        text=text.format(link="A link"),
        source=source,
        advice=True,
    )
    def evidence_advised(values: Values, context: Context) -> Verdict:
        place = _first(values, context, bad)
        return not place or text.format(link=f"Link {place}")


_advice(
    "comma",
    "{link} has a comma in it, and Plivo separates links by commas. Write it as %2C.",
    TOLLFREE_DOCS,
    lambda link: "," in link,
)
_advice(
    "https",
    "{link} starts with http://. Reviewers decline pages that are not secure; use https://.",
    "TF-05, TF-20: Twilio error 30471",
    lambda link: link.lower().startswith("http://"),
)
_advice(
    "shared_drive",
    "{link} leads to a shared drive. Let anyone with the link open it, and try it in a private "
    "window before you file.",
    f"TF-05: {OPT_IN_EXPERIENCE}, 30509",
    lambda link: of(host_of(link), SHARED_DRIVES),
)
_advice(
    "shortener",
    "{link} goes through a public shortener. Give the full address.",
    "TF-20: Twilio error 30449",
    lambda link: shortened(host_of(link)),
)
_advice(
    "login",
    "{link} looks like a page behind a login. Give a screenshot of it instead.",
    f"TF-05, MF-04: {OPT_IN_EXPERIENCE}, 30511",
    lambda link: bool(_PRIVATE_PAGE.search(_path(link))),
)


@rule(
    "tollfree.optin_image_url.reachable",
    "optin_image_url",
    text="Reviewers cannot reach the files stored here, because this Linecheck is not on the "
    "public internet. Put the evidence on a public website.",
    source=f"TF-05: {OPT_IN_EXPERIENCE}",
    advice=True,
)
def evidence_reachable(values: Values, context: Context) -> Verdict:
    if context.get("evidence_public", True) is not False:
        return True
    return not any(_ours(link, context) for link in _links(values))


_WANTED = {
    "VERBAL": "Verbal consent is shown by a document with the script and sample answers. Link a "
    "PDF, or upload it here.",
    "PAPER_FORM": "A paper form is shown by a scan or photo. Link an image or PDF, or upload it "
    "here.",
    "MOBILE_QR_CODE": "A QR code is shown by an image or document that has it. Link an image or "
    "PDF, or upload it here.",
    "VIA_TEXT": "A keyword is shown by a document that describes where it is announced. Link an "
    "image or PDF, or upload it here.",
}


@rule(
    "tollfree.optin_image_url.document",
    "optin_image_url",
    "optin_type",
    text="This kind of opt-in is shown by a document. Link an image or PDF, or upload it here.",
    source=f"TF-06: {TOLLFREE_DOCS}",
    advice=True,
)
def evidence_is_document(values: Values, context: Context) -> Verdict:
    def shows(link: str) -> bool:
        drive = of(host_of(link), SHARED_DRIVES)
        return _ours(link, context) or drive or bool(_DOCUMENT.search(_path(link)))

    wanted: Any = _WANTED.get(str(values.get("optin_type")))
    if not wanted or not _links(values) or any(shows(link) for link in _links(values)):
        return True
    return str(wanted)


@rule(
    "tollfree.optin_image_url.form",
    "optin_image_url",
    "optin_type",
    text="The link leads to a home page. Link the page that has the form, or a screenshot of it.",
    source=f"TF-06: {TOLLFREE_DOCS}",
    advice=True,
)
def evidence_is_form(values: Values, context: Context) -> Verdict:
    links = _links(values)
    if values.get("optin_type") != "WEB_FORM" or not links:
        return True
    return any(_ours(link, context) or _path(link) for link in links)


@rule(
    "tollfree.optin_type.keyword",
    "optin_type",
    "usecase_summary",
    "additional_information",
    text="Name the keyword people text, for example “Text JOIN to this number”, in the summary or "
    "the additional information.",
    source=f"TF-06: {TOLLFREE_DOCS}",
    advice=True,
)
def keyword_named(values: Values, context: Context) -> Verdict:
    if values.get("optin_type") != "VIA_TEXT":
        return True
    return says("keyword", values.get("usecase_summary"), values.get("additional_information"))


@rule(
    "tollfree.optin_type.written",
    "optin_type",
    "usecase",
    text="Marketing needs written consent, not a spoken yes. Choose a form or a keyword.",
    source="TF-08: Twilio error 30446",
    advice=True,
)
def marketing_written(values: Values, context: Context) -> Verdict:
    return not (
        values.get("optin_type") == "VERBAL" and "MARKETING" in (values.get("usecase") or [])
    )
