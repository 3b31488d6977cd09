from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CharterConfig(AppConfig):
    name = "regie.charter"
    label = "charter"
    verbose_name = _("Charter")

    def ready(self) -> None:
        from regie.charter import commands, registrations  # noqa: F401
