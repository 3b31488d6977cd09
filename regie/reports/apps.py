from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "regie.reports"
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from regie.reports import registrations  # noqa: F401
