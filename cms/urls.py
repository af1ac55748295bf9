"""The addresses of the site that are no page, and the way from the menus to the pages."""

from django.urls import path

from cms import views

urlpatterns = [path(f"to/{name}/", views.named_page, {"name": name}, name=f"site_{name}") for name in views.NAMED]
