"""Every icon of the house, drawn on 16 × 16 with one stroke; ours.

An icon helps a word find its place. Alone, it needs a name for those who cannot see it.
"""

from __future__ import annotations

from functools import cache

from django.utils.safestring import SafeString, mark_safe

ICONS: dict[str, str] = {
    "none": "",
    "arrow": '<path d="M2.75 8h10.5M9.25 4l4 4-4 4"/>',
    "ask": '<circle cx="8" cy="8" r="5.75"/><path d="M6.25 6.5a1.75 1.75 0 1 1 2.6 1.5c-.6.35-.85.7-.85 1.25M8 11.25v.01"/>',
    "bell": '<path d="M2.75 11.5h10.5M4.25 11.5V7a3.75 3.75 0 0 1 7.5 0v4.5M6.75 14h2.5"/>',
    "board": '<path d="M2.75 2.75h4v10.5h-4zM9.25 2.75h4v6.5h-4z"/>',
    "book": '<path d="M8 4.25C6.5 3 4.5 2.75 2.25 3v9.5c2.25-.25 4.25 0 5.75 1.25 1.5-1.25 3.5-1.5 5.75-1.25V3C11.5 2.75 9.5 3 8 4.25zM8 4.25v9.25"/>',
    "breach": '<path d="M8 .9 15.1 8 8 15.1.9 8z" class="icon__solid"/><path d="M8 4.75v3.75M8 11v.01" class="icon__cut"/>',
    "calendar": '<path d="M2.25 3.75h11.5v9.75H2.25zM2.25 7h11.5M5.25 2v3M10.75 2v3"/>',
    "charter": '<path d="M4 2.25h5.25L12 5v8.75H4zM6.25 7.5h3.5M6.25 10.5h3.5"/>',
    "check": '<path d="M3 8.5l3.25 3.25L13 4.75"/>',
    "close": '<path d="M4 4l8 8M12 4l-8 8"/>',
    "columns": '<path d="M2.25 3h11.5v10H2.25zM6 3v10M10 3v10"/>',
    "contacts": '<circle cx="6" cy="5.25" r="2.4"/><path d="M1.75 13.25a4.25 4.25 0 0 1 8.5 0M10.5 3a2.4 2.4 0 0 1 0 4.5M12 9.4a4.25 4.25 0 0 1 2.25 3.85"/>',
    "copy": '<path d="M5.5 5.5h8v8h-8zM10.5 5.25V2.5h-8v8h2.75"/>',
    "day": '<path d="M1.75 12.75h12.5M4.5 12.5a3.5 3.5 0 0 1 7 0M8 3.75v2.5M3 7l1.5 1.5M13 7l-1.5 1.5"/>',
    "document": '<path d="M3.75 2.25h8.5v11.5h-8.5zM6 5.25h4M6 8h4"/>',
    "down": '<path d="M8 2.75v10.5M4 9.25l4 4 4-4"/>',
    "download": '<path d="M8 2.25v7.5M4.75 7 8 10.25 11.25 7M2.75 13.5h10.5"/>',
    "erase": '<path d="M3 4.5h10M6.25 4.25V2.5h3.5v1.75M4.25 4.75l.5 8.75h6.5l.5-8.75"/>',
    "external": '<path d="M9.25 2.75h4v4M13 3 7.5 8.5M11.5 9.5v3.75h-8.75V4.5h3.75"/>',
    "eye": '<path d="M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8z"/><circle cx="8" cy="8" r="1.9"/>',
    "file": '<path d="M4 2.25h5.25L12 5v8.75H4zM9 2.5v2.75h2.75"/>',
    "film": '<path d="M2.25 3.25h11.5v9.5H2.25z"/><path d="M6.75 5.9v4.2L10.25 8z" class="icon__solid"/>',
    "flag": '<path d="M3.75 14V2.5h8.5l-2 3 2 3h-8.5"/>',
    "fork": '<path d="M8 14V8M8 8 3.25 3.25M8 8l4.75-4.75M3 6V3h3M13 6V3h-3"/>',
    "funnel": '<path d="M2.25 3.5h11.5L9.5 8.5v4.25l-3-1.5V8.5z"/>',
    "gear": '<path d="M2.25 4.5h6M11.75 4.5h2M2.25 11.5h2M7.75 11.5h6"/><circle cx="10" cy="4.5" r="1.75"/><circle cx="6" cy="11.5" r="1.75"/>',
    "globe": '<circle cx="8" cy="8" r="5.75"/><path d="M2.25 8h11.5M8 2.25c3.5 3.5 3.5 8 0 11.5M8 2.25c-3.5 3.5-3.5 8 0 11.5"/>',
    "good": '<circle cx="8" cy="8" r="6.5" class="icon__solid"/><path d="M5.2 8.3l1.9 1.9 3.7-4.2" class="icon__cut"/>',
    "grip": '<circle cx="6" cy="4" r="1" class="icon__solid"/><circle cx="10" cy="4" r="1" class="icon__solid"/><circle cx="6" cy="8" r="1" class="icon__solid"/><circle cx="10" cy="8" r="1" class="icon__solid"/><circle cx="6" cy="12" r="1" class="icon__solid"/><circle cx="10" cy="12" r="1" class="icon__solid"/>',
    "hand": '<path d="M4.75 8.5V4a1.1 1.1 0 0 1 2.2 0v3.25M6.95 7V2.9a1.1 1.1 0 0 1 2.2 0V7M9.15 7V4a1.1 1.1 0 0 1 2.2 0v5.75a4 4 0 0 1-7.2 2.4L2.3 9.4a1.1 1.1 0 0 1 1.75-1.3l.7.9"/>',
    "handshake": '<path d="M1.75 5.25 4.5 4l3 1.25L11.5 4l2.75 1.25M1.75 10.5l2 .25 3.75 2.5 4.75-3.5 2-.5M7.5 5.25 5.75 7.5a1.2 1.2 0 0 0 1.9 1.4l1.2-1.15 3.4 2"/>',
    "history": '<path d="M2.6 6.5A5.75 5.75 0 1 1 2.3 8.8M2.25 3.5v3.25H5.5M8 5v3.25l2.25 1.5"/>',
    "house": '<path d="M2.25 7.5 8 2.75l5.75 4.75M3.75 6.5v7h8.5v-7"/>',
    "image": '<path d="M2.25 3h11.5v10H2.25zM2.5 11.25l3.25-3.5L8.5 10.5l1.75-1.75 3.25 3"/><circle cx="10.4" cy="5.9" r="1" class="icon__solid"/>',
    "info": '<circle cx="8" cy="8" r="5.75"/><path d="M8 7.5v3.25M8 5.25v.01"/>',
    "key": '<circle cx="5" cy="8" r="2.9"/><path d="M8 8h6M11.5 8v2.75"/>',
    "keyboard": '<path d="M1.75 4h12.5v8H1.75zM4.25 6.75v.01M6.75 6.75v.01M9.25 6.75v.01M11.75 6.75v.01M5 9.5h6"/>',
    "leave": '<path d="M6.5 2.75H3v10.5h3.5M6.5 8h7.25M10.75 5l3 3-3 3"/>',
    "level": '<path d="M3.5 6h9M3.5 10h9"/>',
    "link": '<path d="M6.4 9.6l3.2-3.2M7.25 4.9l1.6-1.6a2.72 2.72 0 0 1 3.85 3.85l-1.6 1.6M8.75 11.1l-1.6 1.6A2.72 2.72 0 0 1 3.3 8.85l1.6-1.6"/>',
    "lock": '<path d="M3.25 7.25h9.5v6.25h-9.5zM5.5 7.25V5a2.5 2.5 0 0 1 5 0v2.25"/>',
    "loop": '<path d="M13.2 6.1a5.5 5.5 0 1 0 .2 3.2M13.5 2.75V6.4H9.8"/>',
    "mail": '<path d="M2.25 3.5h11.5v9H2.25zM2.5 4.25 8 8.75l5.5-4.5"/>',
    "megaphone": '<path d="M2.5 6.25v3.5h2.75l5 3V3.25l-5 3zM13.25 6.25v3.5"/>',
    "metric": '<path d="M2 11l3.75-4.25 3 2.25L14 3M2 13.75h12"/>',
    "microphone": '<path d="M5.75 4.5a2.25 2.25 0 0 1 4.5 0v3.25a2.25 2.25 0 0 1-4.5 0zM3.25 7.5a4.75 4.75 0 0 0 9.5 0M8 12.25v2M5.5 14.25h5"/>',
    "minus": '<path d="M2.75 8h10.5"/>',
    "more": '<circle cx="3.25" cy="8" r="1.2" class="icon__solid"/><circle cx="8" cy="8" r="1.2" class="icon__solid"/><circle cx="12.75" cy="8" r="1.2" class="icon__solid"/>',
    "news": '<path d="M2.25 3.5h9v9.75h-9zM11.25 6.5h2.5v5a1.75 1.75 0 0 1-2.5 1.6M4.5 6.25h4.5M4.5 9h4.5"/>',
    "next": '<path d="M6.25 4l4 4-4 4"/>',
    "note": '<path d="M2.75 2.75h10.5v7l-3.5 3.5h-7zM13 9.75H9.75V13"/>',
    "open": '<path d="M4 6.25l4 4 4-4"/>',
    "page": '<path d="M2.25 3h11.5v10H2.25zM2.25 6h11.5"/>',
    "pause": '<path d="M5.75 3.75v8.5M10.25 3.75v8.5"/>',
    "pencil": '<path d="M2.75 13.25l.75-3 7-7 2.25 2.25-7 7z"/>',
    "pending": '<circle cx="8" cy="8" r="5.75" stroke-dasharray="2 2.6"/>',
    "person": '<circle cx="8" cy="5.25" r="2.75"/><path d="M2.75 13.75a5.25 5.25 0 0 1 10.5 0"/>',
    "phone": '<path d="M4.5 1.75h7v12.5h-7zM7.25 12h1.5"/>',
    "plan": '<path d="M2.25 4h6M5.25 8h6M8.25 12h5.5"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "poster": '<path d="M2.25 2.25h11.5v7H2.25zM5.25 9.25v5M10.75 9.25v5M5 5.75h6"/>',
    "previous": '<path d="M9.75 4l-4 4 4 4"/>',
    "radio": '<path d="M2.25 5.75h11.5v7.5H2.25zM4.5 5.75 11.5 2.5M8.75 8.5h2.75M8.75 10.75h2.75"/><circle cx="5.5" cy="9.5" r="1.4"/>',
    "repeat": '<path d="M2.75 7V5.5h9.5M10 3l2.5 2.5L10 8M13.25 9v1.5h-9.5M6 13l-2.5-2.5L6 8"/>',
    "run": '<path d="M5 3.25v9.5L12.5 8z"/>',
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="M10.4 10.4l3.35 3.35"/>',
    "send": '<path d="M13.75 2.25 7 9M13.75 2.25l-4 11.5L7 9 2.25 6.25z"/>',
    "share": '<circle cx="4" cy="8" r="1.9"/><circle cx="12" cy="3.9" r="1.9"/><circle cx="12" cy="12.1" r="1.9"/><path d="M5.75 7.1l4.5-2.3M5.75 8.9l4.5 2.3"/>',
    "speech": '<path d="M2.25 3.25h11.5v7.5H8.5L5.25 13.5v-2.75h-3z"/>',
    "star": '<path d="M8 2l1.85 3.75 4.15.6-3 2.9.7 4.1L8 11.4l-3.7 1.95.7-4.1-3-2.9 4.15-.6z"/>',
    "table": '<path d="M2.25 3h11.5v10H2.25zM2.25 6.25h11.5M2.25 9.6h11.5M6.5 3v10"/>',
    "target": '<circle cx="8" cy="8" r="5.75"/><circle cx="8" cy="8" r="2.1" class="icon__solid"/>',
    "team": '<path d="M6 2.25h4v3H6zM1.75 10.75h4v3h-4zM10.25 10.75h4v3h-4zM8 5.25V8M3.75 10.75V8h8.5v2.75"/>',
    "television": '<path d="M2.25 5h11.5v8.25H2.25zM5.25 1.75 8 5l2.75-3.25M11.25 8v2.25"/>',
    "theme": '<circle cx="8" cy="8" r="5.75"/><path d="M8 2.25a5.75 5.75 0 0 1 0 11.5z" class="icon__solid"/>',
    "timer": '<circle cx="8" cy="9" r="4.75"/><path d="M8 6.5V9l1.5 1.25M6.5 1.75h3"/>',
    "turning": '<path d="M8 2.25A5.75 5.75 0 1 1 2.25 8"/>',
    "undo": '<path d="M5.75 3 2.75 6l3 3M3 6h6.25a3.75 3.75 0 0 1 0 7.5H6"/>',
    "up": '<path d="M8 13.25V2.75M4 6.75l4-4 4 4"/>',
    "upload": '<path d="M8 10.25v-7.5M4.75 5.5 8 2.25l3.25 3.25M2.75 13.5h10.5"/>',
    "wait": '<circle cx="8" cy="8" r="6.5" class="icon__solid"/><path d="M8 4.5V8l2.25 1.5" class="icon__cut"/>',
    "watch": '<path d="M8 1.5 15 14H1z" class="icon__solid"/><path d="M8 6.25v3.25M8 11.75v.01" class="icon__cut"/>',
}

# The rooms ask for their icon by their own name.
ALIASES = {
    "assets": "image",
    "clock": "wait",
    "comment": "speech",
    "connections": "link",
    "delete": "erase",
    "edit": "pencil",
    "knowledge": "book",
    "metrics": "metric",
    "my-day": "day",
    "objectives": "target",
    "outreach": "send",
    "print": "document",
    "review": "speech",
    "reviews": "speech",
    "work": "board",
}


@cache
def icon(name: str, *, turning: bool = False, css: str = "") -> SafeString:
    """The drawing of `name`; hidden from assistive technology, since a word always stands beside it."""
    drawing = ICONS.get(ALIASES.get(name, name))
    if drawing is None:
        raise LookupError(f"No icon is called {name!r}; regie/ui/icons.py holds them all.")
    turn = " data-turning" if turning else ""
    classes = f"icon {css}".strip()
    return mark_safe(f'<svg class="{classes}" viewBox="0 0 16 16" aria-hidden="true"{turn}>{drawing}</svg>')  # noqa: S308


@cache
def drawing(name: str, colour: str, cut: str) -> str:
    """A state's icon as a file of its own, for places that no style sheet reaches."""
    inside = ICONS[ALIASES.get(name, name)]
    inside = inside.replace('class="icon__solid"', f'fill="{colour}"').replace('class="icon__cut"', f'fill="none" stroke="{cut}"')
    strokes = 'stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" {strokes}>{inside}</svg>'
