"""Who may do what in the objectives room, beyond seeing and editing rows."""

from django.utils.translation import gettext_lazy as _

from regie.people import rights

rights.declare("objectives.read", rights.is_inside, _("Read objectives, audiences, surveys and workshops"))
rights.declare("objectives.draft", rights.is_member, _("Draft objectives, describe audiences, lead surveys and workshops"))
