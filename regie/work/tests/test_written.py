"""Texts of tasks: Markdown is drawn, nothing else comes through."""

from __future__ import annotations

from regie.work import written


def test_markdown_becomes_paragraphs_lists_and_links():
    drawn = written.html_of("**Bold** and [a link](https://tamarelle.example)\n\n- one\n- two")
    assert "<strong>Bold</strong>" in drawn
    assert 'href="https://tamarelle.example"' in drawn
    assert 'rel="nofollow noopener noreferrer"' in drawn
    assert drawn.count("<li>") == 2


def test_no_html_script_or_odd_address_comes_through():
    drawn = written.html_of(
        "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](data:text/html,1)"
    )
    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "href" not in drawn


def test_only_pictures_kept_here_are_shown():
    drawn = written.html_of("![Ours](picture:7) ![Theirs](https://spy.example/pixel.png)", lambda key: f"/p/{key}.png")
    assert '<img src="/p/7.png" alt="Ours">' in drawn
    assert drawn.count("<img") == 1


def test_a_picture_of_another_task_is_not_shown():
    assert "<img" not in written.html_of("![Secret](picture:8)", lambda _key: None)


def test_headings_begin_below_those_of_the_page():
    assert "<h3>Plan</h3>" in written.html_of("# Plan")
