"""Under `/accounts/`. The names are the library's where it looks for them."""

from django.urls import path
from django.views.generic import RedirectView

from programme.openid import views

urlpatterns = [  # the library includes these itself
    path("oidc/<slug:provider_id>/login/", views.enter, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", views.back, name="openid_connect_callback"),
]
in_place_of_the_librarys = [
    path("3rdparty/", RedirectView.as_view(pattern_name="my_security"), name="socialaccount_connections"),
    path("3rdparty/signup/", views.address, name="socialaccount_signup"),
    path("3rdparty/confirm/", views.confirm, name="openid_confirm"),
    path("3rdparty/<int:pk>/leave/", views.leave, name="openid_leave"),
]
