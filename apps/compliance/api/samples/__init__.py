"""Every sample that Plivo's pages on these resources print, and what had to be put right in it."""

from pathlib import Path

from apps.dialects.reference.samples import load

SAMPLES = load(Path(__file__).parent)
