"""Lists: order, filters, pages and export by the address alone."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from regie.people.models import Person
from regie.ui.models import SavedView
from regie.ui.tables import Column, Filter, Table


class People(Table):
    name = "tests.people"
    title = "People"
    search = ("name",)
    order = "name"
    columns = (Column("name", "Name", sort="name", is_head=True), Column("standing", "Rights", sort="standing"))
    filters = (Filter("standing", "Rights", Person.Standing.choices, "standing"),)


def asked(person, query=""):
    request = RequestFactory().get(f"/people/{query}")
    request.user = person
    return People(request, Person.objects.visible_to(person))


def names(table):
    return [row.name for row, _cells in table.lines()]


def test_a_list_is_ordered_and_turned_by_the_address(ines, jonas, paul):
    assert names(asked(ines)) == sorted([ines.name, jonas.name, paul.name])
    assert names(asked(ines, "?sort=-name")) == sorted([ines.name, jonas.name, paul.name], reverse=True)
    assert names(asked(ines, "?sort=password")) == names(asked(ines))


def test_filters_and_search_narrow_a_list(ines, jonas, paul):
    assert names(asked(ines, "?standing=lead")) == [ines.name]
    assert names(asked(ines, "?standing=nonsense")) == names(asked(ines))
    assert names(asked(ines, "?q=kel")) == [jonas.name]


def test_a_filter_leads_back_to_the_first_page(ines):
    table = asked(ines, "?page=3&sort=name")
    assert all("page" not in address for one in table.asked for address, _label, _chosen in one.options)


def test_an_export_holds_every_row_that_answers(ines, jonas, paul, monkeypatch):
    monkeypatch.setattr(People, "per_page", 1)
    text = b"".join(asked(ines, "?export=csv").export().streaming_content).decode()
    assert {ines.name, jonas.name, paul.name} <= set(text.replace("\r\n", ",").replace(";", ",").split(","))


def test_a_page_costs_the_same_queries_whatever_its_rows(ines):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            table = asked(ines)
            list(table.lines())
            assert table.views is not None
        return len(seen)

    few = cost()
    Person.objects.bulk_create([Person(name=f"P {index:03}", email=f"p{index}@tamarelle.example") for index in range(20)])
    assert cost() == few <= 3


def test_a_saved_view_belongs_to_who_saved_it(client, ines, jonas):
    client.force_login(ines)
    client.post("/views/", {"list": "tests.people", "name": "Leads", "query": "standing=lead", "next": "/"})
    view = SavedView.objects.get()
    assert [one.name for one, _address, _here in asked(ines).views] == ["Leads"]
    assert asked(jonas).views == []
    client.force_login(jonas)
    assert client.post(f"/views/{view.pk}/erasure/").status_code == 404


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example"])
def test_saving_a_view_never_leads_elsewhere(client, ines, address):
    client.force_login(ines)
    response = client.post("/views/", {"list": "x", "name": "y", "query": "", "next": address})
    assert response.headers["Location"] == "/"
