"""Where files lie: on this machine's disk, or in a bucket."""

from pathlib import Path

from programme.config import env

S3 = "storages.backends.s3.S3Storage"
HERE = "programme.kernel.storage.WholeFileStorage"
STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def storages_in(private_root: Path, bucket: str) -> dict[str, dict]:
    """Published pictures (`default`), private files, and static ones. A bucket takes the first two."""
    if not bucket:
        private = {"BACKEND": HERE, "OPTIONS": {"location": private_root, "base_url": None}}
        return STATIC | {"default": {"BACKEND": HERE}, "private": private}
    options = {
        "bucket_name": bucket,
        "endpoint_url": env.text("S3_ENDPOINT") or None,
        "region_name": env.text("S3_REGION") or None,
        "access_key": env.text("S3_ACCESS_KEY") or None,
        "secret_key": env.text("S3_SECRET_KEY") or None,
    }
    public = {"location": "media", "querystring_auth": False, "custom_domain": env.text("S3_PUBLIC_HOST") or None}
    return STATIC | {
        "default": {"BACKEND": S3, "OPTIONS": options | public},
        "private": {"BACKEND": S3, "OPTIONS": options | {"location": "private", "default_acl": "private"}},
    }
