"""The kinds of content that advertising rules tell apart."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

CONTENT_TYPES = {
    "email": pgettext_lazy("kind of content", "e-mail"),
    "post": pgettext_lazy("kind of content", "social post"),
    "advertisement": pgettext_lazy("kind of content", "online advertisement"),
    "poster": pgettext_lazy("kind of content", "poster"),
    "print": pgettext_lazy("kind of content", "printed advertisement"),
    "film": pgettext_lazy("kind of content", "film or spot"),
    "audio": pgettext_lazy("kind of content", "radio or podcast"),
    "article": pgettext_lazy("kind of content", "article"),
    "page": pgettext_lazy("kind of content", "landing page"),
    "press": pgettext_lazy("kind of content", "press release"),
    "event": pgettext_lazy("kind of content", "event"),
    "contest": pgettext_lazy("kind of content", "contest or prize draw"),
    "testimonial": pgettext_lazy("kind of content", "testimonial or influencer"),
    "comparison": pgettext_lazy("kind of content", "comparison with competitors"),
    "sales": pgettext_lazy("kind of content", "sales material"),
}
CHOICES = list(CONTENT_TYPES.items())
