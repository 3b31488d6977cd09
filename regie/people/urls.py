from django.urls import path

from regie.people.views import absences, domains, invitations, me, names, open_links, organisation, persons, roles, who_may

app_name = "people"
urlpatterns = [
    path("", persons.index, name="index"),
    path("people.csv", persons.export, name="export"),
    path("new/", persons.create, name="new"),
    path("<int:pk>/", persons.show, name="person"),
    path("<int:pk>/edit/", persons.edit, name="person_edit"),
    path("<int:pk>/standing/", persons.standing, name="standing"),
    path("<int:pk>/departure/", persons.departure, name="departure"),
    path("<int:pk>/return/", persons.comeback, name="return"),
    path("<int:pk>/absences/", absences.create, name="absences"),
    path("absences/<int:pk>/removal/", absences.destroy, name="absence_removal"),
    path("roles/", roles.index, name="roles"),
    path("roles/new/", roles.create, name="role_new"),
    path("roles/<int:pk>/", roles.edit, name="role"),
    path("roles/<int:pk>/removal/", roles.destroy, name="role_removal"),
    path("roles/<int:pk>/holdings/", roles.give, name="holdings"),
    path("holdings/<int:pk>/end/", roles.take_back, name="holding_end"),
    path("domains/", domains.index, name="domains"),
    path("domains/new/", domains.create, name="domain_new"),
    path("domains/<int:pk>/", domains.show, name="domain"),
    path("domains/<int:pk>/edit/", domains.edit, name="domain_edit"),
    path("rights/", who_may.index, name="rights"),
    path("invitations/", invitations.create, name="invitations"),
    path("invitations/<int:pk>/resend/", invitations.resend, name="invitation_resend"),
    path("invitations/<int:pk>/withdrawal/", invitations.withdraw, name="invitation_withdrawal"),
    path("links/", open_links.index, name="links"),
    path("links/<int:pk>/end/", open_links.close, name="link_end"),
    path("links/<str:kind>/<str:key>/", open_links.create, name="link_new"),
    path("organisation/", organisation.edit, name="organisation"),
    path("names/", names.index, name="names"),
    path("me/", me.show, name="me"),
    path("me/sessions/end/", me.end_sessions, name="end_sessions"),
]
