"""The gate refuses every seeded damage, where it stands, and nothing that is whole."""

from __future__ import annotations

import pytest

from tests.quality.damages import BODY, DAMAGES, PRINTED, Damage, sound
from xl_addin.quality.release import examine


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_each_damage_is_refused(damage: Damage) -> None:
    found = examine(damage.document(), printed=PRINTED)

    assert found is not None
    assert (found.code, found.entry) == (damage.code, damage.part)


def test_the_sound_document_passes() -> None:
    assert examine(sound(), printed=PRINTED) is None


def test_only_the_parts_asked_for_are_read() -> None:
    damaged = next(each for each in DAMAGES if each.name == "unclosed element").document()

    assert examine(damaged, parts=["word/header1.xml"]) is None
    assert examine(damaged, parts=[BODY]) is not None
