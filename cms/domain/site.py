"""The skeleton of the site: two languages, the main pages, the editors' group. Building it twice changes nothing."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupPagePermission, Locale, Page, Site

from cms.models import CallIndexPage, HomePage, ImpactPage, StandardPage, StoryIndexPage
from programme.models import Role, RoleGrant, User

EDITORS = "Editors"
TITLES = {
    "home": ("นักดิจิทัลพัฒนาเมืองรุ่นใหม่", "The Smart City Ambassadors"),
    "calls": ("รอบรับสมัคร", "Open calls"),
    "stories": ("เรื่องเล่าจากเมือง", "Stories from the cities"),
    "impact": ("ผลลัพธ์", "Impact"),
}
PLAIN = {
    "about": ("เกี่ยวกับโครงการ", "About the programme"),
    "help": ("คำถามที่พบบ่อย", "Questions and answers"),
    "privacy": ("ความเป็นส่วนตัว", "Privacy"),
    "accessibility": ("การเข้าถึงเว็บไซต์", "Accessibility"),
}
CHILDREN = {"calls": CallIndexPage, "stories": StoryIndexPage, "impact": ImpactPage}


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
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": TITLES["home"][1]}
    )
    ensure_editors(root)
    return homes


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


def ensure_editors(root: Page) -> Group:
    """The group that lets editors into Wagtail, with the right to write and publish everywhere."""
    group, _created = Group.objects.get_or_create(name=EDITORS)
    place, _created = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    admin, _created = Permission.objects.get_or_create(
        content_type=place, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    images = Permission.objects.filter(
        content_type__app_label="wagtailimages", codename__in=("add_image", "change_image", "choose_image")
    )
    group.permissions.add(admin, *images)
    for codename in ("add_page", "change_page", "publish_page", "lock_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    for user in User.objects.filter(grants__ended_at=None, grants__role__in=(Role.EDITOR, Role.OFFICER)).distinct():
        user.groups.add(group)
    return group


def sync_editor(user: User) -> None:
    """Editors and officers may enter Wagtail; whoever loses the role loses the way in."""
    group = Group.objects.filter(name=EDITORS).first()
    if group is None:
        return
    holds = RoleGrant.objects.filter(user=user, role__in=(Role.EDITOR, Role.OFFICER), ended_at=None).exists()
    (user.groups.add if holds else user.groups.remove)(group)
