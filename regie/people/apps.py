from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "regie.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from regie.people import registrations  # noqa: F401
