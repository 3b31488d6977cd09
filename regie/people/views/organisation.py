"""The organisation that the instance serves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regie.people.forms.persons import OrganisationForm
from regie.people.models import Organisation
from regie.people.rights import needs
from regie.people.views.editing import edited


@needs("people.edit_organisation")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    here, __ = Organisation.objects.get_or_create(pk=1)
    form = OrganisationForm(request.POST or None, instance=here)
    return edited(request, form, Organisation.objects.get(pk=1), title=_("Organisation"), to="/people/organisation/")
