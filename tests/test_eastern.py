"""Removals in Chinese, Japanese and Korean: no particle, ending or half of a clause stays behind."""

import pytest
from caveat.rewrite.mend import Edit, fit, remove


def removed(marked: str, cut: str, language: str, listed: bool = False) -> str:
    start = marked.index("«")
    end = marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")
    edit = remove(text, start, end, cut, language, listed)
    return text[: edit.start] + edit.text + text[edit.end :]


CHINESE = [
    ("word", "«可降解»的吸管。", "吸管。"),
    ("word", "面霜«全天然»，温和。", "面霜，温和。"),
    ("word", "采用«航空级»铝材", "采用铝材"),
    ("word", "果汁«不含防腐剂»。", "果汁。"),
    ("word", "«纯棉»面料（棉65%，聚酯纤维35%）。", "面料（棉65%，聚酯纤维35%）。"),
    ("word", "100%«纯天然»孢子油，两瓶装", "孢子油，两瓶装"),
    ("word", "成分«经临床验证»。软管装。", "软管装。"),
    ("word", "儿童水彩笔，«无毒»配方。", "儿童水彩笔。"),
    ("word", "Lumo 砧板 «抗菌» 竹制", "Lumo 砧板 竹制"),
    ("clause", "眼霜«去除细纹»。", "眼霜。"),
    ("clause", "眼霜可有效«去除细纹»。", "眼霜。"),
    ("clause", "面膜«美白»补水。", "面膜。"),
    ("clause", "按摩膏«溶脂»快。", "按摩膏。"),
    ("clause", "«戴森平替»吹风机", "吹风机"),
    ("clause", "手環支援«血壓測量»功能，可調亮度。", "可調亮度。"),
    ("clause", "手環«驅蚊»，戶外必備。", "手環，戶外必備。"),
    ("clause", "不仅柔软，还«抑制细菌滋生»。可机洗。", "可机洗。"),
    ("clause", "«抑制细菌滋生»，还容易清洗。", "容易清洗。"),
    ("clause", "«杀灭细菌»，让全家放心，容量500毫升。", "容量500毫升。"),
    ("clause", "更多颜色：«www.lumo-lamps.com»。配灯泡。", "配灯泡。"),
    ("clause", "«304不锈钢（201»），带盖。", "带盖。"),
    ("clause", "智能手表«监测血氧»，防水。", "智能手表，防水。"),
    ("clause", "不锈钢锅«德国制造»。", "不锈钢锅。"),
    ("clause", "坚固耐用，«永不生锈»。", "坚固耐用。"),
    ("clause", "续航48小时，«全球首款»骨传导设计。", "续航48小时。"),
    ("word", "碗身选用可«生物降解的»玉米淀粉材料，耐热。", "碗身选用玉米淀粉材料，耐热。"),
    ("clause", "能加湿，又能净化空气、«去除甲醛»，适合卧室。", "能加湿，又能净化空气，适合卧室。"),
    ("clause", "这款«驱蚊»手环采用植物精油，安全。", "这款手环采用植物精油，安全。"),
    ("clause", "腰带«磁疗»功能。圆扣。", "腰带。圆扣。"),
]
JAPANESE = [
    ("word", "«抗菌仕様»のまな板。", "まな板。"),
    ("word", "«堆肥化可能»なカプセル。", "カプセル。"),
    ("word", "«海で分解され»るプラスチックの皿。", "プラスチックの皿。"),
    ("word", "«医師も推奨»する枕。", "枕。"),
    ("word", "使い終われば«土に還る»ポット。", "ポット。"),
    ("word", "素材は«人体に無害です»。洗えます。", "洗えます。"),
    ("word", "このマットは«抗菌»タオルです。", "このマットはタオルです。"),
    ("word", "Lumo まな板 «抗菌» 竹製", "Lumo まな板 竹製"),
    ("word", "無添加«・オーガニック»の味噌", "無添加の味噌"),
    ("clause", "«コラーゲンを増や»す美容液。", "美容液。"),
    ("clause", "倉庫の«ネズミを撃退»する袋。", "袋。"),
    ("clause", "吊るすだけの«虫よけ»プレート。", "吊るすだけのプレート。"),
    ("clause", "毎朝1杯で«血圧を下げる»お茶。", "お茶。"),
    ("clause", "«脂肪燃焼»サポートのお茶。", "お茶。"),
    ("clause", "「«疲労回復»」のサプリ。", "サプリ。"),
    ("clause", "グミで«ストレス解消»。5袋入り。", "5袋入り。"),
    ("clause", "この水筒は、«雑菌の繁殖を抑え»ます。500mlです。", "500mlです。"),
    ("clause", "この水筒は、«雑菌の繁殖を抑え»、軽い。", "この水筒は、軽い。"),
    ("clause", "軽くて、«雑菌を寄せ付けない»。500ml。", "500ml。"),
    ("clause", "«薬に頼らず»血圧をケア。2本入り。", "2本入り。"),
    ("clause", "懐中電灯«900000ルーメン»。", "懐中電灯。"),
    ("word", "職人が«一つ一つ手作り»した器です。箱入り。", "箱入り。"),
    ("word", "植物を使用しているため、«環境にやさしい»ストローです。10本。", "10本。"),
]
KOREAN = [
    ("word", "«항균» 도마, 3종 세트.", "도마, 3종 세트."),
    ("word", "«의사도 추천»하는 베개.", "베개."),
    ("word", "소재가 «인체에 무해합니다». 세탁 가능.", "세탁 가능."),
    ("word", "«에너지 절약»형 선풍기.", "선풍기."),
    ("word", "말린 과일, «순천연».", "말린 과일."),
    ("word", "휴대폰 «생분해» 케이스", "휴대폰 케이스"),
    ("clause", "«콜라겐 생성»을 돕는 앰플.", "앰플."),
    ("clause", "«숙면에 도움»이 되는 젤리.", "젤리."),
    ("clause", "«탄소 배출을 줄»인 상자.", "상자."),
    ("clause", "«치석을 녹여» 주는 치약.", "치약."),
    ("clause", "바를수록 «미백» 크림.", "크림."),
    ("clause", "걸어 두는 «모기 퇴치» 팔찌.", "걸어 두는 팔찌."),
    ("clause", "베개 «비교 테스트 1위».", "베개."),
    ("clause", "«100% 효과»를 느끼실 수 있습니다. 30매입.", "30매입."),
    ("clause", "우리 차: «통풍, 관절염, 골다공증». 티백 30개.", "티백 30개."),
    ("clause", "가볍고, «세균을 제거»합니다. 500ml입니다.", "500ml입니다."),
    ("clause", "«세균을 제거하»고, 가볍습니다.", "가볍습니다."),
    (
        "clause",
        "«자외선을 99% 차단»하고 통기성이 좋아 외출에 알맞은 모자입니다.",
        "통기성이 좋아 외출에 알맞은 모자입니다.",
    ),
    ("clause", "유산균을 담아 «장 건강을 지키고» 맛도 좋습니다.", "유산균을 담아 맛도 좋습니다."),
    ("clause", "한 번만 발라도 «블랙헤드를 제거»해 줍니다. 30ml.", "30ml."),
    ("clause", "«천식에, 비염에», 기침에. 30포.", "30포."),
    ("clause", "«아토피에 시달»리는 분들께, 이 크림을. 30ml.", "30ml."),
    ("clause", "평생 보증과 «전액 환불»을 약속드립니다. 상자 포함.", "상자 포함."),
    ("word", "«100% 천연» 성분으로 만들어 안전하며, 순합니다.", "순합니다."),
]


@pytest.mark.parametrize(("cut", "marked", "left"), CHINESE)
def test_chinese(cut: str, marked: str, left: str) -> None:
    assert removed(marked, cut, "zh") == left


@pytest.mark.parametrize(("cut", "marked", "left"), JAPANESE)
def test_japanese(cut: str, marked: str, left: str) -> None:
    assert removed(marked, cut, "ja") == left


@pytest.mark.parametrize(
    ("language", "marked", "left"),
    [
        ("ko", "Lumo «항균» 도마 식기세척기 사용 가능 대형 40x30cm", "Lumo 도마 식기세척기 사용 가능 대형 40x30cm"),
        ("ko", "«완벽방수» 블루투스 이어폰 최대 48시간", "블루투스 이어폰 최대 48시간"),
        ("ko", "방석 메모리폼 «허리통증 완화»에", "방석 메모리폼"),
        ("zh", "«零糖»的每一天", ""),
        ("zh", "旅行套装«杀菌»", "旅行套装"),
        ("ja", "他の色は«www.lumo-lamps.com»へ", ""),
    ],
)
def test_the_other_words_of_a_title_stay(language: str, marked: str, left: str) -> None:
    assert removed(marked, "clause", language, listed=True) == left


def test_a_sentence_of_a_title_takes_only_its_part() -> None:
    assert removed("도마, 대나무, «카카오톡 친구 추가»하고 쿠폰", "sentence", "ko", listed=True) == "도마, 대나무"
    assert removed("砧板 竹制 «加微信»领券", "sentence", "zh", listed=True) == "砧板 竹制"
    assert removed("砧板，竹制。«加微信»领券。", "sentence", "zh") == "砧板，竹制。"


@pytest.mark.parametrize(("cut", "marked", "left"), KOREAN)
def test_korean(cut: str, marked: str, left: str) -> None:
    assert removed(marked, cut, "ko") == left


REPLACED = [
    ("zh", "«军工级»手机壳", "坚固的", "坚固的手机壳"),
    ("zh", "«可分解»的吸管", "由植物制成的", "由植物制成的吸管"),
    ("zh", "薄膜可«自然分解»。", "由植物制成的", "薄膜由植物制成。"),
    ("zh", "精华液«祛痘»不留痕。", "滋润肌肤的", "精华液滋润肌肤。"),
    ("zh", "面霜«抗炎»修护。", "滋润肌肤的", None),
    ("zh", "«军工级»防摔 全包镜头", "坚固的", None),
    ("zh", "用过的人«胸部变大»了。", "滋润肌肤的", None),
    ("zh", "«抗菌率»99.9%", "防泼溅", None),
    ("ja", "«環境にやさしい»タンブラー。", "くり返し使える", "くり返し使えるタンブラー。"),
    ("ja", "«ミリタリーグレード»のケース。", "頑丈な", "頑丈なケース。"),
    ("ja", "«コラーゲンを増や»す美容液。", "肌にうるおいを与える", "肌にうるおいを与える美容液。"),
    ("ja", "使うたび«美白»クリーム。", "肌にうるおいを与える", "肌にうるおいを与えるクリーム。"),
    ("ja", "«半永久的»に使えます。", "丈夫な", None),
    ("ja", "安心の«永久保証»つき。", "限定保証", "安心の限定保証つき。"),
    ("ja", "肌の«DNAに働きかけ»る。", "化粧品", None),
    ("ko", "바르면 «젊어지»는 앰플.", "잔주름을 덜 보이게 하는", "잔주름을 덜 보이게 하는 앰플."),
    ("ko", "«콜라겐 생성»을 돕는 앰플.", "피부에 수분을 주는", "피부에 수분을 주는 앰플."),
    ("ko", "«친환경 제품»입니다.", "여러 번 쓸 수 있는", None),
    ("ko", "«평생 보증»을 드립니다.", "2년 품질보증서", "2년 품질보증서를 드립니다."),
    ("ko", "«완벽 방수»가 되는 배낭.", "생활방수 원단", "생활방수 원단이 되는 배낭."),
    ("ko", "피부 «DNA를 깨우»는 앰플.", "피부에 수분을 주는", None),
    ("ko", "«블랙헤드를 제거»하고 매끈한 피부로 가꿔 줍니다.", "피부에 수분을 주는", None),
    ("ko", "흙으로 «돌아가»는 화분.", "식물 유래", None),
]


@pytest.mark.parametrize(("language", "marked", "wording", "whole"), REPLACED)
def test_a_wording_takes_the_form_that_its_place_asks_for(
    language: str, marked: str, wording: str, whole: str | None
) -> None:
    start, end = marked.index("«"), marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")
    edit = fit(text, Edit(start, end, wording), language, "word")
    assert (text[: edit.start] + edit.text + text[edit.end :] if edit else None) == whole


@pytest.mark.parametrize("text", ["抗菌" * 20000, "、の" * 20000, "항균 " * 20000, "（" * 20000])
def test_a_long_text_costs_little(text: str) -> None:
    for language in ("zh", "ja", "ko"):
        remove(text, 20000, 20002, "clause", language)
