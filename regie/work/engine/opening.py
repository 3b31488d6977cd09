"""Bytes to a tree, or one sentence: nothing in a file may reach outside it, grow, or make the machine work for long."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from lxml import etree

from .names import BPMN, bpmn

LARGEST = 5_000_000  # bytes
MOST = 60_000  # elements; a workflow of 2,000 steps with its diagram and all of ours has about 45,000
DEEPEST = 100
PIECE = 65_536

# How files begin that people take for a workflow.
SIGNATURES: tuple[tuple[bytes, object], ...] = (
    (b"\x89PNG", _("This is a picture. Export the diagram as “BPMN 2.0 XML” from the tool that drew it.")),
    (b"\xff\xd8\xff", _("This is a picture. Export the diagram as “BPMN 2.0 XML” from the tool that drew it.")),
    (b"GIF8", _("This is a picture. Export the diagram as “BPMN 2.0 XML” from the tool that drew it.")),
    (b"%PDF", _("This is a PDF. Export the diagram as “BPMN 2.0 XML” from the tool that drew it.")),
    (
        b"PK\x03\x04",
        _("This is an archive, as Visio, Bizagi and Office make them. Export the diagram from there as “BPMN 2.0 XML” (.bpmn)."),
    ),
    (b"\xd0\xcf\x11\xe0", _("This is an old Visio or Office file. Export the diagram from there as “BPMN 2.0 XML” (.bpmn).")),
)
# Dialects, by a part of the name space or by the name of the first element.
DIALECTS: tuple[tuple[str, object], ...] = (
    ("wfmc.org", _("This is XPDL, not BPMN 2.0. Export it again as “BPMN 2.0 XML” (.bpmn).")),
    (
        "schema.omg.org/spec/BPMN",
        _("This is a draft of BPMN 2.0 that was never final. Save it again with a recent version of the tool."),
    ),
    ("omg.org/spec/BPMN/1", _("This is BPMN 1, which BPMN 2.0 replaced. Export it again as “BPMN 2.0 XML” (.bpmn).")),
    ("omg.org/bpmn", _("This is BPMN 1, which BPMN 2.0 replaced. Export it again as “BPMN 2.0 XML” (.bpmn).")),
    ("spec/DMN", _("This is a decision table (DMN), not a workflow. Choose a file that ends with .bpmn.")),
    ("spec/CMMN", _("This is a case model (CMMN), not a workflow. Draw it again in BPMN 2.0.")),
    ("xhtml", _("This is a web page. Look for the tool’s “Export” and choose “BPMN 2.0 XML”.")),
    ("svg", _("This is a picture. Export the diagram as “BPMN 2.0 XML” from the tool that drew it.")),
    ("html", _("This is a web page. Look for the tool’s “Export” and choose “BPMN 2.0 XML”.")),
    ("visio", _("This is a Visio drawing. Export it as “BPMN 2.0 XML” (.bpmn).")),
    (
        "mxfile",
        _("This is a draw.io drawing, which holds shapes and no workflow. Draw it in a BPMN tool, or fill in the outline."),
    ),
    (
        "mxgraphmodel",
        _("This is a draw.io drawing, which holds shapes and no workflow. Draw it in a BPMN tool, or fill in the outline."),
    ),
)
DOCTYPE = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s+|<\?.*?\?>|<!--.*?-->)*<!DOCTYPE", re.DOTALL | re.IGNORECASE)
HTML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.DOTALL | re.IGNORECASE)


class Unreadable(Exception):
    """`sentence` says what the file is and what to do; `line` where it went wrong, 0 where no line is to blame."""

    def __init__(self, sentence: object, line: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line

    def __str__(self) -> str:
        return str(self.sentence)


def open_tree(source: bytes) -> etree._ElementTree:
    """The tree of a BPMN 2.0 file with at least one process, or `Unreadable`."""
    refuse_what_is_no_text(source)
    tree = parse(source)
    refuse_other_dialects(tree.getroot())
    give_ids(tree.getroot())
    return tree


def refuse_what_is_no_text(source: bytes) -> None:
    if not source.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(_("The file is empty."))
    if len(source) > LARGEST:
        raise Unreadable(_("The file is larger than 5 MB. Split the workflow, or take the pictures out of it."))
    for start, sentence in SIGNATURES:
        if source.startswith(start):
            raise Unreadable(sentence)
    if HTML.match(source):
        raise Unreadable(_("This is a web page. Look for the tool’s “Export” and choose “BPMN 2.0 XML”."))
    # Zeros taken away, UTF-16 and UTF-32 read as ASCII here.
    if DOCTYPE.match(source.replace(b"\0", b"")):
        raise Unreadable(
            _("The file begins with a DOCTYPE, which BPMN has no use for and which can hide an attack. Take it out."), 1
        )


def parse(source: bytes) -> etree._ElementTree:
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        strip_cdata=False,
    )
    seen = depth = 0
    try:
        for start in range(0, len(source), PIECE):
            parser.feed(source[start : start + PIECE])
            seen, depth = measure(parser.read_events(), seen, depth)
        root = parser.close()
    except etree.XMLSyntaxError as fault:
        raise Unreadable(malformed(fault), fault.lineno or 0) from fault
    except (LookupError, UnicodeError, ValueError) as fault:
        raise Unreadable(_("The file is not written in the alphabet that it declares. Save it again as UTF-8.")) from fault
    tree = root.getroottree()
    if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
        raise Unreadable(
            _("The file begins with a DOCTYPE, which BPMN has no use for and which can hide an attack. Take it out."), 1
        )
    return tree


def measure(events: Iterable, seen: int, depth: int) -> tuple[int, int]:
    for event, _element in events:
        if event == "end":
            depth -= 1
            continue
        seen, depth = seen + 1, depth + 1
        if seen > MOST:
            raise Unreadable(_("The file has more than 60,000 elements. Split the workflow into several."))
        if depth > DEEPEST:
            raise Unreadable(_("Elements are nested more than 100 deep, which no workflow needs. Export the file again."))
    return seen, depth


def malformed(fault: etree.XMLSyntaxError) -> object:
    """What the parser says, in words: its own are for programmers."""
    line, said = fault.lineno or 0, (fault.msg or "").lower()
    if "excessive depth" in said:
        return _("Elements are nested more than 100 deep, which no workflow needs. Export the file again.")
    if "start tag expected" in said or "document is empty" in said:
        return _("This is not an XML file. Export the diagram as “BPMN 2.0 XML” from the tool that drew it.")
    if "encoding" in said or "invalid byte" in said or "not proper utf-8" in said:
        return _("The file is not written in the alphabet that it declares. Save it again as UTF-8.")
    if "premature end" in said or "extra content" in said:
        return format_lazy(
            _("The file is broken at line {line}: it ends too early, or goes on after its end. Export it again."), line=line
        )
    return format_lazy(
        _("The file is broken at line {line}: a tag is not closed, or a character stands where it may not. Export it again."),
        line=line,
    )


def refuse_other_dialects(root: etree._Element) -> None:
    if root.tag == bpmn("definitions"):
        if root.find(f".//{{{BPMN}}}process") is None:
            raise Unreadable(
                _("There is no process in this file: only pools, a choreography or shapes. Draw the steps, then try again.")
            )
        return
    name = etree.QName(root)
    said = f"{name.namespace or ''} {name.localname}".lower()
    for part, sentence in DIALECTS:
        if part.lower() in said:
            raise Unreadable(sentence, root.sourceline or 0)
    if name.localname == "Package":
        raise Unreadable(_("This is XPDL, not BPMN 2.0. Export it again as “BPMN 2.0 XML” (.bpmn)."), root.sourceline or 0)
    if name.localname == "definitions":
        raise Unreadable(_("This file calls itself a model but not one of BPMN 2.0. Export it again as “BPMN 2.0 XML” (.bpmn)."))
    raise Unreadable(
        format_lazy(
            _("This is XML but no BPMN: it begins with “{tag}”. Export the diagram as “BPMN 2.0 XML” (.bpmn)."),
            tag=name.localname,
        ),
        root.sourceline or 0,
    )


def give_ids(root: etree._Element) -> None:
    """Processes and what lies in them can be spoken of: BPMN lets an id be left out, we do not."""
    known = {element.get("id") for element in root.iter(f"{{{BPMN}}}*")}
    fresh = (f"made_{number}" for number in count(1))
    for process in root.iter(bpmn("process")):
        for element in process.iter(f"{{{BPMN}}}*"):
            if element.get("id") or not named(element):
                continue
            element.set("id", next(id for id in fresh if id not in known))


def named(element: etree._Element) -> bool:
    """Does something that a person may point at stand here."""
    local = etree.QName(element).localname
    return local in {
        "process",
        "sequenceFlow",
        "lane",
        "callActivity",
        "subProcess",
        "transaction",
        "adHocSubProcess",
    } or local.endswith(("Event", "Gateway", "Task", "task"))
