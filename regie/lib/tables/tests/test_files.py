"""What people bring, and what people bring by mistake."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import datetime

import pytest

from regie.lib.tables import Unreadable, kinds, open_table

COSTS = "Jour;Canal;Dépense\n31/10/2026;Référencement;1 234,56 €\n01/11/2026;Été;12,5\n"


def opened(content: bytes, name: str = "costs.csv", **more):
    return open_table(io.BytesIO(content), name, **more)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def bomb() -> bytes:
    """A workbook whose sheet packs 700 MB of zeros, written without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed, check, size = b"", 0, 700 * 2**20
    block = bytes(2**20)
    for _ in range(size // len(block)):
        packed += packer.compress(block)
        check = zlib.crc32(block, check)
    packed += packer.flush()
    workbook = zipped(xl__workbook_xml=b"<workbook/>")
    end = workbook.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", workbook[end + 16 : end + 20])[0]
    name = b"xl/worksheets/sheet1.xml"
    fixed = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, check, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + fixed + name + packed
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + fixed + struct.pack("<HHHII", 0, 0, 0, 0, start) + name
    directory = workbook[start:end] + entry
    tail = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 2, 2, len(directory), start + len(local), 0)
    return workbook[:start] + local + directory + tail


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
def test_any_usual_encoding_is_found(encoding):
    text = COSTS.replace("€", "") if encoding == "mac_roman" else COSTS
    table = opened(text.encode(encoding))
    assert table.names == ["Jour", "Canal", "Dépense"]
    assert [row.cells[1] for row in table.rows()] == ["Référencement", "Été"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    lines = [["day", "channel", "spend"], ["2026-10-01", "a", "1"], ["2026-10-02", '"b;,|\tb"', "2"]]
    table = opened("\n".join(delimiter.join(line) for line in lines).encode())
    assert table.names == ["day", "channel", "spend"]
    assert [len(row.cells) for row in table.rows()] == [3, 3]


def test_decimal_commas_do_not_part_cells():
    assert opened(b"a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n").names == ["a", "b", "c"]


def test_the_line_that_excel_writes_for_itself_is_passed_over():
    table = opened(b"sep=;\nday;spend\n2026-10-01;5\n")
    assert table.names == ["day", "spend"]
    assert [row.number for row in table.rows()] == [3]


def test_titles_above_the_header_are_passed_over_and_rows_keep_their_number():
    table = opened(b"Export of the month,,\n\nday,channel,spend\n2026-10-01,a,5\n")
    assert table.names == ["day", "channel", "spend"]
    assert [row.number for row in table.rows()] == [4]


def test_a_table_without_header_goes_by_letters():
    table = opened(b"2026-10-01,a,5\n2026-10-02,b,6\n")
    assert table.names == ["A", "B", "C"]
    assert len(list(table.rows())) == 2


def test_cells_over_several_lines_keep_the_row_of_their_beginning():
    table = opened(b'day,note,spend\n2026-10-01,"one\ntwo",5\n2026-10-02,x,6\n')
    assert [row.number for row in table.rows()] == [2, 4]


def test_columns_of_the_same_name_can_be_told_apart():
    assert opened(b"day,spend,spend\n2026-10-01,5,6\n").names == ["day", "spend", "spend (2)"]


def test_words_from_right_to_left_stay_whole():
    table = opened("اليوم,القناة,المبلغ\n2026-10-01,إنستغرام,5\n".encode())
    assert table.names == ["اليوم", "القناة", "المبلغ"]


def test_numbers_dates_and_words_are_told_apart():
    table = opened(COSTS.encode())
    assert [column.kind for column in table.columns] == ["date", "text", "number"]
    assert (table.columns[0].order, table.columns[2].decimal, table.columns[2].currency) == ("dmy", ",", "EUR")


def test_what_can_be_read_both_ways_is_said_to_be_open():
    table = opened(b'day,spend\n03/04/2026,"1,234"\n05/06/2026,"2,345"\n')
    assert table.columns[0].order_open
    assert table.decimal_open


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "picture"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "picture"),
        (b"%PDF-1.7\n", "pdf"),
        (b"{\\rtf1 figures}", "rich_text"),
        (b"\x1f\x8b\x08" + bytes(50), "archive"),
        (b"MZ\x90\x00" + bytes(60), "program"),
        (b"\x7fELF" + bytes(60), "program"),
        (b"SQLite format 3\x00" + bytes(60), "database"),
        (b"<!DOCTYPE html><table><tr><td>1</td></tr></table>", "page"),
        (b'[{"day": "2026-10-01"}]', "json"),
        (bytes(range(1, 9)) * 200, "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(600), "word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(600), "locked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(600), "damaged"),
        (b"PK\x03\x04 cut off", "damaged"),
        (zipped(word__document_xml=b"<w/>"), "word"),
        (zipped(ppt__presentation_xml=b"<p/>"), "slides"),
        (zipped(notes_xml=b"<n/>"), "archive"),
        (zipped(xl__workbook_xml=b"this is no XML"), "damaged"),
        (b"day,spend\n", "no_rows"),
        (",".join(f"c{n}" for n in range(1000)).encode() + b"\n" + b",".join([b"1"] * 1000), "too_many_columns"),
        (b'day,spend\n2026-10-01,"' + b"x" * 300_000, "cell_too_long"),
    ],
)
def test_what_is_no_sheet_is_refused_by_its_content(content, code):
    with pytest.raises(Unreadable) as refused:
        opened(content, "figures.csv")
    assert refused.value.code == code


def test_a_zip_bomb_is_refused_before_anything_is_unpacked():
    content = bomb()
    assert len(content) < 2 * 2**20
    with pytest.raises(Unreadable) as refused:
        opened(content, "figures.xlsx")
    assert refused.value.code == "bomb"


def test_a_workbook_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(kinds, "MAX_PARTS", 3)
    with pytest.raises(Unreadable) as refused:
        opened(zipped(xl__workbook_xml=b"x", a=b"1", b=b"2", c=b"3"))
    assert refused.value.code == "too_many_parts"


def test_a_file_is_what_it_holds_whatever_its_name_says():
    assert opened(COSTS.encode(), "costs.xlsx").source.kind == "text"


def test_rows_can_be_read_more_than_once():
    table = opened(COSTS.encode())
    assert list(table.rows()) == list(table.rows())


def test_a_long_file_is_read_row_by_row():
    class Counting(io.BytesIO):
        furthest = 0

        def read(self, size=-1):
            chunk = super().read(size)
            Counting.furthest = max(Counting.furthest, self.tell())
            return chunk

    table = open_table(Counting(b"day,spend\n" + b"2026-10-01,5\n" * 500_000), "long.csv")
    Counting.furthest = 0
    rows = table.rows()
    for _ in range(1000):
        next(rows)
    assert Counting.furthest < 300_000


def workbook(rows: list[list]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet("Spend")
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def test_a_workbook_is_read_row_by_row(monkeypatch):
    from regie.lib.tables.book import Book

    monkeypatch.setattr(Book, "__init__", None)  # the reader that holds a workbook whole is not asked
    table = opened(workbook([["day", "spend"], *([datetime(2026, 10, 1), number] for number in range(5000))]))
    rows = table.rows()
    assert next(rows).cells == [datetime(2026, 10, 1), 0]
    assert sum(1 for _row in rows) == 4999


def test_a_workbook_of_a_thousand_columns_is_refused_at_its_first_row():
    with pytest.raises(Unreadable) as refused:
        opened(workbook([[f"c{number}" for number in range(1000)], [1] * 1000]))
    assert (refused.value.code, refused.value.facts["columns"]) == ("too_many_columns", 1000)


def test_a_workbook_whose_words_would_fill_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr("regie.lib.tables.streamed.MAX_HELD", 1000)
    with pytest.raises(Unreadable) as refused:
        opened(workbook([["day", "spend"], ["2026-10-01", 5]]))
    assert refused.value.code == "too_many_words"


def test_a_workbook_that_can_only_be_held_whole_may_not_be_large(monkeypatch):
    monkeypatch.setattr("regie.lib.tables.book.MAX_WHOLE", 1000)
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(2000)
    with pytest.raises(Unreadable) as refused:
        opened(content)
    assert refused.value.code == "too_large_whole"


def test_a_line_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("regie.lib.tables.table.LONGEST_LINE", 1000)
    table = opened(b"day,spend\n2026-10-01,5\n" * 500 + b"2026-10-02," + b"," * 2000)
    with pytest.raises(Unreadable) as refused:
        list(table.rows())
    assert refused.value.code == "cell_too_long"


def test_a_long_text_says_about_how_many_rows_it_has():
    table = opened(b"day,spend\n" + b"2026-10-01,5\n" * 500_000)
    rows = table.rows()
    for _ in range(50_000):
        next(rows)
    assert 480_000 < table.about_rows(50_000) < 520_000


def test_a_corrected_cell_stands_in_its_row_and_the_file_stays_as_it_is():
    table = opened(COSTS.encode())
    table.corrections = {3: {1: "Display", 2: "13"}}
    assert [row.cells for row in table.rows()][1] == ["01/11/2026", "Display", "13"]
    table.corrections = {}
    assert [row.cells for row in table.rows()][1] == ["01/11/2026", "Été", "12,5"]
