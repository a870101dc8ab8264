"""Plivo's resources, one module per noun. Handlers take a `common.Call` and answer or refuse."""
