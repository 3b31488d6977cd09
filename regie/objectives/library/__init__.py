"""The inspiration library: marketing objectives that many departments have had, with blanks to fill in, in both languages.

They are sentences to start from and none to take as they are: a blank is written “…”. What a team adds or marks is not here.
`index.toml` holds themes, order and measure; one file per language holds the words.
"""

from regie.objectives.library.inspirations import THEMES, Inspiration, inspirations, named, search, theme_name

__all__ = ["THEMES", "Inspiration", "inspirations", "named", "search", "theme_name"]
