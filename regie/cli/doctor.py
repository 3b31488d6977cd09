"""`regie doctor`: looks at the installation and says what to mend."""

import json
from argparse import ArgumentParser, Namespace
from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

HELP = gettext_lazy("check the installation and say what to mend")
MARKS = {"good": "✓", "watch": "!", "breach": "✗"}


def build(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print one object for a program"))


def run(arguments: Namespace) -> int:
    """Status 1 when something must be mended; a remark (watch) alone is no fault."""
    from regie.cli.checkup import examine

    findings = examine()
    states = Counter(finding.state for finding in findings)
    if arguments.json:
        found = [{"name": one.name, "state": one.state, "said": one.said, "mend": one.mend} for one in findings]
        print(json.dumps({"sound": not states["breach"], "findings": found}, ensure_ascii=False, indent=1))
    else:
        for one in findings:
            print(f"{MARKS[one.state]} {one.said}")
            if one.mend:
                print(f"  → {one.mend}")
        print(_("All is well.") if set(states) == {"good"} else _("Looked at everything: what to do stands beside each arrow."))
    return 1 if states["breach"] else 0
