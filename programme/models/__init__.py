"""The foundation's records, one module per noun."""

from programme.models.agencies import HostAgency, Membership, Opening
from programme.models.audit import AuditEntry
from programme.models.base import Coded, Domain, Named, Stateful, in_language, new_code
from programme.models.calendars import CalendarAddress, CalendarEntry
from programme.models.calls import Call, CallAmendment, DeadlineExtension, HometownMode
from programme.models.cohorts import Cohort, Milestone
from programme.models.consents import Consent
from programme.models.data_rights import DataCopy, Erasure
from programme.models.files import PrivateFile
from programme.models.invitations import Invitation
from programme.models.jobs import FailedWork, JobLease
from programme.models.letters import Letter, LetterChoice, LetterEvent
from programme.models.people import Profile, Role, RoleGrant, User
from programme.models.places import City, CityStatus, Province, Region
from programme.models.services import DigitalService

__all__ = [
    "AuditEntry", "CalendarAddress", "CalendarEntry", "Call", "CallAmendment", "City", "CityStatus", "Coded", "Cohort", "Consent", "DataCopy", "DeadlineExtension",
    "DigitalService", "Domain", "Erasure", "FailedWork", "HometownMode", "HostAgency", "Invitation", "JobLease", "Letter",
    "LetterChoice", "LetterEvent", "Membership", "Milestone", "Named",
    "Opening", "PrivateFile", "Profile", "Province", "Region", "Role", "RoleGrant", "Stateful", "User", "in_language",
    "new_code",
]  # fmt: skip
