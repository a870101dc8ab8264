"""The request id of the work at hand on every log line, and no callback token on any."""

import contextvars
import logging
import re

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="-")
# Django logs the path of each refused request; in these it is the secret.
CALLBACK = re.compile(r"(/callbacks/[a-z]+/)[\w-]{16,}")


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        said = record.getMessage()
        if CALLBACK.search(said):
            record.msg, record.args = CALLBACK.sub(r"\1••••", said), ()
        return True
