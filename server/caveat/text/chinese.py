"""Reads traditional Chinese as simplified, one character for one, so that every offset stays as it is; and back."""

from functools import cache, lru_cache
from pathlib import Path

_TABLE = Path(__file__).with_name("traditional.txt")


_COMMON = str.maketrans(
    "后里干发复净洁签线证说艳药湿烟获冲卫钟须鸡历汇脏纤尽个并当恶绣钻钩团参毁荡术适于确与采",
    "後裡乾發復淨潔簽線證說艷藥濕煙獲沖衛鐘須雞歷匯髒纖盡個並當惡繡鑽鉤團參毀蕩術適於確與採",
)
"""Where one simplified character stands for several, the one that a listing means."""
_WORDS = {
    "制造": "製造", "制成": "製成", "制作": "製作", "制品": "製品",
    "准備": "準備", "准確": "準確", "標准": "標準", "輕松": "輕鬆",
}  # fmt: skip
"""Where only the word tells which one."""


@cache
def _pairs() -> tuple[str, str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    pairs = "".join(line for line in lines if not line.startswith("#"))
    return pairs[::2], pairs[1::2]


@cache
def _simplified() -> dict[int, int]:
    return str.maketrans(*_pairs())


@cache
def _traditional() -> dict[int, int]:
    """The way back, but for characters that traditional Chinese has too."""
    back = {ord(plain): ord(full) for full, plain in zip(*_pairs(), strict=True) if not _in_big5(plain)}
    return back | _COMMON


def _in_big5(character: str) -> bool:
    try:
        return bool(character.encode("big5"))
    except UnicodeEncodeError:
        return False


def simplified(text: str) -> str:
    """The text in simplified characters. For Chinese only: Japanese shares characters that it would harm."""
    return text if text.isascii() else text.translate(_simplified())


def traditional(text: str) -> str:
    """The text in traditional characters, as far as characters and a few words tell."""
    full = text.translate(_traditional())
    for half, whole in _WORDS.items():
        full = full.replace(half, whole)
    return full


@lru_cache(maxsize=256)
def is_traditional(text: str) -> bool:
    """Whether more of the text is written in traditional characters than in simplified ones."""
    full, plain = _simplified(), _traditional()
    return sum(ord(character) in full for character in text) > sum(ord(character) in plain for character in text)
