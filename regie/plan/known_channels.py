"""The channels that are there from the start: how they are called in the reader's language, and what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import override, pgettext_lazy

LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Known:
    """`what`: push or pull, place, breadth, ownership, cost, in the codes of `Channel`; `called`: its usual names in figures."""

    key: str
    name: object
    icon: str
    what: tuple[str, str, str, str, str]
    lead_days: int
    called: tuple[str, ...] = ()

    @property
    def fields(self) -> dict[str, Any]:
        push, place, breadth, ownership, cost = self.what
        return {
            "push": push,
            "place": place,
            "breadth": breadth,
            "ownership": ownership,
            "cost": cost,
            "icon": self.icon,
            "lead_days": self.lead_days,
            "called": list(self.called),
        }

    @property
    def names(self) -> list[str]:
        """In each language: figures may carry either."""
        found = []
        for language in LANGUAGES:
            with override(language):
                found.append(str(self.name))
        return found


_PAID = ("push", "online", "many", "paid")
_OWN = ("pull", "online", "many", "owned")
_FOLLOWED = ("push", "online", "many", "owned", "free")
_AIRED = ("push", "offline", "many", "paid")

KNOWN: tuple[Known, ...] = (
    # paid
    Known(
        "search-ads", pgettext_lazy("channel", "Search advertising"), "search", ("pull", "online", "many", "paid", "cpc"), 3,
        ("Google Ads", "Microsoft Advertising", "SEA"),
    ),
    Known("display", pgettext_lazy("channel", "Display advertising"), "image", (*_PAID, "cpm"), 10, ("Display",)),
    Known(
        "meta-ads", pgettext_lazy("channel", "Advertising on Facebook and Instagram"), "megaphone", (*_PAID, "cpm"), 5,
        ("Meta", "Meta Ads", "Facebook Ads", "Instagram Ads"),
    ),
    Known("linkedin-ads", pgettext_lazy("channel", "Advertising on LinkedIn"), "megaphone", (*_PAID, "cpc"), 5, ("LinkedIn Ads",)),
    Known("tiktok-ads", pgettext_lazy("channel", "Advertising on TikTok"), "megaphone", (*_PAID, "cpm"), 5, ("TikTok Ads",)),
    Known("youtube-ads", pgettext_lazy("channel", "Advertising on YouTube"), "film", (*_PAID, "cpm"), 15, ("YouTube Ads",)),
    Known(
        "pinterest-ads", pgettext_lazy("channel", "Advertising on Pinterest"), "megaphone", (*_PAID, "cpc"), 5, ("Pinterest Ads",)
    ),
    Known("affiliation", pgettext_lazy("channel", "Affiliation"), "link", ("pull", "online", "many", "paid", "share"), 15),
    Known("comparison", pgettext_lazy("channel", "Price comparison sites"), "level", ("pull", "online", "many", "paid", "cpc"), 10),
    Known("creators", pgettext_lazy("channel", "Creators and influencers"), "person", (*_PAID, "fixed"), 30),
    Known("podcast-ads", pgettext_lazy("channel", "Advertising in podcasts"), "microphone", (*_PAID, "insertion"), 20),
    Known("print", pgettext_lazy("channel", "Printed press, advertising"), "news", (*_AIRED, "insertion"), 30),
    Known("radio", pgettext_lazy("channel", "Radio"), "radio", (*_AIRED, "insertion"), 20),
    Known("television", pgettext_lazy("channel", "Television"), "television", (*_AIRED, "insertion"), 60),
    Known("cinema", pgettext_lazy("channel", "Cinema"), "film", (*_AIRED, "insertion"), 40),
    Known("outdoor", pgettext_lazy("channel", "Posters and outdoor"), "poster", (*_AIRED, "fixed"), 30),
    Known("fairs", pgettext_lazy("channel", "Fairs"), "flag", ("pull", "offline", "one", "paid", "fixed"), 90),
    Known("sponsoring", pgettext_lazy("channel", "Sponsoring"), "handshake", (*_AIRED, "fixed"), 60),
    # owned
    Known("website", pgettext_lazy("channel", "Website and landing pages"), "page", (*_OWN, "free"), 10),
    Known("content", pgettext_lazy("channel", "Blog and content"), "document", (*_OWN, "free"), 10, ("Blog",)),
    Known("email", pgettext_lazy("channel", "E-mail and newsletter"), "mail", ("push", "online", "one", "owned", "subscription"), 5),
    Known("sms", pgettext_lazy("channel", "SMS"), "phone", ("push", "online", "one", "owned", "insertion"), 3),
    Known("app", pgettext_lazy("channel", "Messages of our app"), "bell", ("push", "online", "one", "owned", "subscription"), 3),
    Known("facebook", pgettext_lazy("channel", "Facebook, our page"), "share", _FOLLOWED, 3),
    Known("instagram", pgettext_lazy("channel", "Instagram, our account"), "share", _FOLLOWED, 3),
    Known("linkedin", pgettext_lazy("channel", "LinkedIn, our page"), "share", _FOLLOWED, 3),
    Known("tiktok", pgettext_lazy("channel", "TikTok, our account"), "share", _FOLLOWED, 5),
    Known("youtube", pgettext_lazy("channel", "YouTube, our channel"), "film", _FOLLOWED, 15),
    Known("pinterest", pgettext_lazy("channel", "Pinterest, our account"), "share", _FOLLOWED, 3),
    Known("podcast", pgettext_lazy("channel", "Our podcast"), "microphone", (*_OWN, "fixed"), 20),
    Known("webinar", pgettext_lazy("channel", "Webinars"), "film", ("pull", "online", "many", "owned", "subscription"), 20),
    Known("events", pgettext_lazy("channel", "Our events"), "calendar", ("pull", "offline", "one", "owned", "fixed"), 45),
    Known("mail", pgettext_lazy("channel", "Letters and direct mail"), "send", ("push", "offline", "one", "owned", "insertion"), 20),
    Known("sales", pgettext_lazy("channel", "Sales material"), "copy", ("push", "offline", "one", "owned", "fixed"), 15),
    Known("shop", pgettext_lazy("channel", "Point of sale"), "house", ("pull", "offline", "one", "owned", "fixed"), 20),
    Known("telephone", pgettext_lazy("channel", "Telephone"), "phone", ("push", "offline", "one", "owned", "free"), 3),
    # earned
    Known("search", pgettext_lazy("channel", "Search engines, unpaid"), "search", ("pull", "online", "many", "earned", "free"), 30, ("SEO",)),
    Known("press", pgettext_lazy("channel", "Public relations"), "news", ("push", "offline", "many", "earned", "free"), 20),
    Known("partners", pgettext_lazy("channel", "Partners"), "handshake", ("push", "offline", "one", "earned", "share"), 30),
    Known("referral", pgettext_lazy("channel", "Recommendation by customers"), "speech", ("push", "offline", "one", "earned", "free"), 10),
    Known("reviews", pgettext_lazy("channel", "Reviews by customers"), "star", ("pull", "online", "many", "earned", "free"), 5),
)  # fmt: skip
NAMES = {each.key: each.name for each in KNOWN}
BRIEF = {"push": pgettext_lazy("channel", "push"), "pull": pgettext_lazy("channel", "pull")}
BY_KEY = {each.key: each for each in KNOWN}


def make(model: Any) -> None:
    """Those that are not there yet. `model` is `Channel`, or as a change of the tables sees it."""
    there = set(model.objects.exclude(key=None).values_list("key", flat=True))
    model.objects.bulk_create([model(key=each.key, **each.fields) for each in KNOWN if each.key not in there])
