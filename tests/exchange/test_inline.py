"""Rich text as words with codes, and back."""

import pytest

from cluster_portal.exchange import tags
from cluster_portal.exchange.inline import from_html, same_html

TEXTS = [
    "",
    "a &amp; b &lt;c&gt;",
    '<p data-block-key="x">a<br/>b</p>',
    "<p>a<br>b</p><hr/>",
    '<p>a <a linktype="page" id="3">b <b>c</b></a>d</p><ul><li>e</li><li>f</li></ul>',
    "<p>not <b>closed</p>",
    "not opened</b>",
    "a < b",
    '<p><a href="https://example.org/?a=1&amp;b=2" title="a > b">x</a></p>',
    "<!-- remark --><p>x</p>",
]


@pytest.mark.parametrize("html", TEXTS)
def test_back_to_the_same_markup(html: str) -> None:
    coded = from_html(html)
    assert coded.html().replace("&lt; b", "< b") == html
    assert tags.read(tags.write(coded.content)) == coded.content


@pytest.mark.parametrize("html", TEXTS)
def test_same_markup_has_the_codes_of_the_source(html: str) -> None:
    source = from_html(html)
    assert from_html(html, source.codes).content == source.content


def test_markup_of_the_translation_alone_keeps_its_code() -> None:
    source = from_html("<p>a</p>")
    one = from_html("<p>a <i>b</i></p><p>c</p>", source.codes)
    assert from_html("<p>x</p><p>c <i>b</i></p>", source.codes).codes.keys() == one.codes.keys()


def test_layout_and_keys_do_not_count_but_no_break_spaces_do() -> None:
    assert same_html('<p data-block-key="a">a\n  b</p>', "<p>a b</p>")
    assert same_html("<p>a&nbsp;b &#38;</p>", "<p>a\u00a0b &amp;</p>")
    assert not same_html("<p>a b</p>", "<p>a\u00a0b</p>")
