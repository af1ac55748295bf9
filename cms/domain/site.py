"""The skeleton of the site: two languages, the main pages, the editors' group. Building it twice changes nothing."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from cms.domain.editors import ensure_editors
from cms.domain.starter_pages import STARTER_PAGES
from cms.models import (
    AmbassadorIndexPage,
    CallIndexPage,
    CertificatePage,
    CityIndexPage,
    ContactPage,
    DataPage,
    HomePage,
    ImpactPage,
    NewsIndexPage,
    ProblemIndexPage,
    SearchPage,
    ServiceIndexPage,
    StandardPage,
    StoryIndexPage,
)

TITLES = {
    "home": ("นักดิจิทัลพัฒนาเมืองรุ่นใหม่", "The Smart City Ambassadors"),
    "calls": ("รอบรับสมัคร", "Open calls"),
    "stories": ("เรื่องเล่าจากเมือง", "Stories from the cities"),
    "impact": ("ผลลัพธ์", "Impact"),
    "cities": ("เมือง", "Cities"),
    "ambassadors": ("นักพัฒนาเมือง", "Ambassadors"),
    "problems": ("ทะเบียนปัญหาเมือง", "City problems"),
    "services": ("บริการดิจิทัลที่ขึ้นทะเบียน", "Listed digital services"),
    "news": ("ข่าว", "News"),
    "contact": ("ติดต่อเรา", "Contact"),
    "certificate": ("ตรวจใบรับรอง", "Check a certificate"),
    "search": ("ค้นหา", "Search"),
    "data": ("ข้อมูลเปิด", "Open data"),
}
PLAIN = {
    "about": ("เกี่ยวกับโครงการ", "About the programme"),
    "help": ("คำถามที่พบบ่อย", "Questions and answers"),
    "privacy": ("ความเป็นส่วนตัว", "Privacy"),
    "accessibility": ("การเข้าถึงเว็บไซต์", "Accessibility"),
}
MAIN_MENU = ("calls", "stories", "cities", "impact")
CHILDREN = {
    "calls": CallIndexPage,
    "stories": StoryIndexPage,
    "cities": CityIndexPage,
    "impact": ImpactPage,
    "ambassadors": AmbassadorIndexPage,
    "problems": ProblemIndexPage,
    "services": ServiceIndexPage,
    "news": NewsIndexPage,
    "data": DataPage,
    "contact": ContactPage,
    "certificate": CertificatePage,
    "search": SearchPage,
}


def ensure_site() -> dict[str, HomePage]:
    """Both homes with their main pages and the site that points at the Thai one."""
    thai, english = (Locale.objects.get_or_create(language_code=code)[0] for code in ("th", "en"))
    root = Page.objects.filter(depth=1).first() or Page.add_root(instance=Page(title="Root", slug="root", locale=thai))
    if root.locale_id != thai.pk:
        Page.objects.filter(pk=root.pk).update(locale=thai)
    for starter in Page.objects.filter(depth=2, slug="home").exclude(pk__in=HomePage.objects.values("pk")):
        starter.delete()
    root = Page.objects.get(pk=root.pk)
    home = HomePage.objects.filter(locale=thai).first()
    if home is None:
        home = root.add_child(instance=HomePage(title=TITLES["home"][0], slug="home", locale=thai))
    homes = {"th": home, "en": _twin(home, english, TITLES["home"][1], root)}
    for key, model in CHILDREN.items():
        _pair(homes, key, model, TITLES[key])
    for key, titles in PLAIN.items():
        _pair(homes, key, StandardPage, titles)
    _write_starter_pages()
    if not Page.objects.filter(depth=3, show_in_menus=True).exists():  # from here on it is the editors' choice
        Page.objects.filter(depth=3, slug__in=MAIN_MENU).update(show_in_menus=True)
    _point_site(home)
    ensure_editors(root)
    return homes


def _write_starter_pages() -> None:
    """Plain pages that nobody has written yet get the words of the first day."""
    for page in StandardPage.objects.filter(slug__in=STARTER_PAGES, depth=3).select_related("locale"):
        if page.body or page.lead:
            continue
        page.lead, parts = STARTER_PAGES[page.slug][page.locale.language_code]
        page.body = [block for title, text in parts for block in (("heading", title), ("text", f"<p>{text}</p>"))]
        page.save_revision().publish()


def _point_site(home: HomePage) -> None:
    """The site stands at the portal's own address, so that feeds, sitemap and letters say the same."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    values = {
        "hostname": address.hostname or "localhost",
        "port": port,
        "root_page": home,
        "site_name": TITLES["home"][1],
    }
    Site.objects.update_or_create(is_default_site=True, defaults=values)


def _pair(homes: dict[str, HomePage], slug: str, model: type[Page], titles: tuple[str, str]) -> None:
    page = model.objects.child_of(homes["th"]).filter(slug=slug).first()
    if page is None:
        page = Page.objects.get(pk=homes["th"].pk).specific.add_child(
            instance=model(title=titles[0], slug=slug, locale=homes["th"].locale)
        )
    _twin(page, homes["en"].locale, titles[1], homes["en"])


def _twin(page: Page, locale: Locale, title: str, parent: Page) -> Page:
    found = page.get_translation_or_none(locale)
    if found is not None:
        return found
    twin = type(page)(
        title=title,
        slug=page.slug if page.depth > 2 else f"{page.slug}-en",
        locale=locale,
        translation_key=page.translation_key,
    )
    return Page.objects.get(pk=parent.pk).specific.add_child(instance=twin)
