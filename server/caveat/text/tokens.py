"""Cuts folded text into tokens: words, numbers, signs, and single characters where a script writes no spaces.

Because a Chinese, Japanese or Korean character is a token of its own, one index and one matcher serve all scripts.
"""

import re

CJK = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_NUMBER = r"\d+(?:[.,:]\d+)*"  # 99.9  1,000  12:30
_ABBREVIATIONS = (
    "no nr ca dr st fl oz max min incl excl approx patentnr artnr bzw vs inc ltd co reg cert lic vol"  # "No. 1"
)
_ELIDED = "l d n s c j m t qu jusqu lorsqu puisqu un all dell nell sull dall quell quest bell nessun"
"""French and Italian words that lean on the next one: "l'eau" and "dell'acqua" are two words, "don't" is one."""
_LEANS = "".join(rf"(?<!\b{word}')" for word in _ELIDED.split())
_SPECIES = "coli aureus aeruginosa difficile epidermidis monocytogenes pylori pneumoniae albicans niger subtilis"
_NO_END = (
    "".join(rf"(?<!\b{short}\.)" for short in _ABBREVIATIONS.split())
    + r"(?<!\b[a-z]\.[a-z]\.)"  # "e.g.", "z.B."
    + rf"(?!\s(?:{'|'.join(_SPECIES.split())})\b)"  # "E. coli"
)
FULL_STOP = rf"\.{_NO_END}"
"""A full stop that does not belong to an abbreviation, for the inside of an expression."""
_BREAK = rf"(?:{FULL_STOP}|[!?])(?=[\s\"'”’)\]*]|$)|[。！？\n\r|•·●▪►✓✔✅★☆;–—]|\ -\ "
_SIGN = r"[^\w\s.'\"“”«»\-/()\[\]:!?®™©*~`^\\<>=_]"  # signs that can carry meaning: % , # @ & + €
_RUN = "[~*=]{3,}"  # no word, but a decoration that a marketplace may not want
_TOKEN = re.compile(
    rf"[^\W\d_{CJK}][^\W_{CJK}]*(?:'{_LEANS}[^\W\d_{CJK}]+)*|{_NUMBER}|[{CJK}]|{_BREAK}|{_RUN}|{_SIGN}",
)
_ASCII_TOKEN = re.compile(rf"[a-z][a-z0-9]*(?:'{_LEANS}[a-z]+)*|{_NUMBER}|{_BREAK}|{_RUN}|{_SIGN}", re.ASCII)
BREAKS = frozenset(".!?。！？\n\r|•·●▪►✓✔✅★☆;–—") | {" - "}


def words(folded: str) -> list[str]:
    """The tokens alone: cheaper than their places, and most fields need no more."""
    return (_ASCII_TOKEN if folded.isascii() else _TOKEN).findall(folded)


def spans(folded: str, tokens: list[str]) -> list[tuple[int, int]]:
    """Where each token stands in the folded text.

    What lies between tokens is never a letter, digit or sign, so the next occurrence is the token itself, at a third
    of the cost of running the expression again. Only the place of a full stop among several may be the first of them.
    """
    found, end = [], 0
    find = folded.find
    for token in tokens:
        start = find(token, end)
        end = start + len(token)
        found.append((start, end))
    return found
