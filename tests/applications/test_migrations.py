"""Calls of before keep their form: what stood in code and in lists of the call stands in rows."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("applications", "0013_kinds_of_their_own"), ("programme", "0008_failed_work_words")]
AFTER = [("applications", "0015_rows_of_forms"), ("programme", "0009_forms_are_rows")]
PAPERS = [{"key": "transcript", "label_th": "ใบแสดงผลการเรียน", "is_required": True}]
RULES = [{"rule": "age", "min": 18, "max": 30}, {"rule": "full_time"}, {"rule": "diver"}]


def migrated(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.mark.django_db(transaction=True)
def test_sections_papers_rules_and_points_become_rows_and_forms_get_their_state(town):
    apps = migrated(BEFORE)
    try:
        Call, Form = apps.get_model("programme", "Call"), apps.get_model("applications", "FormVersion")
        call = Call.objects.get(pk=town.call.pk)
        call.eligibility, call.documents = RULES, PAPERS
        call.save()
        Form.objects.filter(call=call).update(frozen_at=town.now)
        Form.objects.create(call=call, number=2, code="f2", frozen_at=town.now)
        apps = migrated(AFTER)
        Form = apps.get_model("applications", "FormVersion")
        first, second = Form.objects.filter(call_id=call.pk).order_by("number")
        assert (first.state, second.state) == ("replaced", "published")
        for form in (first, second):
            kinds = dict(form.sections.values_list("key", "kind"))
            assert kinds["openings"] == "openings" and kinds["person"] == "questions" and len(kinds) == 5
            assert list(form.document_kinds.values_list("key", "is_required")) == [("transcript", True)]
            rules = dict(form.rules.values_list("key", "tree"))
            assert rules["age"]["age"] == {"least": 18, "most": 30, "on": "cohort_start"}
            assert set(rules) == {"age", "full_time"}, "what nobody knew was never more than a note for officers"
        assert apps.get_model("applications", "ScreeningPoint").objects.filter(call_id=call.pk).count() == 5
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
