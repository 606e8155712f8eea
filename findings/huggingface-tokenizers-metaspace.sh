#!/bin/sh
# @huggingface/tokenizers 0.2.0 (npm), which reads the same tokenizer.json as the Python package tokenizers 0.23.2 and computes other tokens:
#
# - Metaspace never splits at its marks. With `split: true`, as most sentencepiece models have it, a piece of the vocabulary that
#   reaches over a mark is taken whole, as if `split` was false; Python takes the words apart first. Where no piece has a mark but at
#   its beginning, both are alike.
# - A Split that is inverted keeps only what its pattern matches, whatever its behavior: with Isolated and Contiguous Python keeps all of
#   the text in the same three pieces, and merges them with MergedWithPrevious and MergedWithNext. The library drops the rest.
#
# Seen (Node 20.20.2, Python 3.11):
#   Metaspace, "red tea":            npm ["▁red▁tea"]     Python ["▁red","▁tea"]
#   Split [a-z]+ inverted, Isolated: npm ["red","tea"]    Python ["red","12","tea"]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @huggingface/tokenizers@0.2.0 >/dev/null
python3 -m venv venv
venv/bin/pip -q install tokenizers==0.23.2 >/dev/null
cat >cases.json <<'END'
[
  {
    "text": "red tea",
    "pre_tokenizer": { "type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true },
    "model": { "type": "Unigram", "unk_id": 0, "byte_fallback": false, "vocab": [["<unk>", 0], ["▁red", -3], ["▁tea", -3], ["▁red▁tea", -1]] }
  },
  {
    "text": "red12tea",
    "pre_tokenizer": { "type": "Split", "pattern": { "Regex": "[a-z]+" }, "behavior": "Isolated", "invert": true },
    "model": { "type": "WordLevel", "unk_token": "<unk>", "vocab": { "<unk>": 0, "red": 1, "12": 2, "tea": 3 } }
  }
]
END
cat >read.mjs <<'END'
import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';
const rest = { version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer: null, post_processor: null, decoder: null };
for (const { text, ...parts } of JSON.parse(readFileSync('cases.json', 'utf8'))) {
  console.log(JSON.stringify(new Tokenizer({ ...rest, ...parts }, { unk_token: '<unk>' }).encode(text).tokens));
}
END
cat >read.py <<'END'
import json
from tokenizers import Tokenizer
rest = dict(version='1.0', truncation=None, padding=None, added_tokens=[], normalizer=None, post_processor=None, decoder=None)
for case in json.load(open('cases.json', encoding='utf8')):
    text = case.pop('text')
    tokens = Tokenizer.from_str(json.dumps({**rest, **case})).encode(text).tokens
    print(json.dumps(tokens, ensure_ascii=False, separators=(',', ':')))
END
node read.mjs >npm.txt
PYTHONIOENCODING=utf8 venv/bin/python read.py >python.txt
cat npm.txt python.txt
printf '["▁red▁tea"]\n["red","tea"]\n' | cmp - npm.txt
printf '["▁red","▁tea"]\n["red","12","tea"]\n' | cmp - python.txt
