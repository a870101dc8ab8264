"""Countries as PingOne spells them: ISO 3166-1 alpha-2 codes, English names, regions (UN M49).

Names are kept here rather than read from phonenumbers' geodata: that takes seconds to load and
still says Swaziland.
"""

from collections.abc import Mapping
from types import MappingProxyType

import phonenumbers

# M49 gives Taiwan and Antarctica no region; they stand where their numbers lead.
_TABLE = {
    "Africa": """
        AO Angola; BF Burkina Faso; BI Burundi; BJ Benin; BW Botswana; CD Congo (Kinshasa);
        CF Central African Republic; CG Congo (Brazzaville); CI Côte d’Ivoire; CM Cameroon;
        CV Cape Verde; DJ Djibouti; DZ Algeria; EG Egypt; EH Western Sahara; ER Eritrea;
        ET Ethiopia; GA Gabon; GH Ghana; GM Gambia; GN Guinea; GQ Equatorial Guinea;
        GW Guinea-Bissau; IO British Indian Ocean Territory; KE Kenya; KM Comoros; LR Liberia;
        LS Lesotho; LY Libya; MA Morocco; MG Madagascar; ML Mali; MR Mauritania; MU Mauritius;
        MW Malawi; MZ Mozambique; NA Namibia; NE Niger; NG Nigeria; RE Réunion; RW Rwanda;
        SC Seychelles; SD Sudan; SH Saint Helena, Ascension and Tristan da Cunha; SL Sierra Leone;
        SN Senegal; SO Somalia; SS South Sudan; ST São Tomé and Príncipe; SZ Eswatini; TD Chad;
        TF French Southern Territories; TG Togo; TN Tunisia; TZ Tanzania; UG Uganda; YT Mayotte;
        ZA South Africa; ZM Zambia; ZW Zimbabwe
    """,
    "Americas": """
        AG Antigua and Barbuda; AI Anguilla; AR Argentina; AW Aruba; BB Barbados;
        BL Saint Barthélemy; BM Bermuda; BO Bolivia; BQ Bonaire, Sint Eustatius and Saba; BR Brazil;
        BS Bahamas; BV Bouvet Island; BZ Belize; CA Canada; CL Chile; CO Colombia; CR Costa Rica;
        CU Cuba; CW Curaçao; DM Dominica; DO Dominican Republic; EC Ecuador; FK Falkland Islands;
        GD Grenada; GF French Guiana; GL Greenland; GP Guadeloupe;
        GS South Georgia and the South Sandwich Islands; GT Guatemala; GY Guyana; HN Honduras;
        HT Haiti; JM Jamaica; KN Saint Kitts and Nevis; KY Cayman Islands; LC Saint Lucia;
        MF Saint Martin (French part); MQ Martinique; MS Montserrat; MX Mexico; NI Nicaragua;
        PA Panama; PE Peru; PM Saint Pierre and Miquelon; PR Puerto Rico; PY Paraguay; SR Suriname;
        SV El Salvador; SX Sint Maarten (Dutch part); TC Turks and Caicos Islands;
        TT Trinidad and Tobago; US United States; UY Uruguay; VC Saint Vincent and the Grenadines;
        VE Venezuela; VG British Virgin Islands; VI U.S. Virgin Islands
    """,
    "Asia": """
        AE United Arab Emirates; AF Afghanistan; AM Armenia; AZ Azerbaijan; BD Bangladesh;
        BH Bahrain; BN Brunei; BT Bhutan; CN China; CY Cyprus; GE Georgia; HK Hong Kong;
        ID Indonesia; IL Israel; IN India; IQ Iraq; IR Iran; JO Jordan; JP Japan; KG Kyrgyzstan;
        KH Cambodia; KP North Korea; KR South Korea; KW Kuwait; KZ Kazakhstan; LA Laos; LB Lebanon;
        LK Sri Lanka; MM Myanmar; MN Mongolia; MO Macao; MV Maldives; MY Malaysia; NP Nepal;
        OM Oman; PH Philippines; PK Pakistan; PS Palestine; QA Qatar; SA Saudi Arabia; SG Singapore;
        SY Syria; TH Thailand; TJ Tajikistan; TL Timor-Leste; TM Turkmenistan; TR Türkiye;
        TW Taiwan; UZ Uzbekistan; VN Vietnam; YE Yemen
    """,
    "Europe": """
        AD Andorra; AL Albania; AT Austria; AX Åland Islands; BA Bosnia and Herzegovina; BE Belgium;
        BG Bulgaria; BY Belarus; CH Switzerland; CZ Czechia; DE Germany; DK Denmark; EE Estonia;
        ES Spain; FI Finland; FO Faroe Islands; FR France; GB United Kingdom; GG Guernsey;
        GI Gibraltar; GR Greece; HR Croatia; HU Hungary; IE Ireland; IM Isle of Man; IS Iceland;
        IT Italy; JE Jersey; LI Liechtenstein; LT Lithuania; LU Luxembourg; LV Latvia; MC Monaco;
        MD Moldova; ME Montenegro; MK North Macedonia; MT Malta; NL Netherlands; NO Norway;
        PL Poland; PT Portugal; RO Romania; RS Serbia; RU Russia; SE Sweden; SI Slovenia;
        SJ Svalbard and Jan Mayen; SK Slovakia; SM San Marino; UA Ukraine; VA Vatican City
    """,
    "Oceania": """
        AQ Antarctica; AS American Samoa; AU Australia; CC Cocos (Keeling) Islands; CK Cook Islands;
        CX Christmas Island; FJ Fiji; FM Micronesia; GU Guam; HM Heard Island and McDonald Islands;
        KI Kiribati; MH Marshall Islands; MP Northern Mariana Islands; NC New Caledonia;
        NF Norfolk Island; NR Nauru; NU Niue; NZ New Zealand; PF French Polynesia;
        PG Papua New Guinea; PN Pitcairn Islands; PW Palau; SB Solomon Islands; TK Tokelau;
        TO Tonga; TV Tuvalu; UM U.S. Minor Outlying Islands; VU Vanuatu; WF Wallis and Futuna;
        WS Samoa
    """,
}
# The pattern PingOne publishes for a country code lacks the first and still has the second
# (PingOne API, Notification policies: countryLimit.countries).
NOT_AT_PINGONE = frozenset({"BQ", "CW", "SS", "SX"})
RETIRED = frozenset({"AN"})
# Regions of phonenumbers without an ISO code of their own. Kosovo has none at all.
_FOLDED = {"AC": "SH", "TA": "SH"}


def _read() -> tuple[dict[str, str], dict[str, str]]:
    names, regions = {}, {}
    for region, entries in _TABLE.items():
        for entry in entries.split(";"):
            code, name = entry.strip().split(" ", 1)
            names[code], regions[code] = " ".join(name.split()), region
    return names, regions


_names, _regions = _read()
NAMES: Mapping[str, str] = MappingProxyType(dict(sorted(_names.items())))
REGION: Mapping[str, str] = MappingProxyType(_regions)
REGIONS: tuple[str, ...] = tuple(_TABLE)
CODES: frozenset[str] = frozenset(NAMES)


def name_of(code: str) -> str:
    """English name; a code nobody knows is returned as it is."""
    return "Netherlands Antilles (retired code)" if code in RETIRED else NAMES.get(code, code)


def country_of(number: str) -> str:
    """Alpha-2 code of an international number, however it is spaced; "" where none is known.

    The plus may be missing or be written 00: PingOne's NUMBER_ONLY format has no plus.
    """
    digits = "".join(c for c in number if c.isascii() and c.isdigit())
    if not number.strip().startswith("+"):
        digits = digits.removeprefix("00")
    try:
        parsed = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return ""
    region: str = phonenumbers.region_code_for_number(parsed) or ""
    region = _FOLDED.get(region, region)
    return region if region in CODES else ""


def calling_code(code: str) -> str:
    """ "+46" for SE; "" for territories without numbers of their own."""
    dialled = phonenumbers.country_code_for_region(code) if code in CODES else 0
    return f"+{dialled}" if dialled else ""


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """(region, [(code, name)]) by name, as a grouped select wants it."""
    return [
        (region, sorted(((c, NAMES[c]) for c in CODES if REGION[c] == region), key=_by_name))
        for region in REGIONS
    ]


def _by_name(choice: tuple[str, str]) -> str:
    """Å and Ö beside A and O, where an English reader looks."""
    return choice[1].replace("Å", "A").replace("Ö", "O").casefold()
