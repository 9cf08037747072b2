"""Where uploaded files are kept: a folder, or a bucket with an S3 interface."""

from importlib.util import find_spec
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
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            'MEDIA_BUCKET: a bucket needs django-storages; install it with pip install "django-storages[s3]".'
        )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("MEDIA_ENDPOINT", default="") or None,
            "region_name": env.str("MEDIA_REGION", default="") or None,
            "access_key": env.str("MEDIA_ACCESS_KEY", default="") or None,
            "secret_key": env.str("MEDIA_SECRET_KEY", default="") or None,
            "custom_domain": f"{urlsplit(site_url).netloc}/media",
            "querystring_auth": False,
            "default_acl": None,
            "file_overwrite": False,
        },
    }
