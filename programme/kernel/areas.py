"""Which parts of the site are people's own: never kept in a shared place, and asked to sign in for."""

PERSONAL_PREFIXES = (
    "/accounts/",
    "/apply/",
    "/my/",
    "/field/",
    "/mentor/",
    "/host/",
    "/review/",
    "/refer/",
    "/desk/",
    "/files/",
    "/i18n/",
    "/admin/",
)
