"""Addresses of the portal."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.cache import cache_control
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cluster_portal import views
from cluster_portal.identity.views import portal_colours, robots
from cluster_portal.languages.sitemaps import sitemap
from cluster_portal.media.views import document, media, private_image
from cluster_portal.signin.page_passwords import documents_password, page_password
from cluster_portal.signin.views import to_sign_in

handler404 = "cluster_portal.views.page_not_found"
# django-allauth's, for what it refuses by itself.
handler429 = "cluster_portal.signin.limits.too_many_requests"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.to_language, name="to_language"),
    path("admin/", include("cluster_portal.staff.urls")),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^documents/(\d+)/(.*)$", document),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        documents_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("api/v1/", include("projects.api.urls")),
    path(
        "portal-colours.css", cache_control(max_age=300, public=True)(portal_colours), name="portal_colours"
    ),
]

# Whatever delivers public files, copies of private images are asked for here.
urlpatterns.append(re_path(r"^media/(?P<path>private_images/.+)$", private_image, name="private_image"))
if settings.DEBUG or settings.SERVE_MEDIA:
    urlpatterns.append(path("media/<path:path>", media, name="media"))

urlpatterns += i18n_patterns(
    path("account/", include("cluster_portal.signin.urls")),
    path("space/", include("partners.space.urls")),
    path("space/", include("partners.letters.urls")),
    path("space/", include("projects.consortium.urls")),
    path("_util/login/", to_sign_in, name="wagtailcore_login"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        page_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path("", include("projects.acknowledgement.urls")),
    path("", include("projects.calls.urls")),
    path("", include("projects.exports.urls")),
    path("", include(wagtail_urls)),
)
