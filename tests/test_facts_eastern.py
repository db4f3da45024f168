"""Materials, colours and countries in Chinese, Japanese and Korean copy: a word inside another word claims nothing."""

from datetime import date

import pytest
from caveat.checker import check
from caveat.models import Listing

QUIET = [
    ("ko", "소재", "폴리에스터", "거울이 달린 화장대 커버"),
    ("ko", "소재", "폴리에스터", "화면 보호용 천"),
    ("ko", "소재", "폴리에스터", "면도할 때 쓰는 수건"),
    ("ko", "소재", "폴리에스터", "서울 매장에서 만나는 커튼"),
    ("ko", "소재", "폴리에스터", "비치타월 대형"),
    ("ko", "소재", "폴리에스터", "자기 전에 덮는 담요"),
    ("ko", "소재", "스테인리스", "지하철에서 쓰는 텀블러"),
    ("ko", "소재", "스테인리스", "앤티크 텀블러"),
    ("ko", "소재", "스테인리스", "써지컬스틸 귀걸이"),
    ("ko", "색상", "그린", "텐트, 카키"),
    ("zh", "材质", "不锈钢", "钛钢耳钉"),
    ("zh", "材质", "不锈钢", "铁观音茶杯"),
    ("zh", "材质", "不锈钢", "陶瓷内胆保温杯"),
    ("zh", "材质", "颗粒板", "实木颗粒板书桌"),
    ("zh", "面料", "聚酯纤维", "棉服外套"),
    ("zh", "面料", "聚酯纤维", "麻花辫毛衣"),
    ("zh", "颜色", "蓝色", "行李箱，藏青色"),
    ("ja", "素材", "ポリエステル", "革命的なカーテン"),
    ("ja", "素材", "ポリエステル", "麻雀柄クロス"),
    ("ja", "素材", "ポリエステル", "松竹梅柄の風呂敷"),
    ("ja", "素材", "合成皮革", "ソフトレザーの財布"),
    ("ja", "素材", "ポリエステル", "ネクタイ"),
]
TOLD = [
    ("ko", "소재", "폴리에스터", "순면 커튼", "순면"),
    ("ko", "소재", "폴리에스터", "면 커튼", "면"),
    ("ko", "소재", "폴리에스터", "면티셔츠", "면"),
    ("ko", "소재", "폴리에스터", "천연가죽 지갑", "천연가죽"),
    ("ko", "색상", "블랙", "텐트, 파란색", "파란색"),
    ("zh", "材质", "不锈钢", "铝水杯", "铝"),
    ("zh", "材质", "实木", "实木颗粒板书桌", "实木颗粒板"),
    ("zh", "颜色", "黑色", "行李箱，藏青色", "藏青色"),
    ("ja", "素材", "ポリエステル", "綿のタオル", "綿"),
    ("ja", "素材", "ステンレス", "アルミの水筒", "アルミ"),
]


DENIED = [
    ("ko", "방수", "아니오", "방수 기능이 없습니다"),
    ("ko", "방수", "아니오", "방수가 되지 않습니다"),
    ("ko", "연결 방식", "유선", "무선이 아닌 유선 이어폰"),
    ("ja", "防水", "なし", "防水機能はありません"),
    ("ja", "素材", "ステンレス", "アルミではなくステンレスの鍋"),
    ("zh", "防水", "否", "本品非防水"),
]


def disputed(language: str, name: str, value: str, title: str) -> list[str]:
    listing = Listing.model_validate(
        {
            "markets": [{"zh": "CN", "ja": "JP", "ko": "KR"}[language]],
            "language": language,
            "facts": [{"name": name, "value": value}],
            "fields": [{"id": "title", "role": "title", "text": title}],
        }
    )
    findings = check(listing, on=date(2026, 11, 21)).findings
    return [one.text for one in findings if one.category == "CONTRADICT"]


@pytest.mark.parametrize(("language", "name", "value", "title"), DENIED)
def test_what_copy_denies_it_does_not_claim(language: str, name: str, value: str, title: str) -> None:
    assert disputed(language, name, value, title) == []


@pytest.mark.parametrize(("language", "name", "value", "title"), QUIET)
def test_a_part_of_another_word_is_no_claim(language: str, name: str, value: str, title: str) -> None:
    assert disputed(language, name, value, title) == []


@pytest.mark.parametrize(("language", "name", "value", "title", "said"), TOLD)
def test_a_word_of_its_own_is_one(language: str, name: str, value: str, title: str, said: str) -> None:
    assert disputed(language, name, value, title) == [said]
