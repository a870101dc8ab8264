"""Plivo's documented input rules, one module per resource, on top of `reader.Reader`."""
