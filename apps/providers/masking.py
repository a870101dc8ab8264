"""Secrets as answers show them: ``••••1234``."""

from apps.upstream.redact import MASK

# Of a shorter secret its last four would be too much.
LONG_ENOUGH = 12


def masked(value: str) -> str:
    """Enough of a secret to tell it from another one; "" stays ""."""
    if not value:
        return ""
    return MASK + (value[-4:] if len(value) >= LONG_ENOUGH else "")


def is_masked(value: str) -> bool:
    """Whether it is what an answer showed instead of a secret."""
    return value.startswith(MASK)
