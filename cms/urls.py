"""The addresses of the site that are no page, and the way from the menus to the pages."""

from django.urls import path, re_path

from cms.views import calendar, contact, feeds, og, opendata, pages, reminders, sitemap, translations

urlpatterns = [
    path("data/openapi.json", opendata.openapi, name="open_data_api"),
    path("data/<slug:key>.csv", opendata.as_csv, name="open_data_csv"),
    path("data/<slug:key>.json", opendata.as_json, name="open_data_json"),
    re_path(r"^feeds/(?P<language>th|en)/(?P<name>stories|calls)\.(?P<kind>rss|atom)$", feeds.feed, name="feed"),
    re_path(r"^feeds/(?P<language>th|en)/calls\.ics$", calendar.calls_calendar, name="calls_calendar"),
    re_path(r"^feeds/(?P<language>th|en)/calls/(?P<slug>[-\w]+)\.ics$", calendar.call_calendar, name="call_calendar"),
    path("og/<slug:name>.png", og.shared_picture, name="shared_picture"),
    path("sitemap.xml", sitemap.both_languages, name="sitemap"),
    path("robots.txt", pages.robots, name="robots"),
    path("desk/translations/", translations.translation_report, name="desk_translations"),
    path("desk/messages/", contact.message_list, name="desk_messages"),
    path("desk/messages/<slug:code>/", contact.message_detail, name="desk_message"),
]
in_both_languages = [
    *(path(f"to/{name}/", pages.named_page, {"name": name}, name=f"site_{name}") for name in pages.NAMED),
    path("to/cities/<slug:slug>/", pages.named_page, {"name": "cities"}, name="site_city"),
    path("to/privacy/", pages.privacy_page, name="site_privacy"),
    path("to/problems/<slug:slug>/", pages.named_page, {"name": "problems"}, name="site_problem"),
    path("to/services/<slug:slug>/", pages.named_page, {"name": "services"}, name="site_service"),
    path("to/calls/<slug:slug>/", pages.call_page, name="site_call"),
    path("remind/yes/<str:token>/", reminders.confirm, name="call_reminder_confirm"),
    path("remind/no/<str:token>/", reminders.stop, name="call_reminder_stop"),
    path("remind/<slug:slug>/", reminders.remind, name="call_reminder"),
]
