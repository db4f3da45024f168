"""The words of a template agree with the claim whose place they take, in German, French, Spanish and Italian."""

import pytest
from caveat import check
from caveat.models import Listing
from caveat.rewrite.agreement import agreeing
from caveat.rewrite.fitting import replaced
from caveat.rulebook.schema import Language


@pytest.mark.parametrize(
    ("language", "wording", "claim", "agreed"),
    [
        ("de", "[wiederverwendbar]", "umweltfreundliche", "wiederverwendbare"),
        ("de", "[wiederverwendbar]", "100 % umweltfreundliches", "wiederverwendbares"),
        ("de", "[wiederverwendbar]", "umweltfreundlich", "wiederverwendbar"),
        ("de", "<pflegt|pflegen> die Haut", "lindern Ekzeme", "pflegen die Haut"),
        ("de", "<pflegt|pflegen> die Haut", "lindert Ekzeme", "pflegt die Haut"),
        ("fr", "[réutilisable|réutilisables]", "100 % biodégradables", "réutilisables"),
        ("fr", "[réutilisable|réutilisables]", "entièrement recyclable", "réutilisable"),
        ("fr", "<laisse|laissent>", "réduisent le stress", "laissent"),
        ("es", "[fácil|fáciles] de limpiar", "antibacterianas", "fáciles de limpiar"),
        ("es", "<cuida|cuidan>", "reducen el estrés", "cuidan"),
        ("it", "[riutilizzabile|riutilizzabili]", "ecologiche", "riutilizzabili"),
        ("it", "[riutilizzabile|riutilizzabili]", "riciclabile", "riutilizzabile"),
        ("it", "<lascia|lasciano>", "previene le rughe", "lascia"),
        ("it", "<lascia|lasciano>", "riducono le rughe", "lasciano"),
    ],
)
def test_number_and_ending(language: str, wording: str, claim: str, agreed: str) -> None:
    assert agreeing(wording, claim, language) == agreed


@pytest.mark.parametrize(
    ("language", "marked", "wording", "after"),
    [
        ("de", "Der Tee «lindert Gicht» über Nacht und schmeckt mild.", "<schmeckt|schmecken> gut",
         "Der Tee schmeckt gut und schmeckt mild."),
        ("de", "Die Salbe «lindert Gicht» und Rheuma.", "<pflegt|pflegen>", "Die Salbe pflegt."),
        ("fr", "La tisane «soulage la toux» des petits et sent bon.", "<plaît|plaisent>",
         "La tisane plaît et sent bon."),
        ("fr", "Elles «soulagent la toux» et les maux de gorge.", "<plaît|plaisent>", "Elles plaisent."),
        ("es", "El té «alivia la tos» de noche, sabor miel.", "<gusta|gustan>", "El té gusta, sabor miel."),
        ("it", "Le gocce «alleviano la tosse» e profumano.", "<piace|piacciono>", "Le gocce piacciono e profumano."),
    ],
)  # fmt: skip
def test_what_hangs_on_the_verb_goes_along(language: Language, marked: str, wording: str, after: str) -> None:
    start, end = marked.index("«"), marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")
    edit = replaced(text, start, end, wording, language, "clause", False)
    assert edit is not None
    assert text[: edit.start] + edit.text + text[edit.end :] == after


@pytest.mark.parametrize(
    ("language", "text", "first"),
    [
        ("de", "Der Wickel lindert Gicht über Nacht.", "Der Wickel gehört zur täglichen Wohlfühlroutine."),
        ("de", "Die Lampe hat eine 100 % wasserdichte Hülle.", "Die Lampe hat eine nach IPX4 geschützte Hülle."),
        (
            "fr",
            "Capsules qui stimulent la concentration au bureau.",
            "Capsules qui complètent une alimentation variée.",
        ),
        ("fr", "Un savon respectueux de l'environnement.", "Un savon réutilisable."),
        ("fr", "Enceinte totalement étanche.", "Enceinte de classe IPX4."),
        ("es", "Bolsas ecológicas para la compra.", "Bolsas reutilizables para la compra."),
        ("es", "Altavoz totalmente impermeable.", "Altavoz resistente al agua (IPX4)."),
        ("it", "Lenti indistruttibili e chiare.", "Lenti resistenti e chiare."),
        ("it", "Filtro Dyson, due pezzi.", "Filtro compatibile con Dyson, due pezzi."),
    ],
)
def test_the_first_choice_of_the_ladder_reads_well(language: str, text: str, first: str) -> None:
    given = Listing.model_validate(
        {
            "language": language, "markets": [language.upper()],
            "fields": [{"id": "bullet_1", "role": "bullet", "text": text}],
            "facts": [{"name": "IP", "value": "IPX4"}],
        }
    )  # fmt: skip
    found = [one for one in check(given).findings if one.suggestions and one.rule != "unstated/mark"]
    best = found[0].suggestions[0]
    assert text[: best.start] + best.text + text[best.end :] == first
