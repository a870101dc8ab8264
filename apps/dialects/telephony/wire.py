"""Bodies in: the JSON object of a POST or PATCH."""

from apps.dialects.wire import JsonNegotiation, JsonParser

# Bytes; the largest configuration has a tenth.
LARGEST = 64 * 1024
WRITES = ("POST", "PATCH")


class TelephonyParser(JsonParser):
    writes = WRITES
    largest = LARGEST


class TelephonyNegotiation(JsonNegotiation):
    writes = WRITES
