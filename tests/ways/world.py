"""One record for each way, and the five people who go it."""

import io
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Site, Workflow

from cluster_portal.accounts.models import User
from cluster_portal.bin.putting import put
from cluster_portal.content.models import LoadedRecord
from cluster_portal.exchange.models import GlossaryTerm
from cluster_portal.identity.models import Contact, KeyFigure, Notice
from cluster_portal.languages.codes import columns
from cluster_portal.languages.merging import text_fields
from cluster_portal.media.models import PortalDocument, PortalImage
from cluster_portal.outbox.models import OutgoingMail
from cluster_portal.outbox.states import State
from cluster_portal.staff.groups import EDITORS, MODERATORS, ensure_groups, translators
from cluster_portal.strategy.models import ContentPage
from partners.memberships.models import Invitation, Membership, Role
from partners.proposals.choices import About
from partners.proposals.models import ChangeProposal, ProposedChange
from projects.acknowledgement.families import Family
from projects.acknowledgement.models import AcknowledgementWording
from projects.consortium.models import ConsortiumDate, ConsortiumPage
from projects.models import SupportKind
from tests import factories
from tests.addresses import Address, Records, filled, model_of

ROLES = ("administrator", "moderator", "editor", "translator", "stranger")
# Who translates, translates into this language.
LANGUAGE = "nl"


def picture(name: str = "image.png") -> ImageFile:
    """Return a small picture."""
    written = io.BytesIO()
    Image.new("RGB", (200, 100), "navy").save(written, "PNG")
    written.seek(0)
    return ImageFile(written, name)


class World:
    """The records and the browsers of the people."""

    def __init__(self, page: Any = None) -> None:
        self.looked_up = Records()
        ensure_groups()
        self.people = {role: self._person(role) for role in ROLES}
        self.clients = {}
        for role, person in self.people.items():
            self.clients[role] = Client()
            self.clients[role].force_login(person)
        # A stranger is nobody at all; somebody signed in who is no staff is asked for in tests/visibility.
        self.clients["stranger"] = Client()
        self.page = page or factories.plain_page(title=factories.in_all_languages("Page of the ways"))
        self.other = factories.plain_page(title=factories.in_all_languages("Another page"))
        factories.edit(self.page, title=factories.in_all_languages("Drafted title"))
        self.page.refresh_from_db()
        self.first_revision = self.page.revisions.order_by("pk").values_list("pk", flat=True)[0]
        self.alias = self.other.create_alias(parent=self.page.get_parent(), update_slug="an-alias")
        self.submitted = factories.plain_page(title=factories.in_all_languages("Submitted page"))
        factories.edit(self.submitted, title=factories.in_all_languages("Submitted title"))
        self.submitted = ContentPage.objects.get(pk=self.submitted.pk)
        self.workflow = Workflow.objects.get(active=True)
        self.workflow.start(self.submitted, self.people["editor"])
        self.submitted = ContentPage.objects.get(pk=self.submitted.pk)
        self.scheduled = factories.draft(
            ContentPage, factories.home(), title=factories.in_all_languages("Scheduled page")
        )
        revision = self.scheduled.latest_revision
        revision.approved_go_live_at = timezone.now() + timedelta(days=1)
        revision.save()
        self.locked = factories.plain_page(title=factories.in_all_languages("Locked page"))
        ContentPage.objects.filter(pk=self.locked.pk).update(
            locked=True, locked_by=self.people["moderator"], locked_at=timezone.now()
        )
        gone = factories.plain_page(title=factories.in_all_languages("Page in the bin"))
        self.binned = put(gone, self.people["moderator"])
        self.editors = Group.objects.get(name=EDITORS)
        self._records()

    @staticmethod
    def _person(role: str) -> User:
        groups = {"moderator": MODERATORS, "editor": EDITORS, "translator": translators(LANGUAGE)}
        person = User.objects.create_user(
            f"{role}@example.org", "x", name=role.title(), language="en", is_superuser=role == "administrator"
        )
        if role in groups:
            person.groups.add(Group.objects.get(name=groups[role]))
        return person

    def _records(self) -> None:
        root = Collection.get_first_root_node()
        self.collection = root.add_child(name="Files")
        self.document = factories.record(
            PortalDocument,
            title=factories.in_all_languages("Document"),
            collection=root,
            file=ContentFile(b"A document.", name="document.txt"),
        )
        self.image = factories.record(
            PortalImage, title=factories.in_all_languages("Image"), file=picture(), collection=root
        )
        site = Site.objects.get(is_default_site=True)
        Redirect.objects.create(old_path="/fr/old", site=site, redirect_page=self.page)
        Notice.objects.first() or factories.record(Notice, text=factories.in_all_languages("Notice"))
        KeyFigure.objects.first() or factories.record(
            KeyFigure, value="1", label=factories.in_all_languages("Figure")
        )
        Contact.objects.first() or Contact.objects.create(name="Contact")
        GlossaryTerm.objects.first() or factories.record(
            GlossaryTerm, term=factories.in_all_languages("Term")
        )
        factories.record(SupportKind, name=factories.in_all_languages("In no call"))
        AcknowledgementWording.objects.create(generation=Family.H2020, version=1000, source_note="A test")
        project = LoadedRecord.objects.get(key="gemstone").record.specific
        partner = LoadedRecord.objects.get(key="mecatech").record.specific
        self.project = project
        day = timezone.localdate()
        title = factories.in_all_languages("Of a consortium")
        factories.record(ConsortiumDate, project=project, title=title, starts_on=day)
        factories.record(ConsortiumPage, project=project, title=title)
        self.partner = partner
        self.member = User.objects.create_user("member@example.org", "x", name="Member", language="en")
        Membership.objects.create(user=self.member, partner=partner, role=Role.MEMBER)
        Invitation.objects.create(
            partner=partner,
            email="invited@example.org",
            name="Invited",
            language="fr",
            secret_hash="x" * 64,
            sent_at=timezone.now(),
        )
        self.mail = OutgoingMail.objects.create(kind="message", to="gone@example.org", state=State.GIVEN_UP)
        self.proposal = ChangeProposal.objects.create(
            about=About.RECORD,
            partner=partner,
            partner_name="A",
            page=partner,
            title="A",
            proposed_by=self.member,
            language="fr",
        )
        ProposedChange.objects.create(
            proposal=self.proposal, field="website", value_before="", value_proposed="https://new.example"
        )

    def _earlier_version(self, address: Address) -> int:
        """Return a version of the newest record of a type, which has changed since."""
        model: Any = model_of(address)
        record = model._default_manager.get(pk=self.looked_up.newest(model))
        if (first := record.revisions.order_by("pk").first()) is None:
            first = record.save_revision()
        translated = text_fields(model)
        for name in columns(translated[0]).values() if translated else ["name"]:
            setattr(record, name, "Changed since")
        record.save()
        return int(first.pk)

    def address(self, address: Address) -> str:
        """Return an address of a way, about the record that it can be gone with."""
        name = address.name
        page: Any = self.page
        values: dict[str, Any] = {}
        if name.startswith("bin_"):
            values |= {"row": self.binned.pk, "page": self.binned.page_id, "language": "fr"}
        if name == "staff_edit_collection":
            values["pk"] = self.collection.pk
        if name == "staff_edit_site":
            values["pk"] = factories.home().sites_rooted_here.get().pk
        if name in ("wagtailadmin_pages:move_confirm",):
            values["destination_id"] = self.other.pk
        if name == "wagtailadmin_pages:convert_alias":
            page = self.alias
        if name == "wagtailadmin_pages:revisions_unschedule":
            page = self.scheduled
        if name == "staff_revert_languages":
            values["revision_id"] = self.first_revision
        if "snippets_" in name and "revisions" in name:
            values["revision_id"] = self._earlier_version(address)
        if name == "wagtailadmin_pages:unlock":
            page = self.locked
        if name == "wagtailadmin_workflows:remove":
            values["page_pk"] = 1
        if ("workflow" in name and name.startswith("wagtailadmin_pages")) or name == "approval_approve":
            page = self.submitted
            values["action_name"] = "reject"
        if name == "outbox_send_again":
            values["pk"] = self.mail.pk
        if name.startswith("consortium:"):
            values["project"] = self.project.uuid
        if name == "partners_merge":
            page = self.partner
        if name.startswith("proposals:"):
            values["uuid"] = self.proposal.uuid
        if name.startswith("wagtailusers_users:"):
            values["pk"] = self.member.pk
        if name.startswith("wagtailusers_groups:"):
            values["pk"] = self.editors.pk
        where = filled(address, page, self.looked_up, **values)
        if name == "wagtailadmin_pages:set_page_position":
            where += "?position=0"
        return where
