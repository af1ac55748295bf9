"""Who may do what in the site's admin: editors publish, writers hand in, and a second pair of eyes reads."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from programme.models import Role, RoleGrant, User

# Wagtail shows these names as they stand in the row, to every reader: they are in the language of the office.
EDITORS, WRITERS, MODERATION = "บรรณาธิการ", "ผู้เขียน", "ผู้อ่านคนที่สอง"
CHECKERS, CHECKED, EVERYTHING, FILES = "ผู้ตรวจ", "ผู้ตรวจอนุมัติ", "ทั้งเว็บไซต์", "ไฟล์ทั้งหมด"
FORMER = {
    "Editors": EDITORS, "Writers": WRITERS, "A second pair of eyes": MODERATION,
    "Moderators": CHECKERS, "Moderators approval": CHECKED,
    "บรรณาธิการ (Editors)": EDITORS, "ผู้เขียน (Writers)": WRITERS, "ผู้อ่านคนที่สอง (A second pair of eyes)": MODERATION,
    "ผู้ตรวจ (Moderators)": CHECKERS, "ผู้ตรวจอนุมัติ (Moderators approval)": CHECKED,
}  # fmt: skip
ROOTS = ("Root", "ทั้งเว็บไซต์ (Root)", "ไฟล์ทั้งหมด (Root)")
GROUPS = {EDITORS: (Role.EDITOR, Role.OFFICER), WRITERS: (Role.EVALUATOR,)}
ON_PAGES = {EDITORS: ("add_page", "change_page", "publish_page", "lock_page"), WRITERS: ("add_page", "change_page")}
CHOOSE = {("cms", "choose_picture"), ("wagtaildocs", "choose_document")}
ON_FILES = {  # a file of the site is public at once, so only those who publish bring one in
    EDITORS: CHOOSE | {
        ("cms", "add_picture"), ("cms", "change_picture"), ("wagtaildocs", "add_document"), ("wagtaildocs", "change_document"),
    },
    WRITERS: CHOOSE,
}  # fmt: skip
RECORDS = [
    ("programme", f"{act}_{model}") for act in ("add", "change") for model in ("city", "citystatus", "digitalservice")
]
RECORDS += [("cms", "change_sitewords")]
RECORDS += [("wagtailredirects", f"{act}_redirect") for act in ("add", "change", "delete")]


def ensure_editors(root: Page) -> None:
    """Both groups with their rights on every page and file, and the workflow for what writers hand in."""
    place, _created = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    Permission.objects.get_or_create(
        content_type=place, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    for model in (Group, Workflow, GroupApprovalTask):
        for former, name in FORMER.items():
            model.objects.filter(name=former).update(name=name)
    Page.objects.filter(pk=root.pk, title__in=ROOTS).update(title=EVERYTHING, draft_title=EVERYTHING)
    Collection.objects.filter(depth=1, name__in=ROOTS).update(name=FILES)
    files = Collection.get_first_root_node() or Collection.add_root(name=FILES)
    for name, roles in GROUPS.items():
        group, _created = Group.objects.get_or_create(name=name)
        allowed = [("wagtailadmin", "access_admin"), *(RECORDS if name == EDITORS else ())]
        group.permissions.add(*[_permission(*key) for key in allowed])
        for codename in ON_PAGES[name]:
            permission = _permission("wagtailcore", codename)
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        on_files = [_permission(*key) for key in ON_FILES[name]]
        for permission in on_files:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=files, permission=permission)
        rest = [_permission(*key) for key in ON_FILES[EDITORS] - ON_FILES[name]]
        GroupCollectionPermission.objects.filter(group=group, collection=files, permission__in=rest).delete()
        for user in User.objects.filter(grants__ended_at=None, grants__role__in=roles).distinct():
            user.groups.add(group)
    _ensure_moderation(root)


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _ensure_moderation(root: Page) -> None:
    """One workflow over the whole tree; where somebody chose another one for the root it stays."""
    if WorkflowPage.objects.filter(page=root, workflow__name=MODERATION).exists():
        return
    task, _created = GroupApprovalTask.objects.get_or_create(name=MODERATION)
    task.groups.add(Group.objects.get(name=EDITORS))
    workflow, _created = Workflow.objects.get_or_create(name=MODERATION)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})


def sync_editor(user: User) -> None:
    """A role opens the way into the admin; whoever loses it loses the way in."""
    held = set(RoleGrant.objects.filter(user=user, ended_at=None).values_list("role", flat=True))
    for group in Group.objects.filter(name__in=GROUPS):
        (user.groups.add if held.intersection(GROUPS[group.name]) else user.groups.remove)(group)
