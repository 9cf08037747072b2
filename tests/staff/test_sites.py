"""The screen of sites: whatever an administrator sets there, nothing breaks down and nothing opens."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from cluster_portal.bin.putting import put
from cluster_portal.languages.codes import content_languages
from cluster_portal.pages.binned import bin_open
from cluster_portal.pages.models import PortalPage
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = "zqsecretqz"


def changed(client: Client, **fields: Any) -> Any:
    site = Site.objects.get(is_default_site=True)
    data = {"hostname": site.hostname, "port": site.port, "site_name": "", "is_default_site": "on"}
    data["root_page"] = site.root_page_id
    return client.post(reverse("wagtailsites:edit", args=[site.pk]), data | fields)


def added(client: Client, root: Any) -> Any:
    data = {"hostname": "second.example.org", "port": 443, "site_name": "", "root_page": root.pk}
    return client.post(reverse("wagtailsites:add"), data)


def answers(client: Client) -> dict[str, int]:
    """Return what public addresses and the first screens of the admin answer."""
    urls = [
        "/",
        "/sitemap.xml",
        "/robots.txt",
        "/api/v1/projects",
        reverse("wagtailadmin_home"),
        "/fr/nowhere/",
    ]
    urls += [f"/{code}/" for code in content_languages()]
    urls += [reverse("wagtailadmin_explore_root"), reverse("wagtailsites:index")]
    return {url: client.get(url).status_code for url in urls}


@pytest.fixture
def administrator(db: None) -> Client:
    client = Client()
    client.force_login(factories.user(is_superuser=True, language="en"))
    return client


BINNED = "This page is in the bin or no longer there."
ALIAS = "An alias cannot be the page where a site begins. Choose its original."
TOP = "A site begins at a page directly below the root of the page tree, as the home page."


@pytest.mark.parametrize(
    ("root", "reason"),
    [
        ("tree", TOP),
        ("plain", TOP),
        ("draft", TOP),
        ("closed", TOP),
        ("project", TOP),
        ("alias", ALIAS),
        ("binned", BINNED),
        ("bin", BINNED),
    ],
)
def test_another_root_page(administrator: Client, root: str, reason: str) -> None:
    home = factories.home()
    closed = factories.plain_page(summary={"fr": SECRET})
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    row = put(factories.plain_page(summary={"fr": SECRET}))
    with bin_open():
        chosen = {
            "tree": PortalPage.objects.get(depth=1, in_bin=False),
            "plain": factories.plain_page(),
            "draft": factories.draft(factories.ContentPage, home, summary={"fr": SECRET}),
            "closed": closed,
            "project": factories.project(),
            "alias": factories.plain_page().create_alias(parent=factories.strategy()),
            "binned": row.page,
            "bin": row.page.get_parent(),
        }[root]
    for answer in (changed(administrator, root_page=chosen.pk), added(administrator, chosen)):
        assert answer.status_code == 200
        assert answer.context["form"].errors == {"root_page": [reason]}
        assert reason in answer.content.decode()
    assert Site.objects.get().root_page_id == home.pk
    assert Client().get("/fr/").status_code == 200


def test_the_home_page_is_accepted_for_another_host(administrator: Client) -> None:
    assert added(administrator, factories.home()).status_code == 302
    assert Site.objects.count() == 2
    assert changed(administrator, site_name="Portal").status_code == 302


def test_what_stands_in_no_site_any_more_is_public_nowhere(administrator: Client) -> None:
    home, project, other = factories.home(), factories.project(), factories.plain_page()
    alias = other.create_alias(parent=factories.strategy())
    with_alias = alias.get_url_in("fr")
    second = factories.page(type(home), PortalPage.objects.get(depth=1), title={"fr": "Autre accueil"})
    factories.page(factories.ContentPage, second, title={"fr": "Dedans"}, slug={"fr": "dedans"})
    visitor = Client()
    lists = ["/sitemap.xml", "/api/v1/projects?lang=fr", "/fr/export/projects.csv"]
    slug = project.get_url_in("fr")

    def named(words: str) -> list[str]:
        return [url for url in lists if words in visitor.get(url).getvalue().decode()]

    assert named(slug) == lists
    assert named("dedans") == []
    answer = changed(administrator, root_page=second.pk)
    assert answer.status_code == 302
    assert "readers no longer find them" in administrator.get(answer.url).content.decode()
    for page in (project, other):
        page.refresh_from_db()
        assert not type(page).objects.visible_to(None).filter(pk=page.pk).exists()
        assert visitor.get(f"/api/v1/projects/{page.uuid}?lang=fr").status_code == 404
    assert visitor.get(with_alias).status_code == 404
    assert visitor.get("/fr/dedans/").status_code == 200
    assert visitor.get(slug).status_code == 404
    assert named(slug) == []

    assert changed(administrator, root_page=home.pk).status_code == 302
    assert visitor.get(slug).status_code == 200
    assert visitor.get("/fr/dedans/").status_code == 404


def test_another_host_and_no_site(administrator: Client) -> None:
    page = factories.plain_page()
    changed(administrator, hostname="elsewhere.example.org", port=443)
    visitor = Client()
    assert visitor.get(page.get_url_in("fr")).status_code == 200
    assert "elsewhere" not in visitor.get("/sitemap.xml").content.decode()
    changed(administrator, is_default_site="")
    assert [url for url, status in answers(visitor).items() if status >= 500] == []
    site = Site.objects.get()
    administrator.post(reverse("wagtailsites:delete", args=[site.pk]))
    for client in (visitor, administrator):
        assert [url for url, status in answers(client).items() if status >= 500] == []
