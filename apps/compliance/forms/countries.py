"""Countries for selects: the usual ones by name first, every other by its ISO code."""

import phonenumbers

NAMES = {
    "US": "United States",
    "CA": "Canada",
    "AU": "Australia",
    "AT": "Austria",
    "BE": "Belgium",
    "BR": "Brazil",
    "CH": "Switzerland",
    "CN": "China",
    "DE": "Germany",
    "DK": "Denmark",
    "ES": "Spain",
    "FI": "Finland",
    "FR": "France",
    "GB": "United Kingdom",
    "HK": "Hong Kong",
    "IE": "Ireland",
    "IL": "Israel",
    "IN": "India",
    "IT": "Italy",
    "JP": "Japan",
    "KR": "South Korea",
    "MX": "Mexico",
    "NL": "Netherlands",
    "NO": "Norway",
    "NZ": "New Zealand",
    "PL": "Poland",
    "PR": "Puerto Rico",
    "PT": "Portugal",
    "SE": "Sweden",
    "SG": "Singapore",
    "ZA": "South Africa",
}


def countries() -> list[tuple[str, str]]:
    """``(code, label)``, the United States and Canada first."""
    named = sorted(NAMES.items(), key=lambda item: (item[0] not in ("US", "CA"), item[1]))
    first = sorted(named[:2], key=lambda item: item[0] != "US")
    others = sorted(code for code in phonenumbers.SUPPORTED_REGIONS if code not in NAMES)
    return [*first, *named[2:], *((code, code) for code in others)]
