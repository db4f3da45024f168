"""The index finds what a plain loop over every pattern at every word finds, no more and no less."""

import random

import pytest
from caveat import checker
from caveat.analysis.match import matches
from caveat.evaluation.naive import Loop
from caveat.rulebook.schema import Language


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "zh", "ja"])
def test_the_index_finds_what_a_loop_finds(language: Language) -> None:
    engine = checker.engine()
    examples = [
        example.replace("«", "").replace("»", "")
        for rule in engine.book.rules.values()
        for example in (*rule.flags.get(language, []), *rule.allows.get(language, []))
    ]
    chosen = random.Random(7).sample(examples, 60)
    loop, found = Loop(engine.book, language), 0
    for text in [*chosen, " ".join(chosen[:20]), " ".join(chosen[20:40] * 3)]:
        scan = engine.read(text, language)[0]
        indexed = {(match.rule, match.start, match.end) for match in matches(scan)}
        assert indexed == loop.found(scan), text
        found += len(indexed)
    assert found > 60, "there is something to compare"
