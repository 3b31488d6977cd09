from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "regie.reviews"
    label = "reviews"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        from regie.reviews import registrations  # noqa: F401
