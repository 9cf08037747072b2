"""Forms asked for at the same moment, of the server as it runs."""

import re
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.test import Client
from django.urls import reverse

from cluster_portal.strategy.models import GoalPage
from projects.models import ProjectPage
from tests import factories
from tests.servers import portal


def test_edit_forms_asked_for_at_once_come_whole_and_with_their_own_words(transactional_db: None) -> None:
    client = Client()
    client.force_login(factories.user(is_superuser=True, is_active=True))
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    pages = [*ProjectPage.objects.all()[:2], *GoalPage.objects.all()[:1]]
    addresses = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in pages]

    def words(address: str) -> list[str]:
        request = urllib.request.Request(server + address, headers={"Cookie": cookie})  # noqa: S310
        with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
            return sorted(re.findall(r"&quot;text&quot;: &quot;.*?&quot;", answer.read().decode()))

    with portal(workers=2) as server:
        alone = {address: words(address) for address in addresses}
        assert all(alone.values())
        with ThreadPoolExecutor(4) as readers:
            together = list(readers.map(words, addresses * 3))
    for address, found in zip(addresses * 3, together, strict=True):
        assert found == alone[address], address
