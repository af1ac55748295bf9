"""The pipeline's addresses."""

from django.urls import path

from applications.views import applicant, calls, host, matching, offers, reviewing, screening

urlpatterns = [
    path("apply/<slug:slug>/", applicant.apply, name="apply"),
    path("apply/<slug:slug>/eligible/", applicant.eligibility, name="apply_eligibility"),
    path("apply/<slug:slug>/<slug:section>/", applicant.section, name="apply_section"),
    path("my/applications/<slug:code>/", applicant.my_application, name="my_application"),
    path("my/applications/<slug:code>/withdraw/", applicant.withdraw, name="my_application_withdraw"),
    path("my/offers/<slug:code>/", offers.my_offer, name="my_offer"),
    path("my/offers/<slug:code>/accept/", offers.accept, name="my_offer_accept"),
    path("my/offers/<slug:code>/decline/", offers.decline, name="my_offer_decline"),
    path("review/", reviewing.reading_list, name="review_home"),
    path("review/<slug:code>/", reviewing.review, name="review"),
    path("review/<slug:code>/conflict/", reviewing.conflict, name="review_conflict"),
    path("host/candidates/", host.openings, name="host_candidates"),
    path("host/candidates/<slug:code>/", host.rank, name="host_rank"),
    path("desk/calls/<slug:code>/", calls.call_detail, name="desk_call"),
    path("desk/calls/<slug:code>/amend/", calls.amend, name="desk_call_amend"),
    path("desk/applications/", screening.application_list, name="desk_applications"),
    path("desk/applications/<slug:code>/", screening.application_detail, name="desk_application"),
    path("desk/applications/<slug:code>/screen/", screening.screen, name="desk_screen"),
    path("desk/applications/<slug:code>/assign/", screening.assign, name="desk_assign"),
    path("desk/applications/<slug:code>/conflict/", screening.conflict, name="desk_conflict"),
    path("desk/match/<slug:code>/", matching.room, name="desk_match"),
    path("desk/match/<slug:code>/run/", matching.new_run, name="desk_match_run"),
    path("desk/match/run/<slug:code>/", matching.run_detail, name="desk_run"),
    path("desk/match/run/<slug:code>/act/", matching.act, name="desk_run_act"),
    path("desk/match/run/<slug:code>/bundle/", matching.bundle, name="desk_run_bundle"),
    path("desk/offers/", offers.offer_list, name="desk_offers"),
    path("desk/offers/<slug:code>/", offers.offer_detail, name="desk_offer"),
]
