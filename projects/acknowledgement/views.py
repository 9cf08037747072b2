"""A project's card for other sites and for social networks; going back to the official wording."""

from typing import Any
from uuid import UUID

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import condition, require_POST, require_safe
from wagtail.admin.auth import permission_denied

from cluster_portal.identity.models import PortalSettings
from cluster_portal.languages.codes import active_language, content_languages
from projects.acknowledgement import cards
from projects.acknowledgement.families import RULES, Family, Role, roles_of
from projects.acknowledgement.models import AcknowledgementWording
from projects.acknowledgement.official import SOURCE, VERSION
from projects.acknowledgement.statements import acknowledgement
from projects.acknowledgement.wordings import WordingBook

# Both cards follow a change of the record within minutes.
_MAX_AGE = 300

EMBED_POLICY = {
    "default-src": [NONE],
    "img-src": [SELF],
    "style-src": [SELF],
    "font-src": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": ["*"],
}


def _public_project(uuid: UUID) -> Any:
    """Return a project that everybody may see. Raises Http404."""
    from projects.models import ProjectPage

    projects = ProjectPage.reading_queryset().visible_to(None)
    project = projects.filter(uuid=uuid).first()
    if project is None:
        raise Http404
    return project


def _site_name() -> str:
    return str(PortalSettings.public().texts.name)


@require_safe
@xframe_options_exempt
@csp(EMBED_POLICY)
@cache_control(public=True, max_age=_MAX_AGE)
def embed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show a project's card for the site of a partner: no cookie, no script, the acknowledgement with it."""
    project = _public_project(uuid)
    context = {
        "project": project,
        "acknowledgement": acknowledgement(project, active_language()),
        "language": active_language(),
        "site_name": _site_name(),
        "url": project.full_url,
    }
    # Without the request: nothing about the reader can reach the card.
    return HttpResponse(render_to_string("acknowledgement/embed.html", context))


def _card_content(request: HttpRequest, uuid: UUID) -> tuple[str, str, str, Any]:
    if not hasattr(request, "card_content"):
        project = _public_project(uuid)
        texts = project.texts
        subtitle = str(texts.full_title or texts.summary)
        made = acknowledgement(project, active_language())
        request.card_content = (str(texts.title), subtitle, _site_name(), made)  # type: ignore[attr-defined]
    return request.card_content  # type: ignore[attr-defined]


def _card_version(request: HttpRequest, uuid: UUID) -> str:
    *words, made = _card_content(request, uuid)
    return f'"{cards.card_version(*words, made and made.statement)}"'


@require_safe
@cache_control(public=True, max_age=_MAX_AGE)
@condition(etag_func=_card_version)
def social_card(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the picture that social networks show with a link to a project."""
    key = f"social-card:{_card_version(request, uuid)}"
    picture = cache.get(key)
    if picture is None:
        picture = cards.social_card(*_card_content(request, uuid))
        cache.set(key, picture, 24 * 60 * 60)
    return HttpResponse(picture, content_type="image/png")


# --- admin --------------------------------------------------------------------------------------


def wording_rows() -> list[dict[str, Any]]:
    """Return, per family and role, how the statement reads in each language and whether it is the cluster's own."""
    book = WordingBook.on()
    rows = []
    for family in Family:
        for role in roles_of(family):
            texts = []
            for code in content_languages():
                wording = book.wording(family, role, code)
                texts.append({"code": code, "wording": wording, "is_own": book.is_own(family, role, code)})
            rows.append(
                {
                    "family": family,
                    "role": role,
                    "label": family.label,
                    "role_label": Role(role).label if role else "",
                    "texts": texts,
                    "is_own": any(text["is_own"] for text in texts),
                    "places": sorted(RULES[family].places),
                }
            )
    return rows


def wordings(request: HttpRequest) -> HttpResponse:
    """Show staff which wordings are in force."""
    if not request.user.has_perm("acknowledgement.view_acknowledgementwording"):
        return permission_denied(request)
    context = {"rows": wording_rows(), "official_version": VERSION, "official_source": SOURCE}
    return render(request, "acknowledgement/wordings.html", context)


@require_POST
def restore_official(request: HttpRequest, family: str, role: str = "") -> HttpResponse:
    """Go back to the official wording of a family and role from today; earlier versions are kept."""
    if not request.user.has_perm("acknowledgement.add_acknowledgementwording"):
        return permission_denied(request)
    if family not in Family.values or role not in roles_of(Family(family)):
        raise Http404
    wording = AcknowledgementWording(
        generation=family,
        role=role,
        valid_from=timezone.localdate(),
        source_note=_("Official wording, version %(version)s.") % {"version": VERSION},
    )
    wording.full_clean()
    wording.save()
    wording.save_revision(user=request.user, clean=False, log_action="wagtail.create")
    messages.success(request, _("The official wording is in force again."))
    return redirect("acknowledgement_wordings")
