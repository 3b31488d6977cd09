"""Addresses of budget."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
