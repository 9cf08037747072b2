"""Pages closed in every way there is, with aliases and files; each text and file carries a mark of its own.

Who may see a mark follows from the rule alone, read from the tree by ``World.allowed``, not from the portal's code.
"""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, PageViewRestriction, Site

from cluster_portal.languages.codes import column, content_languages
from cluster_portal.media.models import PortalDocument, PortalImage
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import unpublish_languages
from partners.memberships.models import Membership, Role
from partners.models import PartnerIndexPage
from projects.models import CallIndexPage, ProjectIndexPage, ProjectPage, ProjectResult, Sector
from tests import factories

PEOPLE = ("anonymous", "outsider", "member")
_SIGNED_IN = frozenset({"outsider", "member"})
_CLUB = frozenset({"member"})
_EVERYBODY = frozenset(PEOPLE)
_NOBODY: frozenset[str] = frozenset()
KINDS = {"login": _SIGNED_IN, "groups": _CLUB, "password": _NOBODY}


class World:
    """The pages and files, the people, and who may see which mark."""

    def __init__(self) -> None:
        # By mark: the page that it follows, and who may see it there at most.
        self.marks: dict[str, tuple[Any, frozenset[str]]] = {}
        self.pages: list[Any] = []
        self.files: list[str] = []
        self.sectors: list[int] = []
        # A result shows its own title: that of its document stands nowhere.
        self.covered: set[str] = set()
        self.club = Group.objects.create(name="Club")
        self.period = {
            "starts_on": timezone.localdate(),
            "ends_on": timezone.localdate() + timedelta(days=400),
        }
        now = timezone.now()
        self.clock = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=9)}
        self.place = {"country": "BE", "latitude": 50, "longitude": 5}
        self.member_of = self._kept(factories.partner, **self.place)
        self.public = self._project()
        factories.participation(self.public, self.member_of)
        self._result(self.public, "public", _EVERYBODY)
        self._result(self.public, "consortium", _CLUB)
        for kind in KINDS:
            self._closed(kind)
        self._drafts()
        self._withdrawn()
        self._redirects()
        self._people()

    # --- marks ------------------------------------------------------------------------------------

    def mark(self, page: Any = None, seen_by: frozenset[str] = _EVERYBODY) -> str:
        """Return a new word, to be seen by those who may see ``page`` (set later where it is None)."""
        word = f"zk{len(self.marks):04d}kz"
        self.marks[word] = (page, seen_by)
        return word

    def allowed(self, word: str) -> frozenset[str]:
        """Return who may see a mark."""
        page, seen_by = self.marks[word]
        return seen_by if page is None else seen_by & self.readers(page)

    def readers(self, page: Any) -> frozenset[str]:
        """Return who may read a page: as its original, and as everything above it, may be read."""
        page = PortalPage.objects.get(pk=page.pk)
        found = _EVERYBODY
        for each in [*page.get_ancestors(), page]:
            if not each.live and each.depth > 2:
                return _NOBODY
            for restriction in PageViewRestriction.objects.filter(page_id=each.pk):
                found &= KINDS[restriction.restriction_type]
        return found & self.readers(page.alias_of) if page.alias_of_id else found

    def _texts(self, words: list[str]) -> dict[str, str]:
        made = {code: self.mark() for code in content_languages()}
        words += made.values()
        return {code: f"Text {word}" for code, word in made.items()}

    def _kept(self, make: Any, *args: Any, **fields: Any) -> Any:
        """Make a page whose title, summary and address carry marks."""
        words: list[str] = []
        slug = self.mark()
        words.append(slug)
        page = make(
            *args, title=self._texts(words), slug=factories.in_all_languages(f"page-{slug}"), **fields
        )
        for word in words:
            self.marks[word] = (page, _EVERYBODY)
        self.pages.append(page)
        return page

    # --- pages ------------------------------------------------------------------------------------

    def _project(self, **fields: Any) -> ProjectPage:
        return self._kept(factories.project, **self.period, **fields)

    def _closed(self, kind: str) -> None:
        """Make one of everything that is closed in one way, with what hangs on it."""
        sector_texts: list[str] = []
        sector = factories.record(Sector, name=self._texts(sector_texts))
        self.sectors.append(sector.pk)
        project = self._project()
        project.sectors.add(sector)
        project.save()
        self.marks |= dict.fromkeys(sector_texts, (project, _EVERYBODY))
        goal = self._kept(factories.goal)
        partner = self._kept(factories.partner, **self.place)
        self._logo(partner)
        self.public.goals.add(goal)
        factories.participation(self.public, partner)
        factories.participation(project, partner)
        call = self._kept(factories.call, project, **self.clock)
        open_project = self._project()
        closed_call = self._kept(factories.call, open_project, **self.clock)
        section = self._kept(factories.plain_page)
        child = self._kept(factories.plain_page, section)
        for page in (project, goal, partner, closed_call, section):
            self.close(page, kind)
        self._result(project, "public", _EVERYBODY)
        self._aliases(project, factories.project_index())
        self._aliases(call, open_project)
        self._aliases(closed_call, open_project)
        self._aliases(section, factories.strategy())
        self._aliases(child, factories.home())
        self._aliases(partner, factories.partner_index())
        self.public.save()

    def close(self, page: Any, kind: str) -> None:
        """Restrict a page."""
        fields = {"password": "word"} if kind == "password" else {}
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)
        if kind == "groups":
            restriction.groups.add(self.club)

    def _aliases(self, page: Any, parent: Any) -> None:
        """Make an alias, one of the alias, and one of that, in places that are open."""
        of = page
        for step in range(1, 4):
            of = of.create_alias(
                parent=PortalPage.objects.get(pk=parent.pk),
                recursive=step == 1,
                update_slug=f"alias-{step}-{page.pk}",
            )
            of = PortalPage.objects.get(pk=of.pk).specific
            self.pages += [of, *PortalPage.objects.descendant_of(of)]

    def _drafts(self) -> None:
        draft = self._kept(factories.draft, ProjectPage, factories.project_index(), **self.period)
        self._result(draft, "public", _EVERYBODY)
        changed = factories.plain_page(title=factories.in_all_languages("Changed"))
        words = {code: self.mark(None, _NOBODY) for code in content_languages()}
        factories.edit(changed, title=words)
        french: list[str] = []
        only_french = factories.plain_page(title=self._texts(french))
        unpublish_languages(only_french, ["en", "nl", "de"])
        for code, word in zip(content_languages(), french, strict=True):
            self.marks[word] = (only_french, _EVERYBODY if code == "fr" else _NOBODY)
        self.pages += [changed, only_french]

    def _withdrawn(self) -> None:
        """Make pages that were taken off the site while what stands below them stayed."""
        project = self._project()
        self._kept(factories.call, project, **self.clock)
        self._result(project, "public", _EVERYBODY)
        section = self._kept(factories.plain_page)
        below = self._kept(factories.plain_page, section)
        self._kept(factories.plain_page, below)
        self._aliases(below, factories.home())
        for page in (project, section):
            PortalPage.objects.filter(pk=page.pk).update(
                live=False, **{column("live_since", code): None for code in content_languages()}
            )

    def _redirects(self) -> None:
        site = Site.objects.get(is_default_site=True)
        for number, page in enumerate(self.pages):
            for code in content_languages():
                Redirect.objects.create(old_path=f"/{code}/former-{number}", site=site, redirect_page=page)

    # --- files ------------------------------------------------------------------------------------

    def _result(self, project: Any, dissemination: str, seen_by: frozenset[str]) -> None:
        words: list[str] = []
        named, held = self.mark(project, seen_by), self.mark(project, seen_by)
        self.covered.add(named)
        document = factories.record(
            PortalDocument,
            title=factories.in_all_languages(f"Document {named}"),
            collection=Collection.get_first_root_node(),
            file=ContentFile(f"Here stands {held}.".encode(), name="file.txt"),
        )
        factories.record(
            ProjectResult,
            project=project,
            title=self._texts(words),
            dissemination=dissemination,
            document=document,
        )
        for word in words:
            self.marks[word] = (project, seen_by)
        self.files += [document.url, f"/media/{document.file.name}"]
        ProjectPage.objects.get(pk=project.pk).save_revision()

    def _logo(self, partner: Any) -> None:
        """Give a partner a logo whose name and content carry marks."""
        written, note = io.BytesIO(), PngInfo()
        note.add_text("Comment", self.mark(partner))
        Image.new("RGB", (200, 100), "navy").save(written, "PNG", pnginfo=note)
        image = factories.record(
            PortalImage,
            title=factories.in_all_languages(f"Image {self.mark(partner)}"),
            file=ImageFile(written, f"logo-{self.mark(partner)}.png"),
            collection=Collection.get_first_root_node(),
        )
        type(partner)._base_manager.filter(pk=partner.pk).update(logo=image)
        self.files += [f"/media/{image.file.name}", image.get_rendition("width-100").url]

    # --- people -----------------------------------------------------------------------------------

    def _people(self) -> None:
        outsider, member = factories.user(name="Outsider"), factories.user(name="Member")
        member.groups.add(self.club)
        Membership.objects.create(user=member, partner=self.member_of, role=Role.MEMBER)
        self.clients = {person: Client() for person in PEOPLE}
        self.clients["outsider"].force_login(outsider)
        self.clients["member"].force_login(member)

    def close_indexes(self) -> None:
        """Restrict the lists themselves, each in another way."""
        for model, kind in (
            (ProjectIndexPage, "login"),
            (CallIndexPage, "password"),
            (PartnerIndexPage, "groups"),
        ):
            self.close(model.objects.filter(alias_of=None).get(), kind)

    def everywhere(self) -> Iterator[Any]:
        """Return each page with its type."""
        for page in PortalPage.objects.filter(pk__in=[page.pk for page in self.pages]):
            yield page.specific
