"""Reading rows: columns by name, faults told with line and column, the rest read."""

import io

import pytest

from projects.cordis.problems import CordisError
from projects.cordis.records import Table

HEADER = '"id";"name";"note"\n'


def read(text, required=("id",)):
    data = text if isinstance(text, bytes) else text.encode()
    found = []
    table = Table(io.BufferedReader(io.BytesIO(data)), "file.csv", required, ("id",), found.append)
    rows = [(row.line, row.get("id"), row.get("name"), row.get("note")) for row in table]
    return rows, [(p.line, p.column, p.code) for p in found]


def test_columns_are_found_by_name_in_any_order():
    rows, problems = read('"note";"NAME";"extra";"id"\n"n";"a";"x";"123"\n')
    assert rows == [(2, "123", "a", "n")]
    assert problems == []


def test_a_missing_column_is_empty_and_a_required_one_is_asked_for():
    rows, _ = read('"id"\n"123"\n')
    assert rows == [(2, "123", "", "")]
    with pytest.raises(CordisError, match=r"file\.csv, line 1.*name"):
        read('"id"\n"123"\n', required=("id", "name"))


def test_blank_lines_and_a_byte_order_mark_are_skipped():
    rows, problems = read("\ufeff\n" + HEADER + '\n"123";"a";""\n   \n"124";"b";""\n')
    assert [row[1] for row in rows] == ["123", "124"]
    assert problems == []


def test_a_text_may_hold_separators_line_breaks_and_doubled_quotes():
    rows, problems = read(HEADER + '"123";"a;b";"one\ntwo ""three"""\n"124";"c";""\n')
    assert rows == [(2, "123", "a;b", 'one\ntwo "three"'), (4, "124", "c", "")]
    assert problems == []


def test_quotes_inside_a_text_count_as_text():
    rows, problems = read(HEADER + '"123";"a";"the "best" one"\n')
    assert rows[0][3] == 'the "best" one'
    assert problems == [(2, 16, "inner_quote")]


def test_a_row_whose_quote_never_closes_is_told_and_the_next_ones_are_read():
    rows, problems = read(HEADER + '"123";"a;"x"\n"124";"b";""\n"125";"c";"open\n"126";"d";""\n')
    assert [row[1] for row in rows] == ["124", "125", "126"]
    assert [problem[0] for problem in problems][-1] == 4
    assert (4, 11, "open_quote_at_end") in problems
    assert any(line == 2 and code in ("column_count", "inner_quote") for line, _, code in problems)


def test_a_quote_that_opens_in_the_middle_does_not_swallow_the_rest():
    rows, problems = read(HEADER + '"123";"a\nmore\n"124";"b";""\n')
    assert [row[1] for row in rows] == ["124"]
    assert problems == [(2, 7, "open_quote")]


def test_bytes_that_are_not_utf8_are_told_with_line_and_column():
    rows, problems = read(HEADER.encode() + b'"123";"a\xe9";""\n"124";"b";""\n')
    assert [row[1] for row in rows] == ["124"]
    assert problems == [(2, 9, "encoding")]


def test_a_row_with_other_columns_is_told():
    rows, problems = read(HEADER + '"123";"a"\n"124";"b";"";\n')
    assert [row[1] for row in rows] == ["124"]
    assert problems == [(2, 1, "column_count")]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04rest", "XLSX"),
        (b"%PDF-1.7", "PDF"),
        (b"<!doctype html>", "HTML"),
        (b"\xff\xfei\x00d\x00", "UTF-16"),
    ],
)
def test_a_file_that_is_something_else_is_named(data, kind):
    with pytest.raises(CordisError, match=kind):
        read(data)


def test_an_empty_file_is_refused():
    with pytest.raises(CordisError):
        read(b"")


def test_a_problem_names_the_cell_it_is_in():
    found = []
    stream = io.BufferedReader(io.BytesIO((HEADER + '"123";"a";"x"\n').encode()))
    for row in Table(stream, "file.csv", ("id",), ("id",), found.append):
        row.problem("bad_date", "note", "x")
    assert (found[0].line, found[0].column, found[0].field) == (2, 11, "note")
    assert "file.csv, line 2, column 11 (note)" in str(found[0])
