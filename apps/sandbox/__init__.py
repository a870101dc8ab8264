"""A behaving double of Plivo's REST API, in a process and a database of its own.

It imports nothing from the other apps and nothing imports it: a mistake shared between the
double and the client it tests would cancel out. See docs/sandbox.md.
"""
