"""Texts in other alphabets, texts that are no charter, and texts made to hurt."""

import pytest

from regie.charter.reading import Unreadable, read


def test_same_text_in_utf16_and_windows_code_page_reads_the_same():
    text = "## Responsabilités clés\n\n- Écouter l’été, c’est œuvrer — 5 €\n"
    expected = read(text).responsibilities[0].text
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"):
        assert read(text.encode(encoding)).responsibilities[0].text == expected, encoding
    assert read(text.replace("\n", "\r\n").encode()).responsibilities[0].text == expected


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        ("  \n\u200b\n", "empty"),
        ("---\n***\n", "empty"),
        (b"PK\x03\x04" + b"\0" * 30 + b"word/document.xml", "word"),
        (b"PK\x03\x04" + b"\0" * 30 + b"xl/workbook.xml", "spreadsheet"),
        (b"PK\x03\x04" + b"\0" * 30 + b"photo.bin", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40, "word"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"{\\rtf1\\ansi", "rich_text"),
        (bytes(range(256)) * 40, "binary"),
        ("a" * 2_000_001, "too_large"),
        ("Bonjour, ceci est une lettre.\n\nElle ne dit rien de plus.", "nothing_recognised"),
        ("# Recipe\n\n- flour\n- water\n", "nothing_recognised"),
    ],
)
def test_what_is_no_charter_is_refused_with_a_sentence(data, code):
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code == code
    assert len(refused.value.sentence) > 30


def test_html_and_scripts_become_plain_text():
    reading = read("## Responsibilities\n\n- <b>Ride</b> <script>alert(1)</script> &lt;often&gt; 3 < 4 &amp; a_b_c 2*3*4\n")
    assert reading.responsibilities[0].text == "Ride alert(1) <often> 3 < 4 & a_b_c 2*3*4"


def test_right_to_left_text_and_nul_bytes_pass():
    reading = read("## Responsibilities\n\n- **שלום** عربى\0 ok\n")
    assert reading.responsibilities[0].name == "שלום"
    assert "\0" not in reading.responsibilities[0].text


HOSTILE = {
    "a hundred thousand lines": "## Responsibilities\n\n" + "- point\n" * 100_000,
    "one line of a megabyte": "## Responsibilities\n\n- " + "a" * 1_000_000,
    "open brackets": "## Responsibilities\n\n- " + "[a](" * 200_000,
    "open tags": "## Responsibilities\n\n- " + "<a" * 400_000,
    "stars": "## Responsibilities\n\n- " + "**a " * 200_000,
    "quotes": "## Responsibilities\n\n- a\n" + ">" * 900_000 + " x",
    "nested lists": "## Responsibilities\n\n" + "".join(" " * depth + "- x\n" for depth in range(1200)),
    "digits": "## Resources\n\n- " + "1 000 " * 150_000,
    "one endless threshold": "## Metrics\n\n### X\n\n**Threshold:** " + "if the value exceeds 5 " * 40_000,
    "one endless sentence": "## Metrics\n\n### X\n\n- " + "the team measures x each day and " * 25_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_read_in_bounded_time(text):
    from time import perf_counter

    start = perf_counter()
    read(text)
    # Quadratic reading would take minutes here; the limit only tells the two apart, on a slow machine too.
    assert perf_counter() - start < 20
