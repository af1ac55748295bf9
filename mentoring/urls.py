"""The field's addresses."""

from django.urls import path

from mentoring.views import ambassador, evaluator, host, officer, outcomes, reports

urlpatterns = [
    path("field/", ambassador.today, name="field_home"),
    path("field/log/", ambassador.new_log, name="field_log"),
    path("field/weeks/", ambassador.weeks, name="field_week"),
    path("field/missions/", ambassador.mission_list, name="field_missions"),
    path("field/missions/new/", ambassador.new_mission, name="field_mission_new"),
    path("field/missions/<slug:code>/", ambassador.mission_detail, name="field_mission"),
    path("field/missions/<slug:code>/edit/", ambassador.new_mission, name="field_mission_edit"),
    path("field/outcomes/", outcomes.outcome_list, name="field_outcomes"),
    path("field/outcomes/new/", outcomes.new_outcome, name="field_outcome_new"),
    path("field/outcomes/<slug:code>/edit/", outcomes.new_outcome, name="field_outcome_edit"),
    path("field/problems/new/", outcomes.new_problem, name="field_problem_new"),
    path("field/claims/<slug:code>/", outcomes.claim_detail, name="field_claim"),
    path("field/claims/<slug:code>/discard/", outcomes.discard_log, name="field_discard"),
    path("host/", host.home, name="host_home"),
    path("host/weeks/<int:pk>/", host.week, name="host_week"),
    path("host/missions/<slug:code>/", host.answer_mission, name="host_mission"),
    path("host/claims/<slug:code>/", host.claim, name="host_claim"),
    path("desk/verify/", officer.claim_list, name="desk_verify"),
    path("desk/verify/<slug:code>/", officer.claim_detail, name="desk_claim"),
    path("desk/placements/", officer.placement_list, name="desk_placements"),
    path("desk/placements/<slug:code>/", officer.placement_detail, name="desk_placement"),
    path("desk/figures/", evaluator.figure_list, name="desk_figures"),
    path("desk/figures/<slug:key>/", evaluator.figure_detail, name="desk_figure"),
    path("desk/reports/", reports.report_list, name="desk_reports"),
    path("desk/reports/new/", reports.new_report, name="desk_report_new"),
    path("desk/reports/<slug:code>/", reports.report_detail, name="desk_report"),
]
in_both_languages = [path("figures/<slug:key>/", evaluator.public_figure, name="public_figure")]
