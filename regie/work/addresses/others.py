from django.urls import path

from regie.work.views import deliveries, offers, requests

urlpatterns = [
    path("offers/", offers.index, name="offers"),
    path("offers/new/", offers.new, name="offer_new"),
    path("offers/<int:pk>/", offers.show, name="offer"),
    path("offers/<int:pk>/edit/", offers.edit, name="offer_edit"),
    path("offers/<int:pk>/opening/", offers.opening, name="offer_opening"),
    path("offers/<int:pk>/closing/", offers.closing, name="offer_closing"),
    path("requests/", requests.index, name="requests"),
    path("requests/<int:pk>/", requests.show, name="request"),
    path("requests/<int:pk>/acceptance/", requests.accept, name="request_acceptance"),
    path("requests/<int:pk>/refusal/", requests.refuse, name="request_refusal"),
    path("requests/<int:pk>/promise/", requests.promise, name="request_promise"),
    path("requests/<int:pk>/handover/", requests.deliver, name="request_handover"),
    path("requests/<int:pk>/receipt/", requests.receive, name="request_receipt"),
    path("requests/<int:pk>/return/", requests.send_back, name="request_return"),
    path("requests/<int:pk>/withdrawal/", requests.withdraw, name="request_withdrawal"),
    path("requests/<int:pk>/rating/", requests.rate, name="request_rating"),
    path("deliveries/", deliveries.index, name="deliveries"),
    path("deliveries/new/", deliveries.new, name="delivery_new"),
    path("deliveries/<int:pk>/", deliveries.show, name="delivery"),
    path("deliveries/<int:pk>/edit/", deliveries.edit, name="delivery_edit"),
    path("deliveries/<int:pk>/promise/", deliveries.promise, name="delivery_promise"),
    path("deliveries/<int:pk>/arrival/", deliveries.arrive, name="delivery_arrival"),
    path("deliveries/<int:pk>/taking_back/", deliveries.take_back, name="delivery_taking_back"),
    path("deliveries/<int:pk>/waits/", deliveries.wait, name="delivery_waits"),
    path("deliveries/<int:pk>/drop/", deliveries.drop, name="delivery_drop"),
]
