"""The vocabularies of a BPMN file, and ours among them."""

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

# What Régie adds lies in extension elements under this name, which other modellers keep as they find it.
REGIE = "urn:regie:bpmn:1"

PREFIXES = {"bpmn": BPMN, "bpmndi": DI, "dc": DC, "di": DD, "xsi": XSI, "regie": REGIE}


def bpmn(tag: str) -> str:
    return f"{{{BPMN}}}{tag}"


def regie(tag: str) -> str:
    return f"{{{REGIE}}}{tag}"
