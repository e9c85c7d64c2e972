"""Extract every page of a folder and write one reading a line, with the processor time it took.

    python benchmarks/pages.py FOLDER READINGS.jsonl

FOLDER holds ``<id>.html`` or ``<id>.html.gz``, in UTF-8. A line holds the document part of a reading only.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import time
from pathlib import Path

from onrecord.extract.html import extract_html
from onrecord.model.document import Capture, Document


def write_document(document: Document) -> dict[str, object]:
    blocks = [
        {
            "id": block.id,
            "kind": block.kind,
            "span": list(block.span),
            "path": block.path,
            "post": block.post
            and {
                "platform": block.post.platform,
                "author": block.post.author,
                "handle": block.post.handle,
                "date": block.post.date,
                "url": block.post.url,
                "words": block.post.words,
            },
        }
        for block in document.blocks
    ]
    return {
        "origin": document.origin,
        "title": document.title,
        "byline": list(document.byline),
        "outlet": document.outlet,
        "published": document.published,
        "updated": document.updated,
        "url": document.url,
        "language": document.language,
        "unreadable": document.unreadable,
        "text": document.text,
        "blocks": blocks,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("readings", type=Path)
    given = parser.parse_args()
    pages = sorted([*given.folder.glob("*.html"), *given.folder.glob("*.html.gz")])
    if not pages:
        print(f"{given.folder}: no page there; name a folder of <id>.html or <id>.html.gz", file=sys.stderr)
        return 1
    times = []
    with given.readings.open("w", encoding="utf-8") as out:
        for path in pages:
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            capture = Capture(content=content, origin=path.name.removesuffix(".gz"))
            began = time.process_time()
            document = extract_html(content.decode("utf-8", "replace"), capture)
            times.append(time.process_time() - began)
            out.write(json.dumps({"document": write_document(document)}, ensure_ascii=False) + "\n")
    milliseconds = sorted(1000 * each for each in times[1:] or times)
    print(
        f"{len(pages)} pages; processor time per page: mean {statistics.mean(milliseconds):.0f} ms, median"
        f" {statistics.median(milliseconds):.0f} ms, longest {milliseconds[-1]:.0f} ms; first, with what it loads,"
        f" {1000 * times[0]:.0f} ms"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
