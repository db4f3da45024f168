"""What a removal leaves in German, French, Spanish and Italian: articles that fit, lists that go on, no loose ends."""

import pytest
from caveat.rewrite.mend import remove


def removed(marked: str, cut: str, language: str, listed: bool = False) -> str:
    """A text without the claim between «…»."""
    start, end = marked.index("«"), marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")
    edit = remove(text, start, end, cut, language, listed)
    return text[: edit.start] + edit.text + text[edit.end :]


@pytest.mark.parametrize(
    ("language", "marked", "left"),
    [
        ("fr", "Le «meilleur» outil pour bricoler.", "L'outil pour bricoler."),
        ("fr", "L'«incroyable» savon du marché.", ""),
        ("fr", "Conçu pour l'«efficacité énergétique» et le silence.", "Conçu pour le silence."),
        ("fr", "Une «alternative durable» au plastique.", ""),
        ("fr", "Une «mode durable» et gaie.", ""),
        ("fr", "Fabriqué en «matières renouvelables».", ""),
        ("it", "Il «migliore» orologio per lei.", "L'orologio per lei."),
        ("it", "Lo «straordinario» sapone di casa.", "Il sapone di casa."),
        ("it", "Gli «ecologici» sacchetti da cucina.", "I sacchetti da cucina."),
        ("it", "Un «fantastico» specchio.", "Uno specchio."),
        ("it", "Una «ecologica» idea.", "Un'idea."),
        ("it", "Il succo della «migliore» uva.", "Il succo dell'uva."),
        ("it", "Un «pezzo unico», nuovo ogni mese.", ""),
        ("it", "I «dentisti si fidano» di lui.", ""),
        ("es", "Jabón natural, «ecológico» e inocuo.", "Jabón natural e inocuo."),
        ("es", "Diseñado para la «eficiencia energética» y el silencio.", "Diseñado para el silencio."),
        ("es", "Hecho con «recursos renovables».", ""),
        ("de", "Der «Promi Liebling» unter den Brillen.", ""),
        ("de", "Ein «Einzelstück», monatlich neu.", ""),
        ("de", "Ein «nachhaltiges», leichtes Kissen.", "Ein leichtes Kissen."),
        ("de", "Die «umweltfreundliche» Brotdose.", "Die Brotdose."),
        ("de", "Läuft mit «grünem Strom».", ""),
    ],
)
def test_an_article_fits_the_next_word_or_goes(language: str, marked: str, left: str) -> None:
    assert removed(marked, "word", language) == left


@pytest.mark.parametrize(
    ("language", "marked", "left"),
    [
        ("de", "Die Flasche ist «BPA-frei», auslaufsicher und leicht.", "Die Flasche ist auslaufsicher und leicht."),
        ("de", "Die Flasche ist auslaufsicher, «BPA-frei» und leicht.", "Die Flasche ist auslaufsicher und leicht."),
        ("de", "Kette aus «massivem Gold», vergoldet.", "Kette, vergoldet."),
        ("de", "Riegel, «rein natürlich» im Geschmack.", "Riegel."),
        ("fr", "La bouteille est légère, «écologique» et pratique.", "La bouteille est légère et pratique."),
        ("fr", "Filtre «Dyson», lot de deux.", "Filtre, lot de deux."),
        ("fr", "Répulsif, «sans danger» pour les enfants.", "Répulsif."),
        ("fr", "Sac «décomposable» en un an.", "Sac."),
        ("fr", "Un design «récompensé» par le public.", "Un design."),
        ("es", "La botella es «ecológica», ligera y resistente.", "La botella es ligera y resistente."),
        ("es", "Cargador «aprobado CE», sin cable.", "Cargador, sin cable."),
        ("it", "Tavolo in «rovere massello», anima in MDF.", "Tavolo, anima in MDF."),
        ("it", "Un design «pluripremiato» dal pubblico.", "Un design."),
    ],
)
def test_a_list_goes_on_and_a_complement_goes_along(language: str, marked: str, left: str) -> None:
    assert removed(marked, "word", language) == left


@pytest.mark.parametrize(
    ("language", "marked", "left"),
    [
        ("de", "Kapseln, die das «Immunsystem aktivieren».", ""),
        ("de", "Eine Creme, mit der «Falten der Vergangenheit» angehören.", ""),
        ("fr", "Pour des «défenses solides» en hiver.", ""),
        ("es", "¡«Adelgaza rápido» y siéntete bien!", "¡Siéntete bien!"),
        ("es", "¿Cansado? ¡«Alivia el dolor»! Sabor limón.", "¿Cansado? Sabor limón."),
        ("it", "Agisce nella «prevenzione dell'invecchiamento».", ""),
    ],
)
def test_no_loose_end_stays(language: str, marked: str, left: str) -> None:
    assert removed(marked, "clause", language) == left


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("Zahnbürste - «umweltfreundlich» - 4 Stück", "Zahnbürste - 4 Stück"),
        ("Zahnbürste – «umweltfreundlich» – 4 Stück", "Zahnbürste – 4 Stück"),
        ("Zahnbürste | «umweltfreundlich»", "Zahnbürste"),
        ("«Umweltfreundlich» - Zahnbürste", "Zahnbürste"),
    ],
)
def test_a_title_keeps_one_separator_between_two_parts(marked: str, left: str) -> None:
    assert removed(marked, "word", "de", listed=True) == left


@pytest.mark.parametrize(
    ("language", "cut", "marked", "left"),
    [
        ("de", "clause", "Das Serum «reduziert Falten» und zieht schnell ein.", "Das Serum zieht schnell ein."),
        ("de", "clause", "Das Serum reduziert «Falten» und zieht schnell ein.", "Das Serum zieht schnell ein."),
        ("de", "clause", "Der Filter «entfernt Viren» und Pollen aus der Luft und ist leise.", "Der Filter ist leise."),
        ("de", "clause", "Mit dem Gerät «vertreiben Sie Mäuse», ganz ohne Gift.", ""),
        ("de", "clause", "Ein Gel «gegen Rheuma» mit Arnika.", "Ein Gel mit Arnika."),
        ("de", "clause", "Für alle Hauttypen, auch «bei Neurodermitis».", "Für alle Hauttypen."),
        ("de", "word", "Wir versenden «klimaneutral» und pflanzen Bäume.", "Wir versenden und pflanzen Bäume."),
        ("de", "word", "Träger des «Red Dot» 2023", ""),
        ("fr", "clause", "Le spray «élimine les virus» et le pollen et reste discret.", "Le spray reste discret."),
        ("fr", "word", "Notre envoi est «neutre en carbone» et nous plantons.", "Nous plantons."),
        ("fr", "word", "Chargeur «homologué CE», livré seul.", "Chargeur, livré seul."),
        ("es", "clause", "Alivia, «cura» y además refresca.", "Alivia y además refresca."),
        ("es", "clause", "Un ungüento «contra la artrosis» con romero.", "Un ungüento con romero."),
        ("it", "word", "La consegna è «a impatto zero» e piantiamo alberi.", "Piantiamo alberi."),
        ("it", "clause", "Con la lampada «allontani topi» e ratti, senza veleno.", ""),
    ],
)
def test_what_hangs_together_goes_together(language: str, cut: str, marked: str, left: str) -> None:
    assert removed(marked, cut, language) == left


@pytest.mark.parametrize(
    ("language", "cut", "marked", "left"),
    [
        ("de", "word", "«Fair produziert» in kleinen Werkstätten.", ""),
        ("it", "word", "«Completamente sicuro» per la salute.", ""),
        ("it", "word", "Barretta «ricca di proteine» e cacao.", "Barretta."),
        ("fr", "word", "Farine «sans gluten» et légère.", "Farine légère."),
        ("it", "clause", "La via per una «perdita di peso definitiva».", ""),
        ("fr", "word", "«Stock limité», dit la page.", ""),
        ("it", "clause", "Leggings per «controllare la cellulite».", "Leggings."),
        ("fr", "word", "Le crayon «préféré des stars».", "Le crayon."),
    ],
)
def test_a_stump_goes_too(language: str, cut: str, marked: str, left: str) -> None:
    assert removed(marked, cut, language) == left


def test_a_quotation_is_not_left_open() -> None:
    assert removed("Er sagt: „erfüllt die «Empfehlungen des Bundes» für Tee“", "word", "de") == ""
