"""The inspiration library: searched, marked, added to."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from regie.lib.refused import Refused
from regie.objectives import library
from regie.objectives.forms import language
from regie.objectives.models import Inspiration, Mark
from regie.objectives.reading import inspirations
from regie.people.rights import needs
from regie.ui.acting import acts, back, done
from regie.ui.forms import Form


class InspirationForm(Form):
    theme = forms.ChoiceField(label=gettext_lazy("Theme"))
    text = forms.CharField(label=gettext_lazy("Objective"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    note = forms.CharField(label=gettext_lazy("Where it comes from, or when it suits"), max_length=300, required=False)

    def __init__(self, *args, **named) -> None:
        super().__init__(*args, **named)
        self.fields["theme"].choices = [(key, library.theme_name(key)) for key in library.THEMES]


@needs("objectives.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    asked = inspirations.Asked.of(request.GET)
    page = inspirations.page(request.user, asked, language())
    may_draft = request.user.has_perm("objectives.draft")
    form = InspirationForm(initial={"theme": asked.theme}) if may_draft else None
    return render(
        request, "objectives/inspirations/index.html", {"asked": asked, "page": page, "form": form, "may_draft": may_draft}
    )


@acts
@needs("objectives.draft")
def add(request: HttpRequest) -> HttpResponse:
    form = InspirationForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Write the objective and choose its theme."))
    Inspiration.add(by=request.user, **form.cleaned_data)
    return done(request, back(request, "/objectives/inspiration/"), _("It is in the library."))


@acts
@needs("objectives.read")
def mark(request: HttpRequest) -> HttpResponse:
    key = request.POST.get("key", "")
    if not inspirations.exists(key):
        raise Refused(_("This line is no longer in the library."))
    Mark.turn(request.user, key)
    return done(request, back(request, "/objectives/inspiration/"))


@acts
@needs("objectives.draft")
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Inspiration.objects.editable_by(request.user), pk=pk).erase(by=request.user)
    return done(request, back(request, "/objectives/inspiration/"), _("It is out of the library."))
