"""What belongs to every page: language and theme, palette, shortcuts, errors, the page of components."""
