"""Tags and filters of the portal's templates (a builtin library: no `{% load %}` needed).

What draws more than a line has its markup in templates/ui/, so that pages can also include it.
"""

import json as jsonlib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core.ui_words import SYNC_WORDS, Word, exact, left, relative

register = template.Library()
SPRITE = "vendor/tabler-icons/sprite.svg"


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """The drawings in the sprite, as vendor.json lists them."""
    listing = Path(settings.BASE_DIR) / "static" / "vendor" / "vendor.json"
    packages = jsonlib.loads(listing.read_text())["packages"]
    return frozenset(name for package in packages for name in package.get("icons", ()))


@register.simple_tag
def icon(name: str, label: str = "", size: int = 0) -> SafeString:
    """`{% icon "clock" %}`: decoration beside a word; with `label` it speaks for itself.

    A name the sprite lacks raises, so that a page never shows a hole: add it by scripts/vendor.py.
    """
    if name not in icon_names():
        raise ValueError(f"No icon {name!r} in static/vendor/vendor.json.")
    role = SafeString('aria-hidden="true"')
    if label:
        role = format_html('role="img" aria-label="{}"', label)
    return format_html(
        '<svg class="lc-icon{}" width="20" height="20" focusable="false" {}>'
        '<use href="{}#{}"/></svg>',
        f" lc-icon-{size}" if size else "",
        role,
        static(SPRITE),
        name,
    )


@register.inclusion_tag("ui/badge.html")
def badge(
    status: Any = None, *, label: str = "", colour: str = "", icon: str = "", ours: bool = False
) -> dict[str, Any]:
    """`{% badge campaign.badge %}`: a thing with label, colour and icon, or these by name."""
    return {
        "label": label or _of(status, "label"),
        "colour": colour or _of(status, "colour") or "secondary",
        "icon": icon or _of(status, "icon") or "circle-dot",
        "ours": ours,
    }


@register.inclusion_tag("ui/badge.html")
def sync_badge(state: Any, *, reason: str = "") -> dict[str, Any]:
    """`{% sync_badge brand.sync %}`: our own state, drawn only while it is not "in sync".

    `state` is a Sync, or its word; `reason` stands after it ("Blocked: wrong token").
    """
    word = str(_of(state, "state") or state or "in_sync")
    if word == "in_sync":
        return {}
    known = SYNC_WORDS.get(word) or Word(word.replace("_", " ").capitalize(), "secondary", "help")
    return {
        "label": known.label,
        "colour": known.colour,
        "icon": known.icon,
        "ours": True,
        "reason": reason,
    }


@register.inclusion_tag("ui/time.html")
def when(
    moment: datetime | date | None, *, compact: bool = False, empty: str = "never"
) -> dict[str, Any]:
    """`{% when event.at %}`: "5 min ago", exact on focus or hover. In tables: compact=True."""
    if moment is None:
        return {"empty": empty}
    if not isinstance(moment, datetime):
        moment = timezone.make_aware(datetime.combine(moment, time(12)))
    return {
        "iso": moment.isoformat(timespec="seconds"),
        "relative": relative(moment, timezone.now()),
        "exact": exact(moment),
        "compact": compact,
    }


@register.simple_tag
def money(amount: Decimal | int | float | str | None, currency: str = "USD") -> SafeString:
    """`{% money 44 %}` is $44, `{% money "4.5" %}` is $4.50, nothing is a dash."""
    if amount is None or amount == "":
        return SafeString('<span class="lc-num">–</span>')
    value = Decimal(str(amount))
    digits = f"{abs(value):,.0f}" if value == value.to_integral_value() else f"{abs(value):,.2f}"
    sign = "−" if value < 0 else ""
    unit = "$" if currency == "USD" else f"{currency} "
    return format_html('<span class="lc-num">{}{}{}</span>', sign, unit, digits)


@register.simple_tag(takes_context=True)
def toggle_query(context: template.Context, name: str, value: Any = "") -> str:
    """The page's address with `name` filtered by `value`, or without when it is already."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    values = query.getlist(name)
    text = str(value)
    if not text:
        query.pop(name, None)
    elif text in values:
        query.setlist(name, [v for v in values if v != text])
    else:
        query.setlist(name, [*values, text])
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def is_on(context: template.Context, name: str, value: Any = "") -> bool:
    """Whether the address filters by name=value; an empty value is "all"."""
    values = context["request"].GET.getlist(name)
    return str(value) in values if str(value) else not values


@register.inclusion_tag("ui/sort_th.html", takes_context=True)
def sort_th(
    context: template.Context, name: str, label: str, *, number: bool = False
) -> dict[str, Any]:
    """A column head that sorts by ?sort=name, and by ?sort=-name when pressed again."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    now = query.get("sort", "")
    query["sort"] = f"-{name}" if now == name else name
    direction = {name: "ascending", f"-{name}": "descending"}.get(now, "")
    return {
        "name": name,
        "url": f"?{query.urlencode()}",
        "label": label,
        "direction": direction,
        "number": number,
        "hx_target": context.get("hx_target", ""),
    }


@register.inclusion_tag("ui/audit_link.html", takes_context=True)
def audit_link(context: template.Context, obj: Any) -> dict[str, Any]:
    """`{% audit_link brand %}`: to the audit of this object, for those who may read it."""
    actor = getattr(context.get("request"), "actor", None)
    if actor is None or not actor.can("audit.read"):
        return {}
    return {"url": f"{reverse('portal:audit')}?object={obj._meta.label_lower}:{obj.pk}"}


@register.filter
def item(mapping: Mapping[Any, Any], key: Any) -> Any:
    """`{{ errors|item:name }}`."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def pretty(value: Any) -> str:
    """A request or answer as indented JSON; text that is not JSON stays as it came."""
    if isinstance(value, str):
        try:
            value = jsonlib.loads(value)
        except ValueError:
            return value
    return jsonlib.dumps(value, indent=2, ensure_ascii=False, default=str)


@register.filter
def phone(number: str | None) -> str:
    """Shows "14155550123" as +1 415 555 0123; other countries keep their digits."""
    digits = "".join(c for c in str(number or "") if c.isdigit())
    if len(digits) == 11 and digits.startswith("1"):
        return f"+1 {digits[1:4]} {digits[4:7]} {digits[7:]}".replace(" ", "\u00a0")
    return f"+{digits}" if digits else ""


@register.filter
def ein(number: str | None) -> str:
    """Shows "123456789" as 12-3456789."""
    digits = str(number or "")
    return f"{digits[:2]}-{digits[2:]}" if len(digits) == 9 and digits.isdigit() else digits


@register.filter
def time_left(time: timedelta | None) -> str:
    """Shows "4 days left", under a day the hours; "" for no deadline."""
    return "" if time is None else left(time)


@register.filter
def initials(name: str | None) -> str:
    """Two letters for an avatar: "Dana Reyes" and "dana.reyes@…" are both DR."""
    words = str(name or "?").split("@")[0].replace(".", " ").replace("_", " ").split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


def _of(thing: Any, name: str) -> Any:
    if isinstance(thing, Mapping):
        return thing.get(name)
    return getattr(thing, name, None)
