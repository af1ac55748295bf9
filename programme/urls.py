"""The foundation's addresses."""

from django.urls import include, path

from programme.views import agencies, cohorts, desk, errors, files, health, home, letters, people, profile, webhooks

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("hooks/sendgrid/", webhooks.sendgrid_events, name="sendgrid_events"),
    path("files/<slug:code>/", files.private_file, name="private_file"),
    path("my/", home.my_home, name="my_home"),
    path("my/profile/", profile.edit_profile, name="my_profile"),
    path("my/letters/", letters.my_letters, name="my_letters"),
    path("my/letters/<slug:code>/", letters.my_letter, name="my_letter"),
    path("my/data/", profile.my_data, name="my_data"),
    path("my/data/download/", profile.download_data, name="my_data_download"),
    path("my/consents/", profile.change_consent, name="my_consents"),
    path("desk/", desk.worklist, name="desk_home"),
    path("desk/cohorts/", cohorts.cohort_list, name="desk_cohorts"),
    path("desk/cohorts/new/", cohorts.new_cohort, name="desk_cohort_new"),
    path("desk/cohorts/<slug:code>/", cohorts.cohort_detail, name="desk_cohort"),
    path("desk/cohorts/<slug:code>/call/", cohorts.new_call, name="desk_call_new"),
    path("desk/cohorts/<slug:code>/milestone/", cohorts.save_milestone, name="desk_milestone"),
    path("desk/cohorts/<slug:code>/milestone/<int:pk>/", cohorts.save_milestone, name="desk_milestone_edit"),
    path("desk/cohorts/<slug:code>/milestone/<int:pk>/remove/", cohorts.remove_milestone, name="desk_milestone_remove"),
    path("desk/agencies/", agencies.agency_list, name="desk_agencies"),
    path("desk/agencies/new/", agencies.new_agency, name="desk_agency_new"),
    path("desk/agencies/<slug:code>/", agencies.agency_detail, name="desk_agency"),
    path("desk/agencies/<slug:code>/decide/", agencies.decide_agency, name="desk_agency_decide"),
    path("desk/openings/", agencies.opening_list, name="desk_openings"),
    path("desk/openings/new/", agencies.new_opening, name="desk_opening_new"),
    path("desk/openings/<slug:code>/", agencies.opening_detail, name="desk_opening"),
    path("desk/openings/<slug:code>/decide/", agencies.decide_opening, name="desk_opening_decide"),
    path("desk/people/", people.people_list, name="desk_people"),
    path("desk/people/<slug:code>/", people.person_detail, name="desk_person"),
    path("desk/letters/", letters.letter_list, name="desk_letters"),
    path("desk/letters/<slug:code>/", letters.letter_detail, name="desk_letter"),
    path("desk/letters/<slug:code>/requeue/", letters.requeue, name="desk_letter_requeue"),
    path("desk/history/", desk.history, name="desk_history"),
]
in_both_languages = [path("credits/", errors.credits, name="credits")]  # the address says the language
