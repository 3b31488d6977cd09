"""Campaigns ready to be made one's own, in English and French: activities by channel with their days, contents with targets, risks.

`PLAYBOOKS[key]` is data; `plan.unfolding.from_playbook` makes a campaign of it. `countdown` gives the tasks of an event.
"""

from .contents import CONTENT_SERIES, LEAD_NURTURING, NEWSLETTER
from .gatherings import EVENT
from .launches import PRODUCT_LAUNCH, SOCIAL_ADVERTISING
from .parts import Playbook

PLAYBOOKS: dict[str, Playbook] = {
    each.key: each for each in (PRODUCT_LAUNCH, SOCIAL_ADVERTISING, CONTENT_SERIES, EVENT, NEWSLETTER, LEAD_NURTURING)
}
