"""The pages of the site and its few records, one module per noun."""

from cms.models.calls import CallIndexPage, CallPage
from cms.models.contact import ContactMessage
from cms.models.pages import HomePage, ImpactPage, NewsPage, StandardPage
from cms.models.pictures import Picture, PictureRendition
from cms.models.registers import AmbassadorIndexPage, CityIndexPage, NewsIndexPage, ProblemIndexPage, ServiceIndexPage
from cms.models.reminders import CallReminder
from cms.models.search import SearchRow
from cms.models.settings import SiteWords
from cms.models.stories import StoryFact, StoryPage
from cms.models.story_index import StoryIndexPage
from cms.models.tools import CertificatePage, ContactPage, DataPage, SearchPage

__all__ = [
    "AmbassadorIndexPage", "CallIndexPage", "CallPage", "CallReminder", "CertificatePage", "CityIndexPage", "ContactMessage", "ContactPage", "DataPage",
    "HomePage", "ImpactPage", "NewsIndexPage", "NewsPage", "Picture", "PictureRendition", "ProblemIndexPage", "SearchPage", "SearchRow", "ServiceIndexPage", "SiteWords", "StandardPage",
    "StoryFact", "StoryIndexPage", "StoryPage",
]  # fmt: skip
