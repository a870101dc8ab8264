"""Bodies in: JSON objects of PingOne's own types too."""

import re

from apps.dialects.wire import JsonNegotiation, JsonParser

# Bytes. The numbers of a large account at another provider come back in one body.
LARGEST = 1024 * 1024
WRITES = ("POST", "PUT")


class PingOneParser(JsonParser):
    writes = WRITES
    largest = LARGEST


class PingOneNegotiation(JsonNegotiation):
    """``application/vnd.pingidentity.….+json`` as well."""

    writes = WRITES
    kinds = re.compile(r"(application|text)/([\w.-]+\+)?json")
