"""The look: shell, components, islands, charts, forms and tables.

It knows no room: rooms put themselves on the rail, in the New menu and in the palette through the registries here.
"""
