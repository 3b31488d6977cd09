from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "regie.journal"
    label = "journal"
    verbose_name = _("Journal")

    def ready(self) -> None:
        from regie.journal import registrations  # noqa: F401
