"""Whether a short Korean word is a word of its own: 면 is cotton, but 화면 a screen and 면도 a shave."""

import re

_HANGUL = re.compile("[\uac00-\ud7af]")
_BEFORE = re.compile(r"(?:천연|순수|진짜|리얼|고급|프리미엄|국산|이태리|통|순)$")
"""What is written together with the material behind it."""
_AFTER = re.compile(
    r"(?:[은는이을를의과]|제품?|소재|원단|혼방|섬유|직물|티|티셔츠|양말|마스크|커튼|니트|코트|스웨터|담요|이불|패드|팬티|바지|셔츠"
    r"|행주|거즈|수건|목도리|장갑|잠옷|내의|침구|시트)?(?![\uac00-\ud7af])"
)
"""What is written together with a material of one syllable."""


def whole(text: str, start: int, end: int) -> bool:
    """Whether text[start:end], of one or two syllables, is no part of another word; longer words are."""
    if end - start > 2 or not _HANGUL.match(text, start):
        return True
    apart = not _HANGUL.match(text[start - 1 : start]) or _BEFORE.search(text[:start]) is not None
    return apart and (end - start > 1 or _AFTER.match(text, end) is not None)
