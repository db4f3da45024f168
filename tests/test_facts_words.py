"""The words of facts in German, French, Spanish and Italian: what names a material, and what only looks as if."""

import pytest
from caveat import check
from caveat.models import Finding, Listing


def apart(language: str, title: str, fact: str, value: str) -> list[Finding]:
    """What of a title disagrees with the one fact of the listing."""
    given = Listing.model_validate(
        {
            "language": language, "markets": [language.upper()],
            "fields": [{"id": "title", "role": "title", "text": title}], "facts": [{"name": fact, "value": value}],
        }
    )  # fmt: skip
    return [one for one in check(given).findings if one.category == "CONTRADICT"]


@pytest.mark.parametrize(
    ("title", "text", "others"),
    [
        ("Edelstahltopf 5 l", "Edelstahltopf", ["Aluminium-Topf 5 l", "Topf 5 l"]),
        ("Edelstahltöpfe, 3 Stück", "Edelstahltöpfe", ["Aluminium-Töpfe, 3 Stück", "Töpfe, 3 Stück"]),
        ("Holzpuzzle für Kinder", "Holzpuzzle", ["Aluminium-Puzzle für Kinder", "Puzzle für Kinder"]),
        ("Baumwollhemd mit Kragen", "Baumwollhemd", ["Aluminium-Hemd mit Kragen", "Hemd mit Kragen"]),
        ("Seidenschal in Blau", "Seidenschal", ["Aluminium-Schal in Blau", "Schal in Blau"]),
    ],
)
def test_a_german_word_for_a_thing_names_its_material(title: str, text: str, others: list[str]) -> None:
    found = apart("de", title, "Material", "Aluminium")
    assert [one.text for one in found] == [text]
    assert [title.replace(text, one.text) for one in found[0].suggestions] == others


@pytest.mark.parametrize(
    "title",
    [
        "Holzkohle 5 kg", "Glasfaserkabel 3 m", "Pullover stahlblau", "Goldfisch als Figur", "Eisenhower: Biografie",
        "Papierkorb 10 l", "Lederpflege 250 ml", "Holzbohrer, 5 Stück", "Keramikpfanne 28 cm", "Glasreiniger 1 l",
        "Deckel für Edelstahltopf", "Gummistiefel für Damen", "Holzfäller-Hut", "Silberfischfalle", "Steinpilze 50 g",
    ],
)  # fmt: skip
def test_german_words_that_only_begin_like_a_material(title: str) -> None:
    assert apart("de", title, "Material", "Kunststoff") == []


@pytest.mark.parametrize(
    ("language", "title", "fact", "value", "text"),
    [
        ("de", "Tasche aus echtem Leder", "Material", "Polyester", "echtem Leder"),
        ("de", "Schale aus Edelstahl", "Material", "Kunststoff", "aus Edelstahl"),
        ("de", "Gürtel, in Deutschland gefertigt", "Herkunftsland", "China", "Deutschland gefertigt"),
        ("de", "Pullover, Strick, dunkelblau, L", "Farbe", "Schwarz", "dunkelblau"),
        ("fr", "Sac à dos en cuir", "Matière", "Polyester", "en cuir"),
        ("fr", "Porte-clés en cuir", "Matière", "Polyester", "en cuir"),
        ("fr", "Lot de 6 verres en cristal", "Matière", "Plastique", "en cristal"),
        ("fr", "Jus sans sucres", "Sucres pour 100 g", "10 g", "sans sucres"),
        ("es", "Bolso de piel", "Material", "Poliéster", "de piel"),
        ("it", "Borsa in pelle", "Materiale", "Poliestere", "in pelle"),
    ],
)
def test_what_contradicts(language: str, title: str, fact: str, value: str, text: str) -> None:
    assert [one.text for one in apart(language, title, fact, value)] == [text]


@pytest.mark.parametrize(
    ("language", "title", "fact", "value"),
    [
        ("fr", "Fer à repasser vapeur 2400 W", "Matière", "Plastique"),
        ("fr", "Brosse cuir chevelu", "Matière", "Silicone"),
        ("fr", "Jus sans sucres ajoutés", "Sucres pour 100 g", "10 g"),
        ("es", "Cepillo facial piel sensible", "Material", "Silicona"),
        ("es", "Cepillo cuero cabelludo", "Material", "Silicona"),
        ("es", "Zumo sin azúcares añadidos", "Azúcares por 100 g", "10 g"),
        ("es", "Cargador inalámbrico con cable USB-C", "Conectividad", "Inalámbrica"),
        ("it", "Ferro da stiro a vapore", "Materiale", "Plastica"),
        ("it", "Torcia LED a pile", "Materiale", "Alluminio"),
        ("it", "Spazzola viso pelle sensibile", "Materiale", "Silicone"),
        ("it", "Massaggiatore cuoio capelluto", "Materiale", "Silicone"),
        ("it", "Succo senza zuccheri aggiunti", "Zuccheri per 100 g", "10 g"),
        ("de", "Schale aus Olivenholz", "Material", "Holz"),
    ],
)
def test_what_contradicts_nothing(language: str, title: str, fact: str, value: str) -> None:
    assert apart(language, title, fact, value) == []


@pytest.mark.parametrize(
    ("title", "value"),
    [("Edelstahltopf 5 l", "Edelstahl"), ("Baumwollhemd", "100 % Baumwolle"), ("Eichentisch", "Massivholz")],
)
def test_a_german_word_agrees_with_its_material(title: str, value: str) -> None:
    assert apart("de", title, "Material", value) == []


@pytest.mark.parametrize(
    ("language", "title", "fact", "value", "after"),
    [
        ("fr", "Foulard 100 % soie pour elle", "Matière", "Polyester", "Foulard en polyester pour elle"),
        ("it", "Padella in 100 % titanio", "Materiale", "Acciaio", "Padella in acciaio"),
        ("es", "Cartera de auténtica piel", "Material", "Cuero sintético", "Cartera de cuero sintético"),
    ],
)
def test_the_other_material_is_joined_as_the_language_does(
    language: str, title: str, fact: str, value: str, after: str
) -> None:
    (found,) = apart(language, title, fact, value)
    best = found.suggestions[0]
    assert title[: best.start] + best.text + title[best.end :] == after


def test_the_same_words_are_put_right_by_the_fact_of_each_check() -> None:
    metals = ("Aluminium", "Kupfer", "Aluminium")
    best = [apart("de", "Edelstahltopf 5 l", "Material", metal)[0].suggestions[0].text for metal in metals]
    assert best == [f"{metal}-Topf" for metal in metals]
