"""Why a text could not be read, as a sentence that says what to do."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regie.lib.numbers import number

SENTENCES = {
    "empty": _("This text is empty. Paste the text of the charter, or choose another file."),
    "too_large": _(
        "This text is %(size)s MB long; a charter may have up to %(limit)s MB. "
        "Cut out what is not the description of the domain, and try again."
    ),
    "word": _(
        "This is a Word file. In Word choose Save as, then plain text or Markdown; or select all of its text and paste it here."
    ),
    "spreadsheet": _("This is a spreadsheet. Copy the text of the charter and paste it here."),
    "pdf": _("This is a PDF file. Open it, select all of its text and paste it here."),
    "picture": _("This is a picture. A charter is read from text: paste its text, or choose a Markdown file."),
    "archive": _("This is a compressed file. Unpack it, then choose the text file that it holds."),
    "rich_text": _("This is a rich text file. Save it as plain text or Markdown, or select all of its text and paste it here."),
    "binary": _("This file is not text. Save the charter as plain text or Markdown (UTF-8), or paste its text here."),
    "nothing_recognised": _(
        "No part of a charter was recognised in this text. Give each part its heading, for example "
        "“Key responsibilities” or “Dependencies”, and list its lines below."
    ),
}


class Unreadable(ValueError):
    """`code` is one of SENTENCES, `facts` are the values of its sentence."""

    def __init__(self, code: str, **facts):
        super().__init__(code)
        self.code = code
        self.facts = facts

    @property
    def sentence(self) -> str:
        """The sentence for the person, in the language in force."""
        said = {
            key: number(value, get_language() or "en") if isinstance(value, float) else value for key, value in self.facts.items()
        }
        return str(SENTENCES[self.code]) % said

    def __str__(self):
        return self.sentence
