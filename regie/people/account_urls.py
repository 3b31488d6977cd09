"""The doors under one address: ours, then allauth's."""

from django.urls import include, path
from django.views.generic import RedirectView

from regie.people.views import door, open_links

urlpatterns = [
    path("link/<str:token>/", door.sign_in_link, name="sign_in_link"),
    path("begin/", door.first_run, name="first_run"),
    path("invitation/<str:token>/", door.invitation, name="invitation"),
    path("open/<str:token>/", open_links.show, name="open_link"),
    path("3rdparty/login/cancelled/", door.company_stopped, name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", door.company_failed, name="socialaccount_login_error"),
    path("2fa/", RedirectView.as_view(pattern_name="people:me"), name="mfa_index"),  # one's account shows all of it
    path("", include("allauth.urls")),
]
