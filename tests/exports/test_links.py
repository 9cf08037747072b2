"""Lists offer themselves as files, filtered as they are."""

import pytest

from partners.models import PartnerIndexPage
from projects.models import CallIndexPage, ProjectIndexPage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [ProjectIndexPage, CallIndexPage, PartnerIndexPage])
@pytest.mark.parametrize("language", ["fr", "en", "nl", "de"])
def test_each_list_offers_itself_as_files(reader, model, language):
    page = reader.get(model.objects.get().get_url_in(language)).content.decode()
    for extension in ("csv", "xlsx", "json", "geojson"):
        assert f"/{language}/export/" in page
        assert f".{extension}" in page


def test_the_files_are_filtered_like_the_list(reader):
    address = ProjectIndexPage.objects.get().get_url_in("fr")
    page = reader.get(f"{address}?status=ended&page=1&view=list").content.decode()
    assert '/fr/export/projects.csv?status=ended"' in page
