"""The compliance resources in the Plivo dialect."""
