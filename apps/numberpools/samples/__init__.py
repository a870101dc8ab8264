"""Samples of the account's numbers; our own, as no page on compliance prints one."""

from pathlib import Path

from apps.dialects.reference.samples import load

SAMPLES = load(Path(__file__).parent)
