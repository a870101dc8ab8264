"""Choices that say in one line what each of them means."""

from typing import Self

from django.db import models


class Explained(models.TextChoices):
    """Choices whose members have an ``explanation`` beside value and label."""

    explanation: str

    def __new__(cls, value: str, explanation: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.explanation = explanation
        return member

    @classmethod
    def explanations(cls) -> dict[str, str]:
        """``{value: one line}`` for the members that have one."""
        return {m.value: m.explanation for m in cls if m.explanation}
