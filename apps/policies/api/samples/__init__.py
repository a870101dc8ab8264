"""The bodies PingOne's pages on these resources print, what had to be put right in them, and our
own where they print none."""

from pathlib import Path

from apps.dialects.reference.samples import load

SAMPLES = load(Path(__file__).parent)
