"""Workflows ready to use, in English and French: who does what, in how long, what is checked, who decides, what is measured.

`PLAYBOOKS[key].draw(language)` is a BPMN file like any other: a team starts from it and makes it its own.
"""

from .ad_creative import AD_CREATIVE
from .agency_brief import AGENCY_BRIEF
from .blog_article import BLOG_ARTICLE
from .email import EMAIL
from .event import EVENT
from .inbound_lead import INBOUND_LEAD
from .landing_page import LANDING_PAGE
from .parts import Playbook
from .product_launch import PRODUCT_LAUNCH
from .social_campaign import SOCIAL_CAMPAIGN

PLAYBOOKS: dict[str, Playbook] = {
    each.key: each
    for each in (
        EMAIL,
        SOCIAL_CAMPAIGN,
        BLOG_ARTICLE,
        INBOUND_LEAD,
        LANDING_PAGE,
        AD_CREATIVE,
        EVENT,
        PRODUCT_LAUNCH,
        AGENCY_BRIEF,
    )
}
