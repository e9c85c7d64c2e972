"""A ledger's file opens in Datasette: labels, facets and search work, with and without the hints."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from onrecord.ledger.datasette import write_metadata
from onrecord.ledger.ledger import open_ledger
from onrecord.model.ledger import make_local_id
from tests.contract.ledger.stories import at, make_harbour, make_item, make_remark

START_SECONDS = 60
Get = Callable[[str], Any]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "desk.db"
    with open_ledger(str(path)) as opened:
        opened.keep_document(make_item(make_harbour(), story="Harbour offices"), at(1))
        opened.keep_document(make_item(make_remark("The gates stay open", "Élodie Marsh")), at(2))
    return path


@contextmanager
def run_datasette(*arguments: str) -> Iterator[Get]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "datasette", "serve", *arguments, "-p", str(port)]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=os.environ | {"NO_PROXY": "127.0.0.1"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def get(path: str) -> Any:
        with opener.open(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
            body = answer.read().decode("utf-8")
        return json.loads(body) if ".json" in path else body

    try:
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                get("/-/versions.json")
                break
            except urllib.error.URLError:
                assert server.poll() is None, server.communicate()[0].decode()
                assert time.monotonic() < end, "Datasette did not start"
                time.sleep(0.1)
        yield get
    finally:
        server.terminate()
        server.communicate(timeout=20)


@pytest.fixture(scope="module")
def plain(ledger: Path) -> Iterator[Get]:
    with run_datasette(str(ledger)) as get:
        yield get


@pytest.fixture(scope="module")
def hinted(ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    metadata = tmp_path_factory.mktemp("hints") / "desk.json"
    write_metadata(ledger, metadata)
    with run_datasette("-i", str(ledger), "--metadata", str(metadata)) as get:
        yield get


def search(get: Get, words: str) -> list[str]:
    rows = get(f"/desk/quotations.json?_shape=array&_search={urllib.parse.quote(words)}")
    return sorted(row["words"] for row in rows)


def test_the_plain_file_labels_its_foreign_keys(plain: Get) -> None:
    rows = plain("/desk/statement.json?_labels=on&_shape=array&_sort=number")
    assert rows[0]["source"]["label"] == "Ada Brill"
    assert rows[0]["document"]["label"] == "Harbour offices to close"
    claims = plain("/desk/conflict_claim.json?_labels=on&_shape=array")
    assert {row["conflict"]["label"] for row in claims} == {"offices in Estmere"}


def test_the_plain_file_is_searched(plain: Get) -> None:
    assert search(plain, "winter storms") == ["We will shut every harbour office before the winter storms"]
    assert search(plain, "gates") == ["The gates stay open"]
    assert len(search(plain, "élodie")) == len(search(plain, "elodie")) == 2
    assert search(plain, "velociraptor") == []


def test_the_plain_file_has_facets_and_pages(plain: Get) -> None:
    found = plain("/desk/quotations.json?_facet=channel&_facet=outlet&_size=2")
    facets = found["facet_results"]
    values = {each["value"]: each["count"] for each in facets["channel"]["results"]}
    assert values == {"letter": 2, "speech": 1}
    for page in ("/desk", "/desk/statement", "/desk/quotations", "/desk/inquiries_open", "/desk/source"):
        assert "Traceback" not in plain(page)


def test_a_row_leads_to_what_it_names(plain: Get) -> None:
    page = plain(f"/desk/attribution?id={make_local_id(make_harbour().document.id, 'a1')}")
    assert 'href="/desk/source/ada-brill-' in page
    assert "Ada Brill</a>" in page


def test_hints_describe_label_and_count(hinted: Get) -> None:
    wordings = hinted("/desk/wording.json?_labels=on&_shape=array")
    assert wordings[0]["original"]["label"].startswith("We will shut")
    assert "never a web site" in hinted("/desk/source")
    assert hinted("/desk/quotations.json")["facet_results"]["kind"]["results"]
    assert search(hinted, "gates") == ["The gates stay open"]
    tables = {each["name"]: each["hidden"] for each in hinted("/desk.json")["tables"]}
    assert tables["quotation_print"]
    assert not tables["statement"]
