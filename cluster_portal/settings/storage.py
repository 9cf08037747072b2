"""Where uploaded files are kept: a folder, or a bucket with an S3 interface."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env


def media_storage(env: Env, site_url: str) -> dict[str, Any]:
    """Return the storage of uploaded files. Raises ImproperlyConfigured when its library is missing.

    Public addresses stay below /media/ of the portal, whose web server fetches from the bucket: pages load
    nothing from another host.
    """
    bucket = env.str("MEDIA_BUCKET", default="")
    if not bucket:
        return {"BACKEND": "cluster_portal.media.storage.WholeFileStorage"}
    return _bucket_storage(
        env,
        "MEDIA_BUCKET",
        bucket,
        custom_domain=f"{urlsplit(site_url).netloc}/media",
        querystring_auth=False,
        default_acl=None,
    )


def private_storage(env: Env, var_dir: Path, media_root: Path) -> dict[str, Any]:
    """Return the storage of files that only some may have.

    Raises ImproperlyConfigured when its folder lies below that of public files, or its library is missing.
    """
    bucket = env.str("PRIVATE_BUCKET", default="")
    if bucket:
        if bucket == env.str("MEDIA_BUCKET", default=""):
            raise ImproperlyConfigured(
                "PRIVATE_BUCKET: name another bucket than MEDIA_BUCKET, which is public."
            )
        return _bucket_storage(env, "PRIVATE_BUCKET", bucket, querystring_auth=True, default_acl="private")
    root = Path(env.str("PRIVATE_ROOT", default=str(var_dir / "private"))).resolve()
    public = media_root.resolve()
    if root == public or public in root.parents:
        raise ImproperlyConfigured(
            f"PRIVATE_ROOT: {root} lies in the folder of public files; name one outside of {public}."
        )
    return {
        "BACKEND": "cluster_portal.private.storage.PrivateFileSystemStorage",
        "OPTIONS": {"location": str(root)},
    }


def _bucket_storage(env: Env, variable: str, bucket: str, **options: Any) -> dict[str, Any]:
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            f'{variable}: a bucket needs django-storages; install it with pip install "django-storages[s3]".'
        )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("MEDIA_ENDPOINT", default="") or None,
            "region_name": env.str("MEDIA_REGION", default="") or None,
            "access_key": env.str("MEDIA_ACCESS_KEY", default="") or None,
            "secret_key": env.str("MEDIA_SECRET_KEY", default="") or None,
            "file_overwrite": False,
            **options,
        },
    }
