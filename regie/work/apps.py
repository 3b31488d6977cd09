from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkConfig(AppConfig):
    name = "regie.work"
    label = "work"
    verbose_name = _("Work")

    def ready(self) -> None:
        from regie.work import neighbours, registrations  # noqa: F401

        neighbours.register()
