"""What is installed with the portal may be given on with it: nothing is under the GPL or the AGPL."""

import re
from importlib import metadata
from pathlib import PurePosixPath

import pytest
from packaging.markers import Marker

from tests.groups import ROOT

# Not the LGPL, which lets others use a library; nor a choice that leaves another licence.
_STRONG = re.compile(r"(?<![Ll])\bA?GPL|GNU (Affero )?General Public", re.IGNORECASE)
# The libraries that wheels bring along, and their licences. Whoever adds one has looked.
BUNDLED = {
    "avif": "BSD-2-Clause",
    "brotlicommon": "MIT",
    "brotlidec": "MIT",
    "com_err": "MIT",
    "crypt": "LGPL-2.1",
    "crypto": "Apache-2.0",
    "de265": "LGPL-3.0",
    "freetype": "FTL",
    "gssapi_krb5": "MIT",
    "harfbuzz": "MIT",
    "heif": "LGPL-3.0",
    "jpeg": "IJG",
    "k5crypto": "MIT",
    "keyutils": "LGPL-2.1",
    "krb5": "MIT",
    "krb5support": "MIT",
    "lber": "OLDAP-2.8",
    "lcms2": "MIT",
    "ldap": "OLDAP-2.8",
    "lzma": "0BSD",
    "openjp2": "BSD-2-Clause",
    "pcre": "BSD-3-Clause",
    "png16": "libpng-2.0",
    "pq": "PostgreSQL",
    "sasl2": "BSD-4-Clause",
    "selinux": "public domain",
    "sharpyuv": "BSD-3-Clause",
    "ssl": "Apache-2.0",
    "tiff": "libtiff",
    "webp": "BSD-3-Clause",
    "webpdemux": "BSD-3-Clause",
    "webpmux": "BSD-3-Clause",
    "Xau": "MIT",
    "xcb": "MIT",
    "z": "Zlib",
    "zstd": "BSD-3-Clause",
}


def locked(name: str) -> list[str]:
    """Return the packages of a lock that this system and this Python take."""
    found = []
    for line in (ROOT / name).read_text().splitlines():
        match = re.match(r"([A-Za-z0-9._-]+)==[^ ;]+(?: ; (.+?))?(?: \\)?$", line)
        if match and (match[2] is None or Marker(match[2]).evaluate()):
            found.append(match[1])
    return found


def licences_of(package: str) -> list[str]:
    """Return what a package says of its licence: an expression, classifiers, or the first line of a text."""
    told = metadata.metadata(package)
    classifiers = [text for text in told.get_all("Classifier") or [] if text.startswith("License ::")]
    short = (told.get("License") or "").strip().split("\n")[0]
    return [text for text in (told.get("License-Expression") or "", short, *classifiers) if text]


def bundled_in(package: str) -> list[str]:
    """Return the libraries that a package carries, without “lib” and versions."""
    paths = [PurePosixPath(str(path)) for path in metadata.files(package) or []]
    carried = [path.name for path in paths if re.search(r"\.(libs|dylibs)$", path.parts[0])]
    return [
        re.split(r"[-.](?=[0-9a-f]{6,}|so|dll|dylib|\d)", name)[0].removeprefix("lib") for name in carried
    ]


def test_no_package_of_the_product_is_under_the_gpl() -> None:
    packages = locked("requirements.txt")
    assert len(packages) > 50
    told = {package: licences_of(package) for package in packages}
    strong = {
        package: [text for text in texts if _STRONG.search(text) and " OR " not in text.upper()]
        for package, texts in told.items()
    }
    assert {package: texts for package, texts in strong.items() if texts} == {}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_library_that_a_wheel_brings_along_has_a_licence_that_is_known(name: str) -> None:
    unknown = {
        package: [library for library in bundled_in(package) if library not in BUNDLED]
        for package in locked(name)
    }
    assert {package: libraries for package, libraries in unknown.items() if libraries} == {}


def test_what_carries_the_gpl_is_left_out() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert "pillow-heif" not in (ROOT / name).read_text()
    assert "pi-heif" in locked("requirements.txt")
    assert "heif" in bundled_in("pi-heif")
