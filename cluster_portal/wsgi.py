"""WSGI entry point for application servers."""

import os

from django.core.wsgi import get_wsgi_application

from cluster_portal.operations.collecting import collect_rarely

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluster_portal.settings.production")

application = get_wsgi_application()
collect_rarely()
