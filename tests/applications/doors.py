"""Every address that leads to something of one application, and what of it may never be told to whom."""

from dataclasses import dataclass

from django.urls import reverse

from applications.domain import agreements, match_rules, offers
from applications.models import Application, MatchRule, MatchRun, Offer, ReviewAssignment
from programme.domain import members, people
from programme.models import Letter, PrivateFile, Role

RECORDS_OF_ONE = {  # a record of the application itself: it is not there
    "desk_application": "application",
    "desk_screen": "application",
    "desk_screening_one": "application",
    "desk_assign": "application",
    "desk_conflict": "application",
    "desk_offer": "offer",
    "desk_letter": "letter",
    "desk_letter_requeue": "letter",
    "desk_reading": "assignment",
    "review": "assignment",
    "review_conflict": "assignment",
}
LISTS = (
    "desk_home",
    "desk_applications",
    "desk_screening",
    "desk_offers",
    "desk_letters",
    "desk_history",
    "desk_readings",
    "review_home",
)
OF_CALL = ("desk_call", "desk_match", "desk_match_compare")
EXPORTS = ("desk_applications", "desk_offers", "desk_readings", "desk_letters", "desk_history")


@dataclass
class Case:
    """One person who accepted an offer, with everything that was written about them on the way."""

    town: object
    application: Application
    offer: Offer
    run: MatchRun
    rule: MatchRule
    assignment: ReviewAssignment
    letter: Letter
    document: PrivateFile
    agreement: PrivateFile

    def secrets(self) -> list[str]:
        """Whatever tells of this application: codes, receipt, name, address."""
        person = self.application.applicant
        return [
            self.application.code, self.application.receipt_number, self.offer.code, self.document.code,
            self.agreement.code, person.profile.family_name_th, person.email,
        ]  # fmt: skip

    def records(self) -> dict[str, str]:
        """name → address of each record that is this application's alone."""
        found = {name: reverse(name, args=[getattr(self, noun).code]) for name, noun in RECORDS_OF_ONE.items()}
        found["document"] = reverse("private_file", args=[self.document.code])
        found["agreement"] = reverse("private_file", args=[self.agreement.code])
        return found

    def pages(self) -> list[str]:
        """Addresses of lists and rooms in which this application is one of many."""
        call, run, town = self.town.call.code, self.run.code, self.town
        found = [reverse(name) for name in LISTS] + [reverse(name, args=[call]) for name in OF_CALL]
        found += [f"{reverse(name)}?export={kind}" for name in EXPORTS for kind in ("csv", "xlsx")]
        found += [f"{reverse('desk_history')}?q={code}" for code in (self.application.code, self.offer.code)]
        found += [f"{reverse('desk_applications')}?q={self.application.receipt_number}"]
        found += [
            reverse("desk_run", args=[run]) + tail for tail in ("", f"?person={self.application.code}", "?page=1")
        ]
        found += [reverse(name, args=[town.opening.code]) for name in ("host_rank", "host_placed", "desk_opening")]
        return [*found, reverse("host_candidates"), reverse("desk_person", args=[self.application.applicant.code])]


def case_of(town) -> Case:
    """Two people through the whole road, and a third on the reserve list; the one at the first opening accepted."""
    second, third = (
        town.person(f"{name}@t.example", given_name_th=name, family_name_th=f"นามสกุล{name}")
        for name in ("second", "third")
    )
    found = town.ranked(town.applicant, second, third)
    town.selecting()
    for application in found:
        rule = match_rules.propose_rule(
            kind="forbidden", application=application, opening=town.opening2, reason="เดินทางไม่ได้", by=town.officer,
            at=town.now,
        )  # fmt: skip
        match_rules.remove_rule(rule=rule, reason="เดินทางได้", by=town.officer, at=town.now)
    town.computed()
    run = town.release(town.computed())
    offer = Offer.objects.get(opening=town.opening)
    applicant = offer.application.applicant
    offers.accept_offer(offer=offer, typed_name="ชื่อเต็ม", by=applicant, at=town.now)
    agreements.make_due_agreements(at=town.now)
    rule = match_rules.propose_rule(
        kind="forbidden",
        application=offer.application,
        opening=town.opening2,
        reason="ลองดู",
        by=town.officer,
        at=town.now,
    )
    offer.refresh_from_db()
    return Case(
        town=town,
        application=Application.objects.get(pk=offer.application_id),
        offer=offer,
        run=run,
        rule=rule,
        assignment=ReviewAssignment.objects.filter(application=offer.application).order_by("pk").first(),
        letter=Letter.objects.get(kind="offer_sent", about_code=offer.code),
        document=offer.application.documents.get().file,
        agreement=offer.agreement_file,
    )


def many_hats(town, name: str = "manyhats"):
    """Somebody who is officer, reviewer and member of the first agency at once."""
    person = town.person(f"{name}@t.example", given_name_th="หลายหมวก")
    for role in (Role.OFFICER, Role.REVIEWER):
        people.grant_role(user=person, role=role, by=None, at=town.now)
    for capacity in ("approver", "reviewer", "supervisor"):
        members.add_member(agency=town.agency, user=person, capacity=capacity, by=town.officer, at=town.now)
    return person
