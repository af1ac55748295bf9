"""Whatever comes in whatever order, saves, hand-ins, changes, withdrawals, corrections, new forms: the records agree."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from applications.domain import answers, applications, changes, screening, submission
from applications.domain.forms import begin_version, publish_version
from applications.models import Application, Correction
from applications.queries.answers import given_in
from programme.kernel.errors import Refusal
from programme.models import Letter

pytestmark = pytest.mark.django_db


class Applying(RuleBasedStateMachine):
    """One applicant and one officer; the model beside the rows knows what was handed in and what is typed."""

    town = None  # set by the test: the world stands in its database

    @initialize()
    def begin(self):
        self.place = transaction.atomic()
        self.place.__enter__()
        self.at, self.handed_in, self.withdrawn = self.town.now, [], 0
        self.application = self.town.fill()
        self.typed = "น้ำท่วม โทร 081 234 5678"

    def teardown(self):
        if hasattr(self, "place"):
            transaction.set_rollback(True)
            self.place.__exit__(None, None, None)

    def act(self, do, **words):
        """One act at the next minute. True where it was done, false where it was refused and nothing happened."""
        self.at += timedelta(minutes=1)
        self.application = Application.objects.get(pk=self.application.pk)
        try:
            do(at=self.at, **words)
        except Refusal:
            return False
        finally:
            self.application = Application.objects.get(pk=self.application.pk)
        return True

    @property
    def mine(self):
        return {"application": self.application, "by": self.town.applicant}

    @property
    def desk(self):
        return {"application": self.application, "by": self.town.officer}

    @rule(text=st.sampled_from(["หนึ่ง", "two", "สาม 3"]), is_stale=st.booleans())
    def save(self, text, is_stale):
        row = self.application.answers.get(section="motivation")
        data, version = row.data | {"problem": text}, row.version - is_stale
        is_done = self.act(answers.save_section, section="motivation", data=data, base_version=version, **self.mine)
        assert not (is_done and is_stale), "an older page is told and never obeyed"
        row.refresh_from_db()
        assert row.version == version + is_stale + is_done
        self.typed = text if is_done else self.typed

    @rule()
    def submit(self):
        if self.act(submission.submit_application, **self.mine):
            self.handed_in.append(self.typed)

    @rule()
    def change(self):
        self.act(changes.begin_change, **self.mine)

    @rule()
    def keep(self):
        was_changing = self.application.is_changing
        self.act(changes.give_up_change, **self.mine)
        self._put_back(was_changing)

    @rule()
    def look_at_it(self):
        was_changing, key = self.application.is_changing, self.town.call.screening_points.first().key
        self.act(screening.note_check, key=key, outcome="pass", note="", **self.desk)
        self._put_back(was_changing and not self.application.is_changing)

    @rule(part=st.sampled_from(["motivation", "documents"]))
    def ask_a_correction(self, part):
        was_changing = self.application.is_changing
        self.act(screening.ask_correction, message="แก้", parts=[part], **self.desk)
        self._put_back(was_changing and not self.application.is_changing)

    @rule()
    def withdraw_and_begin_again(self):
        if self.act(applications.withdraw_application, **self.mine):
            self.withdrawn += 1
            assert self.application.receipt_number or not self.handed_in
            self.application, self.handed_in = self.town.fill(), []
            self.typed = self.application.answers.get(section="motivation").data["problem"]

    @rule()
    def correct_the_form(self):
        words = {"by": self.town.officer, "at": self.at}
        publish_version(form=begin_version(call=self.town.call, **words), note="คำชัดขึ้น", **words)

    def _put_back(self, is_put_back: bool):
        self.typed = self.handed_in[-1] if is_put_back else self.typed

    @invariant()
    def what_was_handed_in_is_all_there(self):
        revisions = list(self.application.revisions.order_by("number"))
        assert [row.number for row in revisions] == list(range(1, len(self.handed_in) + 1))
        assert [given_in(row)["problem"] for row in revisions] == self.handed_in
        letters = Letter.objects.filter(kind="application_received", about_code=self.application.code)
        assert letters.count() == len(revisions), "each hand-in has its letter"

    @invariant()
    def what_is_typed_is_all_there(self):
        assert self.application.answers.get(section="motivation").data["problem"] == self.typed

    @invariant()
    def the_states_agree_with_it(self):
        row = self.application
        assert (row.state == "draft") == (not self.handed_in) == (row.receipt_number is None)
        assert not row.changing_since or row.state == "submitted"
        waiting = Correction.objects.filter(application=row, answered_at=None).count()
        assert waiting == (row.state == "correction")
        assert Application.objects.exclude(state="withdrawn").count() == 1
        if row.state == "draft" or row.is_changing:
            return
        last = row.revisions.order_by("-number").first()
        assert row.form_id == last.form_id, "who is not writing stands on the questions that were answered"


def test_any_order_keeps_revisions_versions_and_states_in_step(town):
    machine = type("Applying", (Applying,), {"town": town})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
