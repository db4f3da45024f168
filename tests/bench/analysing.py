"""The analysis by itself, in this process: ten times the rules, one word over and over, and Chinese."""

from __future__ import annotations

import gc
import itertools
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from datetime import date

import books
import listings
from caveat import Listing, checker
from caveat.analysis.analyse import Analysis, analyse
from caveat.analysis.engine import Engine
from caveat.rulebook import RuleBook
from report import Row, interleaved, ratio

REPETITIONS = 7
BATCH = 150
TODAY = date(2026, 11, 22)
SIZE = 100_000
CHINESE = 960
_NUMBERS = itertools.count(1000)
_PHRASES = (
    "这款竹制砧板长{n}厘米，宽{m}厘米", "适合放在{a}使用", "双面可用，一面切肉，一面切菜", "边缘有{n}毫米的凹槽",
    "包装内含{m}个挂钩和一张说明图", "表面经过{n}目打磨", "重量约{n}百克", "颜色为{b}，与{a}的柜子相配",
    "请用湿布擦拭后晾干", "每箱{m}件，共{n}箱", "挂孔位于左上角{m}厘米处", "轻轻一推即可收进抽屉",
)  # fmt: skip


def measure() -> list[Row]:
    """Four rows; each repetition reads texts that were not read before."""
    return [_more_rules(), _repeated_word(), _chinese(), _whole()]


def cpu(work: Callable[[Listing], object], batch: list[Listing]) -> float:
    """Seconds of processor time a listing, without the garbage collector, as `timeit` does it: two rule books, or a
    peer, share this process's heap, and a full collection of all of it would fall on either side by chance."""
    gc.collect()
    gc.disable()
    try:
        before = time.process_time()
        for listing in batch:
            work(listing)
        return (time.process_time() - before) / len(batch)
    finally:
        gc.enable()


def reader(engine: Engine) -> Callable[[Listing], Analysis]:
    """The analysis with one rule book, as a function of the listing."""
    return lambda listing: analyse(engine, listing, TODAY)


def _more_rules() -> Row:
    one = checker.engine()
    ten = Engine(books.enlarged(one.book, 10))
    stream = listings.stream(seed=2)
    batches = [list(itertools.islice(stream, BATCH)) for _ in range(REPETITIONS + 1)]
    for listing in batches[0]:
        once, again = (_found(reader(engine)(listing)) for engine in (one, ten))
        assert once == again, f"{len(once)} findings, with more rules {len(again)}: {set(again) ^ set(once)}"
    left = {id(engine): iter(batches[1:]) for engine in (one, ten)}
    pairs = interleaved(
        REPETITIONS,
        lambda: cpu(reader(ten), next(left[id(ten)])),
        lambda: cpu(reader(one), next(left[id(one)])),
    )
    return ratio(f"analysis with {len(ten.book.rules)} rules / with {len(one.book.rules)}, same findings", pairs, 1.2)


def _found(analysis: Analysis) -> list[tuple[str, int]]:
    return [(hit.rule, hit.start) for reading in analysis.readings for hit in reading.hits]


def _repeated_word() -> Row:
    """The costliest of the words that the rule book writes most, against ordinary listings one after the other."""
    engine = checker.engine()
    read = reader(engine)
    times = {word: cpu(read, [_repeated(word)]) for word in _written_most(engine.book)}
    worst = max(times, key=times.__getitem__)
    seeds = itertools.count(100)
    pairs = interleaved(
        5,
        lambda: cpu(read, [_repeated(worst)]),
        lambda: cpu(read, [listings.one_field(listings.long_text(next(seeds), SIZE))]),
    )
    return ratio(f"100 kB of “{worst}” / 100 kB of ordinary listings", pairs, 5)


def _written_most(book: RuleBook) -> list[str]:
    """The English words that stand in most patterns and lexicons."""
    tables = [*(rule.patterns for rule in book.rules.values()), *book.lexicons.values()]
    sources = [source for table in tables for source in table.get("en", ())]
    written = Counter(word for source in sources for word in set(re.findall(r"(?<!\{)\b[a-z]{3,}", source)))
    return [word for word, _ in written.most_common(40)]


def _repeated(word: str) -> Listing:
    """A different number in front each time, so that no text is read twice."""
    return listings.one_field(f"{next(_NUMBERS)} {f'{word} ' * (SIZE // len(word))}"[:SIZE])


def _chinese() -> Row:
    read, chance, stream = reader(checker.engine()), random.Random(3), listings.stream(seed=4)
    for text in [_chinese_text(chance) for _ in range(20)]:
        read(text)
    pairs = interleaved(
        REPETITIONS,
        lambda: cpu(read, [_chinese_text(chance) for _ in range(BATCH // 3)]),
        lambda: cpu(read, list(itertools.islice(stream, BATCH // 3))),
    )
    return ratio(f"analysis of {CHINESE} Chinese characters / of a 2 kB listing", pairs, None)


def _whole() -> Row:
    analysis, stream = reader(checker.engine()), listings.stream(seed=6)
    pairs = interleaved(
        REPETITIONS,
        lambda: cpu(checker.check, list(itertools.islice(stream, BATCH // 3))),
        lambda: cpu(analysis, list(itertools.islice(stream, BATCH // 3))),
    )
    return ratio("check, suggestions and report included, / analysis alone", pairs, None)


def _chinese_text(chance: random.Random) -> Listing:
    text = ""
    while len(text) < CHINESE:
        sentence = "，".join(chance.sample(_PHRASES, 2)) + "。"
        text += sentence.format(
            n=chance.randrange(2, 99), m=chance.randrange(2, 40),
            a=chance.choice("客厅 厨房 阳台 书房".split()), b=chance.choice("原木 灰 白 黑".split()),
        )  # fmt: skip
    return listings.one_field(text[:CHINESE], language="zh", market="CN")
