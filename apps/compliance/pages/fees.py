"""Money in a sentence."""

from decimal import Decimal


def dollars(amount: Decimal) -> str:
    """$15, $4.50: the same as the tag ``money``, for text that is no markup."""
    whole = amount == amount.to_integral_value()
    return f"${amount:,.0f}" if whole else f"${amount:,.2f}"
