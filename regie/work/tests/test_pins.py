import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from regie.journal.models import File
from regie.lib.refused import Refused
from regie.work import anchors, pointing
from regie.work.models import Approval, Pin
from regie.work.reading import approvals as reading
from regie.work.tests.approving import ask, content

TEXT = "Un.\n\nLe prix est de 120 euros. Le prix est bas."


def test_a_passage_is_found_by_its_words_its_paragraph_or_both():
    assert anchors.at(TEXT, paragraph=2, quote="Le prix") == {"start": 5, "end": 12, "quote": "Le prix"}
    assert anchors.at(TEXT, quote="Le prix", start=30)["start"] == 31
    assert anchors.at(TEXT, paragraph=1) == {"start": 0, "end": 3, "quote": "Un."}
    assert anchors.at(TEXT, quote="nowhere") is None and anchors.at(TEXT, paragraph=9) is None


def test_a_passage_is_found_again_moved_or_reworded_and_known_to_be_gone():
    where = anchors.at(TEXT, quote="120 euros")
    assert anchors.find("Deux lignes de plus.\n" + TEXT, where) == (41, 50)
    reworded = TEXT.replace("120 euros", "120 petits euros")
    begin, end = anchors.find(reworded, where)
    assert reworded[begin:end] == "120 petits euros"
    assert anchors.find("Rien de tout cela.", where) is None


def test_segments_keep_every_letter_and_skip_what_is_gone():
    pieces = [("same", "Le prix est "), ("gone", "de 100"), ("new", "de 120"), ("same", " euros.")]
    cut = anchors.segments(pieces, [(0, (8, 18)), (1, (15, 24))])
    assert "".join(words for _kind, words, _in, _end in cut) == "Le prix est de 100de 120 euros."
    assert [words for _kind, words, inside, _end in cut if 0 in inside] == ["est ", "de ", "120"]


@pytest.fixture
def asked(jonas, ines):
    return ask(content(jonas), ines, by=jonas)


def picture(name, by, size) -> File:
    drawn = io.BytesIO()
    Image.new("RGB", size, "navy").save(drawn, "PNG")
    return File.keep(SimpleUploadedFile(name, drawn.getvalue()), by=by)


def pin(approval, by, quote="120 euros", **named):
    return Pin.put(approval, "Hors taxes ?", by=by, **pointing.read(approval, {"facet": "text", "passage": quote}), **named)


def test_an_open_remark_is_carried_to_the_next_round_and_a_settled_one_is_not(asked, jonas, ines):
    pin(asked, ines)
    pin(asked, ines, "Commandez").resolve(by=jonas)
    asked.subject.edit(by=jonas, text="Nouveau début.\n\nLe prix est de 120 euros.")
    again = Approval.objects.open().get()
    assert [each.where["quote"] for each in again.pins.all()] == ["120 euros"]
    shown = reading.of_approval(again, ines)
    text = next(facet for facet in shown.facets if facet.key == "text")
    assert [words for _kind, words, inside, _end in text.segments if inside] == ["120 euros"]


def test_a_remark_on_a_picture_is_carried_to_the_next_version_of_it(asked, jonas, ines, client):
    task = asked.subject.task
    task.attach(picture("poster.png", jonas, (40, 30)), by=jonas)
    again = Approval.objects.open().get()
    place = pointing.read(again, {"file": str(File.objects.get().pk), "x": "25", "y": "40"})
    Pin.put(again, "Larger", by=ines, **place)
    task.attach(picture("poster.png", jonas, (80, 60)), by=jonas)
    newest = Approval.objects.open().get()
    (sheet,) = reading.of_approval(newest, ines).sheets
    assert [(remark.x, remark.is_earlier) for remark in sheet.remarks] == [("25.0%", True)]
    client.force_login(ines)
    page = client.get(newest.get_absolute_url()).content.decode()
    assert "on an earlier version of it" in page and f"#sheet-{sheet.file.pk}" in page


def test_private_remarks_are_lettered_so_that_both_sides_speak_of_the_same_number(asked, jonas, ines):
    pin(asked, ines)
    pin(asked, ines, "Commandez", is_private=True)
    pin(asked, jonas, "prix")
    assert [remark.sign for remark in reading.of_approval(asked, ines).remarks] == ["1", "A", "2"]


def test_a_remark_needs_words_a_place_and_an_open_round(asked, jonas, ines):
    with pytest.raises(Refused, match="Write"):
        Pin.put(asked, " ", by=ines, facet="text", where={})
    with pytest.raises(Refused, match="do not stand"):
        pin(asked, ines, "nowhere at all")
    with pytest.raises(Refused, match="which text"):
        pointing.read(asked, {"facet": "files", "passage": "x"})
    asked.withdraw(by=jonas)
    with pytest.raises(Refused, match="closed"):
        pin(asked, ines)


def test_a_remark_is_settled_and_opened_again_once(asked, jonas, ines):
    one = pin(asked, ines)
    one.resolve(by=jonas)
    one.resolve(by=ines)
    assert one.resolved_by == jonas
    one.reopen(by=ines)
    assert one.resolved_at is None
