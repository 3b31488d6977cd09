from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanConfig(AppConfig):
    name = "regie.plan"
    label = "plan"
    verbose_name = _("Plan")

    def ready(self) -> None:
        from regie.plan import registrations  # noqa: F401
