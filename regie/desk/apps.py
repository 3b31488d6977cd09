from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "regie.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from regie.desk import kinds, registrations  # noqa: F401
