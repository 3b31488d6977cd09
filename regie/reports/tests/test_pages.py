"""The pages of the room: the list, the paper, the words, the files, the link."""

from __future__ import annotations

import pytest

from regie.people.models import OpenLink
from regie.reports.models import Report


@pytest.fixture
def signed(client, ines):
    client.force_login(ines)
    return client


def test_a_report_is_prepared_from_its_form_and_shown_on_paper(signed, home, promise):
    answer = signed.post("/reports/new/", {"quarter": "2026-Q3", "language": "fr"}, follow=True)
    page = answer.content.decode()
    assert "Troisième trimestre 2026" in page and 'lang="fr"' in page
    again = signed.post("/reports/new/", {"quarter": "2026-Q3", "language": "fr"})
    assert again.url == Report.objects.get().get_absolute_url()


def test_words_save_themselves_and_answer_with_their_revision(signed, report):
    passage = report.passages.get(key="opening")
    quiet = {"X-Requested-With": "fetch"}
    answer = signed.post(f"/reports/passages/{passage.pk}/", {"text": "Mine.", "revision": passage.revision}, headers=quiet)
    assert (answer.status_code, answer.headers["X-Revision"]) == (204, str(passage.revision + 1))
    late = signed.post(f"/reports/passages/{passage.pk}/", {"text": "Late.", "revision": passage.revision}, headers=quiet)
    assert late.status_code == 409
    page = signed.post(f"/reports/passages/{passage.pk}/", {"text": "Late.", "revision": passage.revision})
    assert page.status_code == 409 and "Late." in page.content.decode() and "Mine." in page.content.decode()


def test_a_text_that_is_too_long_is_refused_in_a_sentence_and_stays_to_be_shortened(signed, report):
    passage = report.passages.get(key="budget")
    long = "Spent. " * 1200
    answer = signed.post(f"/reports/passages/{passage.pk}/", {"text": long, "revision": passage.revision})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Spent. Spent. Spent." in page and 'href="#budget-text"' in page
    passage.refresh_from_db()
    assert not passage.is_worded


def test_the_draft_sent_back_as_it_was_is_nobodys_words(signed, report, promise):
    passage = report.passages.get(key="promised")
    draft = next(each for each in report.document()["sections"] if each["key"] == "promised")["draft"]
    signed.post(f"/reports/passages/{passage.pk}/", {"text": draft, "revision": passage.revision})
    passage.refresh_from_db()
    assert not passage.is_worded


def test_the_page_of_words_shows_drafts_and_order_without_scripts(signed, report, promise):
    page = signed.get(f"/reports/{report.pk}/edit/").content.decode()
    assert "drafted from the figures" in page and "The one promise that could be judged holds." in page
    budget = report.passages.get(key="budget")
    signed.post(f"/reports/passages/{budget.pk}/place/", {"to": "up"})
    assert list(report.passages.values_list("key", flat=True))[:5] == ["opening", "promised", "measured", "budget", "campaigns"]


@pytest.mark.parametrize("kind", ["pdf", "pptx", "html"])
def test_each_file_comes_down(signed, report, promise, kind):
    answer = signed.get(f"/reports/{report.pk}/report.{kind}")
    assert answer.status_code == 200 and f".{kind}" in answer.headers["Content-Disposition"]
    assert signed.get(f"/reports/{report.pk}/report.doc").status_code == 404


def test_a_link_shows_the_frozen_report_and_nothing_around_it(report, promise, ines, client):
    report.freeze(by=ines)
    report.publish(by=ines)
    link = OpenLink.give("reports.read_report", report, by=ines, given_to="Bank", days=7)
    page = client.get(link.address).content.decode()
    assert "Third quarter 2026" in page and promise.text in page
    assert promise.get_absolute_url() not in page


def test_a_neighbour_sees_no_report(report, paul, client):
    client.force_login(paul)
    assert client.get("/reports/").status_code == 403
    assert client.get(f"/reports/{report.pk}/").status_code == 404


def test_the_delegator_reads_but_does_not_word(report, helene, client):
    client.force_login(helene)
    assert client.get(f"/reports/{report.pk}/").status_code == 200
    assert client.get(f"/reports/{report.pk}/edit/").status_code == 404
