import pytest

from regie.lib.stems import folded, spans, stem, stems


@pytest.mark.parametrize(
    ("one", "many"),
    [("campagne", "Campagnes"), ("journal", "journaux"), ("tableau", "TABLEAUX"), ("jeu", "jeux"), ("stratégie", "strategies"),
     ("company", "companies"), ("box", "boxes"), ("audience", "audiences"), ("relevé", "relevés"), ("process", "processes"),
     ("cœur", "coeurs"), ("objectif", "objectifs")],
)  # fmt: skip
def test_one_and_many_have_one_stem(one, many):
    assert stem(one) == stem(many)


@pytest.mark.parametrize(("one", "other"), [("prix", "prise"), ("choix", "choc"), ("mars", "marque")])
def test_other_words_have_others(one, other):
    assert stem(one) != stem(other)


def test_words_are_found_where_they_stand():
    text = "L’été, les Campagnes d’hiver"
    assert [text[begin:end] for begin, end, _stem in spans(text)] == ["L", "été", "les", "Campagnes", "d", "hiver"]
    assert folded(text) == f" {' '.join(stems(text))} "
