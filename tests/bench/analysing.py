"""The analysis by itself, in this process: ten times the rules, the slowest of many texts, long and hostile ones."""

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
_READ_AS = {
    "杀菌": ("zh", "CN"), "最好的": ("zh", "CN"), "最": ("zh", "CN"), "1万": ("zh", "CN"), "効果": ("ja", "JP"),
    "最高の": ("ja", "JP"), "최고의 ": ("ko", "KR"), "tötet keime ": ("de", "DE"),
}  # fmt: skip
"""Claims over and over in other languages than English, and the market of each."""
_HOSTILE = (
    " ", "a", "1", "[({", "(1", "<", ".", "a.", "a-", "1 ", "11 ", "-1 ", "-1", "+1 1 ", "$1 ", "100 % ", "@a", "http://",
    "www.", "[", "{{", "**", "no. ", "iso 1 ", "reg no ", "kills germs ", "a b c ", "\n", "é", "🔥", "a🔥", *_READ_AS,
)  # fmt: skip
"""What a text can be made of to keep a matcher busy: signs, figures, the beginnings of shapes, whole claims."""
_PHRASES = (
    "这款竹制砧板长{n}厘米，宽{m}厘米", "适合放在{a}使用", "双面可用，一面切肉，一面切菜", "边缘有{n}毫米的凹槽",
    "包装内含{m}个挂钩和一张说明图", "表面经过{n}目打磨", "重量约{n}百克", "颜色为{b}，与{a}的柜子相配",
    "请用湿布擦拭后晾干", "每箱{m}件，共{n}箱", "挂孔位于左上角{m}厘米处", "轻轻一推即可收进抽屉",
)  # fmt: skip


def measure() -> list[Row]:
    """Each repetition reads texts that were not read before."""
    return [_more_rules(), _slowest(), _long(), _hostile(), _chinese(), _whole()]


def cpu(work: Callable[[Listing], object], batch: list[Listing], collect: bool = True) -> float:
    """Seconds of processor time a listing, without the garbage collector, as `timeit` does it: two rule books, or a
    peer, share this process's heap, and a full collection of all of it would fall on either side by chance."""
    if collect:
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


def _slowest() -> Row:
    """How much longer than the median the one in a hundred takes that takes longest."""
    read, stream, pairs = reader(checker.engine()), listings.stream(seed=7), []
    for listing in itertools.islice(stream, BATCH):
        read(listing)
    for _ in range(REPETITIONS):
        times = sorted(cpu(read, [listing], collect=False) for listing in itertools.islice(stream, 200))
        pairs.append((times[197], times[100]))
    return ratio("p99 of the analysis of a 2 kB listing / its median", pairs, 4)


def _long() -> Row:
    read = reader(checker.engine())
    text = listings.long_text(499, 1_100_000)
    places = itertools.count()

    def cut(size: int) -> float:
        """Seconds for a million characters in texts of this size, cut from ordinary listings."""
        first = next(places)
        parts = [text[first + start : first + start + size] for start in range(0, 1_000_000, size)]
        return cpu(read, [listings.one_field(part) for part in parts]) * len(parts)

    return ratio(
        "analysis of 1 MB as one text / as a thousand of 1 kB",
        interleaved(3, lambda: cut(1_000_000), lambda: cut(1000)),
        1.5,
    )


def _hostile() -> Row:
    """The costliest of repeated words and signs, against ordinary listings one after the other."""
    engine = checker.engine()
    read = reader(engine)
    repeated = {*_written_most(engine.book), *_HOSTILE}
    times = {piece: cpu(read, [_repeated(piece)]) for piece in sorted(repeated)}
    worst = max(times, key=times.__getitem__)
    seeds = itertools.count(100)
    pairs = interleaved(
        5,
        lambda: cpu(read, [_repeated(worst)]),
        lambda: cpu(read, [listings.one_field(listings.long_text(next(seeds), SIZE))]),
    )
    return ratio(f"100 kB of “{worst.strip()}”, worst of {len(times)} / 100 kB of ordinary listings", pairs, 5)


def _written_most(book: RuleBook) -> list[str]:
    """The English words that stand in most patterns and lexicons, each with a blank after it."""
    tables = [*(rule.patterns for rule in book.rules.values()), *book.lexicons.values()]
    sources = [source for table in tables for source in table.get("en", ())]
    written = Counter(word for source in sources for word in set(re.findall(r"(?<!\{)\b[a-z]{3,}", source)))
    return [f"{word} " for word, _ in written.most_common(40)]


def _repeated(piece: str) -> Listing:
    """100 kB in UTF-8, with a different number in front each time, so that no text is read twice."""
    text = f"{next(_NUMBERS)} {piece * (SIZE // len(piece))}".encode()[:SIZE].decode(errors="ignore")
    return listings.one_field(text, *_READ_AS.get(piece, ()))


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
