"""Forms keep what was typed and lead to each fault; two who edit the same thing lose nothing."""

from types import SimpleNamespace

from django.template import Context, Template
from django.test import RequestFactory

from regie.people.models import Domain
from regie.ui import specimens
from regie.ui.forms import RevisedModelForm, conflict
from regie.ui.sparks import spark


def draw(source, **names):
    return Template(source).render(Context(names))


def test_a_fault_stands_beside_its_field_and_in_the_summary():
    form = specimens.form()
    form.is_valid()
    field = draw("{% field form.at %}", form=form)
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_at-error"' in field
    assert 'value="25:00"' in field
    assert 'href="#id_at"' in draw("{% errors form %}", form=form)


def test_a_form_without_faults_has_no_summary():
    assert draw("{% errors form %}", form=specimens.Specimen()) == ""


def test_an_amount_is_read_as_people_write_it():
    form = specimens.form()
    form.is_valid()
    assert form.cleaned_data["amount"] == 6400


class DomainForm(RevisedModelForm):
    class Meta:
        model = Domain
        fields = ("name", "purpose")


def test_two_texts_for_one_thing_are_shown_side_by_side(ines, home):
    current = Domain.objects.get(pk=home.pk)
    current.purpose, current.revision = "Theirs", 7
    form = DomainForm({"name": "Marketing", "purpose": "Mine", "revision": "3"}, instance=home)
    assert form.is_valid()
    request = RequestFactory().post("/x/")
    request.user = ines
    response = conflict(request, form, current, back="/x/")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    assert 'name="revision" value="7"' in page


def test_a_revised_form_saves_through_the_nouns_own_verb():
    seen = SimpleNamespace(named={})
    thing = Domain(name="Old")
    thing.edit = lambda **named: seen.named.update(named)
    form = DomainForm({"name": "New", "purpose": "", "revision": "2"}, instance=thing)
    form._validate_unique = False
    form.validate_unique = lambda: None
    form.validate_constraints = lambda: None
    assert form.is_valid()
    form.save(by="ines")
    assert seen.named == {"by": "ines", "revision": 2, "name": "New", "purpose": ""}
    assert thing.name == "Old"


def test_a_spark_leaves_a_gap_where_nothing_was_measured():
    drawn = spark([1, 2, None, 3, 4], low=0)
    line = drawn.split('class="spark__line" d="')[1].split('"')[0]
    assert line.count("M") == 2
