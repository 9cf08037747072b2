"""The content security policy: strict for the public, looser for Wagtail's admin. What is compressed."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Sends the admin's own policy below the admin's address."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Choose the policy by address."""
        if request.path.startswith(reverse("wagtailadmin_home")):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        return super().process_response(request, response)


class CompressionMiddleware(GZipMiddleware):
    """Compresses answers, apart from files of which a browser may ask for a part: ranges count stored bytes."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave answers that accept ranges as they are."""
        if response.has_header("Accept-Ranges"):
            return response
        return super().process_response(request, response)
