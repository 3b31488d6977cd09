"""What a verb answers when the thing is not in a state for it: a sentence for the person who asked."""

from __future__ import annotations


class Refused(Exception):
    """`sentence` says what is wrong and what to do; it is translated where it is raised. `way` is the page where it is done, as its
    address and the word that leads there.
    """

    def __init__(self, sentence, way: tuple[str, str] | None = None) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.way = way
