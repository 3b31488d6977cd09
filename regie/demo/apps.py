from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "regie.demo"
    label = "demo"
    verbose_name = _("Demo")

    def ready(self) -> None:
        from regie.demo import commands  # noqa: F401
