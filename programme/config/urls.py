"""Every address of the portal, put together from the apps. The public site comes last: it takes what nobody else wants."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from cms import urls as cms_urls
from cms.views.bulk import bulk_action
from cms.views.pages import admin_sign_in
from cms.views.serve import serve_page
from mentoring import urls as mentoring_urls
from programme import urls as programme_urls
from programme.openid import urls as openid_urls
from programme.views import security

urlpatterns = [
    path("admin/login/", admin_sign_in),
    path("admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("_util/login/", admin_sign_in),
    path("accounts/2fa/", RedirectView.as_view(pattern_name="my_security")),  # one page for all ways to sign in
    path("accounts/sessions/", security.sessions),
    path("accounts/", include("programme.views.codes")),
    path("accounts/", include("programme.views.own_code")),
    path("accounts/", include(openid_urls.in_place_of_the_librarys)),
    path("accounts/", include("allauth.urls")),
    path("admin/bulk/<str:app_label>/<str:model_name>/<str:action>/", bulk_action),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include(programme_urls)),
    path("", include("applications.urls")),
    path("", include(mentoring_urls)),
    path("", include(cms_urls)),
    *i18n_patterns(
        *programme_urls.in_both_languages,
        *mentoring_urls.in_both_languages,
        *cms_urls.in_both_languages,
        re_path(serve_pattern, serve_page),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

handler403 = "programme.views.errors.forbidden"
handler404 = "programme.views.errors.not_found"
handler429 = "programme.views.errors.too_many"  # asked for by the accounts
handler500 = "programme.views.errors.server_error"
