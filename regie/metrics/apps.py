from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MetricsConfig(AppConfig):
    name = "regie.metrics"
    label = "metrics"
    verbose_name = _("Metrics")

    def ready(self) -> None:
        from importlib.util import find_spec

        from regie.metrics import registrations  # noqa: F401

        if find_spec("regie.metrics.pages_registrations"):
            from regie.metrics import pages_registrations  # noqa: F401
