from dataclasses import astuple

import pytest

from apps.compliance.segments import segments


@pytest.mark.parametrize(
    ("text", "encoding", "units", "count", "room"),
    [
        ("", "GSM-7", 0, 0, 160),
        ("a" * 160, "GSM-7", 160, 1, 0),
        ("a" * 161, "GSM-7", 161, 2, 145),
        ("a" * 306, "GSM-7", 306, 2, 0),
        ("a" * 307, "GSM-7", 307, 3, 152),
        ("€" * 80, "GSM-7", 160, 1, 0),
        ("€" * 81, "GSM-7", 162, 2, 143),
        ("’" * 70, "UCS-2", 70, 1, 0),
        ("’" * 71, "UCS-2", 71, 2, 63),
        ("😀" * 35, "UCS-2", 70, 1, 0),
        ("😀" * 36, "UCS-2", 72, 2, 61),
    ],
)
def test_a_text_is_cut_where_phones_cut_it(
    text: str, encoding: str, units: int, count: int, room: int
) -> None:
    assert astuple(segments(text)) == (encoding, units, count, room)


def test_a_character_of_two_units_is_never_torn() -> None:
    assert segments("a" * 152 + "€" + "a" * 10).count == 2
    assert segments("a" * 152 + "€" + "a" * 151).count == 2
    assert segments("a" * 152 + "€" + "a" * 152).count == 3
