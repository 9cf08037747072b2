"""One of each object of docs/visibility.md, each with a mark of its own in every language and file."""

import io
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cluster_portal.accounts.models import User
from cluster_portal.identity.models import Contact
from cluster_portal.languages.codes import content_languages
from cluster_portal.media.models import PortalDocument, PortalImage
from cluster_portal.pages.publishing import unpublish_languages
from cluster_portal.staff.groups import EDITORS, ensure_groups, translators
from partners.memberships.models import Invitation, Membership, Role
from partners.models import PartnerContact
from partners.proposals.choices import About
from partners.proposals.models import ChangeProposal, ProposedChange
from projects.consortium.kinds import kind_of
from projects.consortium.models import CalendarToken, ConsortiumDate, ConsortiumPage
from projects.consortium.uploading import Upload, add_document
from projects.models import ProjectContact, ProjectPage, ProjectResult
from tests import factories
from tests.mails import delivered
from tests.visibility.table import things


def mark(thing: str, language: str = "") -> str:
    """Return the word by which an object is recognised, in one language or (for a file or an address) at all."""
    number = list(things()).index(thing)
    return f"zq{number:02d}{language}qz"


def texts(thing: str) -> dict[str, str]:
    """Return the mark in each language."""
    return {code: mark(thing, code) for code in content_languages()}


def named(thing: str) -> dict[str, Any]:
    """Return the title of a page with its mark, and an address without: whoever asks knows the address."""
    slug = f"thing-{list(things()).index(thing)}"
    return {"title": texts(thing), "slug": factories.in_all_languages(slug)}


class World:
    """The objects, and the browsers of the people."""

    def __init__(self) -> None:
        ensure_groups()
        self.editors = Group.objects.get(name=EDITORS)
        self.password = "a long word for tests 7"
        self._partners()
        self._projects()
        self._calls()
        self._files()
        self._people()
        self._consortium()

    def _partners(self) -> None:
        place = {"country": "BE", "latitude": 50, "longitude": 5}
        self.partner_a = factories.partner(**named("public partner"), **place)
        self.partner_b = factories.partner(title=factories.in_all_languages("Partner B"), **place)
        self.partner_c = factories.partner(title=factories.in_all_languages("Partner C"), **place)
        self.draft_partner = factories.draft(
            type(self.partner_a), factories.partner_index(), **named("draft partner"), **place
        )

    def _projects(self) -> None:
        index = factories.project_index()
        # The newest: the home page shows it.
        period = {"starts_on": timezone.localdate(), "ends_on": timezone.localdate() + timedelta(days=400)}
        self.goal = factories.goal()
        self.project = factories.project(**named("public project"), **period)
        self.project.goals.add(self.goal)
        self.project.save()
        factories.participation(self.project, self.partner_a)
        factories.participation(self.project, self.partner_c)
        self.draft_project = factories.draft(ProjectPage, index, **named("draft project"), **period)
        factories.participation(self.draft_project, self.partner_a)
        self.signed_in_project = factories.project(**named("signed-in project"), **period)
        PageViewRestriction.objects.create(
            page=self.signed_in_project, restriction_type=PageViewRestriction.LOGIN
        )
        self.editors_project = factories.project(**named("editors' project"), **period)
        restriction = PageViewRestriction.objects.create(
            page=self.editors_project, restriction_type=PageViewRestriction.GROUPS
        )
        restriction.groups.add(self.editors)
        self.password_project = factories.project(**named("password project"), **period)
        PageViewRestriction.objects.create(
            page=self.password_project, restriction_type=PageViewRestriction.PASSWORD, password="word"
        )
        self.withdrawn = factories.plain_page(
            **named("withdrawn text") | {"title": texts("withdrawn text") | {"fr": "Texte retiré"}}
        )
        unpublish_languages(self.withdrawn, ["en", "nl", "de"])

    def _calls(self) -> None:
        clock = {
            "opens_at": timezone.now() - timedelta(days=1),
            "closes_at": timezone.now() + timedelta(days=9),
        }
        self.call = factories.call(self.project, **named("public call"), **clock)
        self.signed_in_call = factories.call(self.signed_in_project, **named("signed-in call"), **clock)

    def _files(self) -> None:
        self.public_file = self._file("public file")
        self.consortium_file = self._file("consortium file")
        closed = Collection.get_first_root_node().add_child(name="Closed")
        below = closed.add_child(name="Below closed")
        CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
        self.private_file = self._file("private file", below)
        written = io.BytesIO()
        Image.new("RGB", (200, 100), "navy").save(written, "PNG")
        self.private_image = factories.record(
            PortalImage,
            title=factories.in_all_languages("Image"),
            file=ImageFile(written, "image.png"),
            collection=below,
        )
        self.draft_file = self._file("file of a draft")
        for thing, project, dissemination, document in (
            ("public result", self.project, ProjectResult.Dissemination.PUBLIC, self.public_file),
            ("consortium result", self.project, ProjectResult.Dissemination.CONSORTIUM, self.consortium_file),
            ("result of a draft", self.draft_project, ProjectResult.Dissemination.PUBLIC, self.draft_file),
        ):
            factories.record(
                ProjectResult,
                project=project,
                title=texts(thing),
                dissemination=dissemination,
                document=document,
            )
        ProjectPage.objects.get(pk=self.draft_project.pk).save_revision()
        contact = Contact.objects.create(name=mark("old contact"))
        yesterday = timezone.localdate() - timedelta(days=1)
        ProjectContact.objects.create(project=self.project, contact=contact, expires_on=yesterday)

    @staticmethod
    def _file(thing: str, collection: Collection | None = None) -> PortalDocument:
        return factories.record(
            PortalDocument,
            title=factories.in_all_languages("File"),
            collection=collection or Collection.get_first_root_node(),
            file=ContentFile(f"In this file stands {mark(thing)}.".encode(), name="file.txt"),
        )

    def _people(self) -> None:
        self.users = {
            name: User.objects.create_user(
                f"{name.replace(' ', '-')}@example.org", self.password, name=name, language="en"
            )
            for name in ("outsider", "member of A", "member of B", "member of C", "both")
        }
        self.users["manager of A"] = User.objects.create_user(
            f"{mark('people of A')}@example.org", self.password, name="Manager", language="fr"
        )
        self.users["superuser"] = User.objects.create_superuser(
            "superuser@example.org", self.password, name="S"
        )
        for name, group in (("translator", translators("nl")), ("editor", EDITORS)):
            self.users[name] = User.objects.create_user(f"{name}@example.org", self.password, name=name)
            self.users[name].groups.add(Group.objects.get(name=group))
        for name, partner, role in (
            ("member of A", self.partner_a, Role.MEMBER),
            ("manager of A", self.partner_a, Role.MANAGER),
            ("member of B", self.partner_b, Role.MEMBER),
            ("member of C", self.partner_c, Role.MEMBER),
            ("both", self.partner_a, Role.MEMBER),
            ("both", self.partner_b, Role.MEMBER),
        ):
            Membership.objects.create(user=self.users[name], partner=partner, role=role)
        Invitation.objects.create(
            partner=self.partner_a,
            email=f"{mark('invited by A')}@example.org",
            name="Invited",
            language="fr",
            secret_hash="x" * 64,
            sent_at=timezone.now(),
        )

    def _consortium(self) -> None:
        plan = SimpleUploadedFile("plan.txt", f"In this plan stands {mark('consortium document')}.".encode())
        upload = Upload(plan, kind_of(plan, plan.name), self.users["superuser"], self.partner_a)
        self.version = add_document(self.project, upload, mark("consortium document"), "")
        delivered()
        day = timezone.localdate() + timedelta(days=5)
        factories.record(ConsortiumDate, project=self.project, title=texts("consortium date"), starts_on=day)
        self.consortium_pages = [
            factories.record(
                ConsortiumPage, project=self.project, title=texts(thing), is_shown=thing == "consortium page"
            )
            for thing in ("consortium page", "hidden consortium page")
        ]
        self.proposal = ChangeProposal.objects.create(
            about=About.RECORD,
            partner=self.partner_a,
            partner_name="A",
            page=self.partner_a,
            title="A",
            proposed_by=self.users["manager of A"],
            language="fr",
        )
        ProposedChange.objects.create(
            proposal=self.proposal,
            field="website",
            value_before="",
            value_proposed=f"https://{mark('proposal of A')}.example",
        )
        for thing, consented_on in (
            ("agreed contact", timezone.localdate()),
            ("contact without consent", None),
        ):
            contact = Contact.objects.create(name=mark(thing))
            PartnerContact.objects.create(partner=self.partner_a, contact=contact, consented_on=consented_on)

    def browser(self, person: str) -> Client:
        """Return the browser of a person of the table."""
        client = Client()
        if person == "anonymous":
            return client
        if person in ("disabled", "expired"):
            user = User.objects.create_user(f"{person}@example.org", self.password, name=person)
            Membership.objects.create(user=user, partner=self.partner_a, role=Role.MANAGER)
            client.force_login(user)
            assert client.get(reverse("space:home")).status_code == 200
            if person == "disabled":
                User.objects.filter(pk=user.pk).update(is_active=False)
            else:
                session = client.session
                session.set_expiry(-1)
                session.save()
            return client
        client.force_login(self.users[person])
        return client

    def mail_address(self, person: str) -> str:
        """Return the mail address of a person; nobody's for people who have no account."""
        user = self.users.get(person)
        return user.email if user is not None else "nobody"

    def calendar(self, person: str) -> str:
        """Return the secret of a private calendar of a person; nothing for people who have no account."""
        user = self.users.get(person)
        if user is None:
            return "nothing"
        token = CalendarToken(user=user)
        secret = token.set_secret()
        token.save()
        return secret
