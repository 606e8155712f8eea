"""What a model that Nextup exported as ONNX would put next: python run_onnx.py MODEL.onnx ID,ID,... [COUNT]

Needs onnxruntime and numpy. Prints a line for each item: its id, its score and its title. docs/onnx.md says what the file reads.
"""

import json
import sys

import numpy
import onnxruntime

path, ids = sys.argv[1], sys.argv[2].split(",")
count = int(sys.argv[3]) if len(sys.argv) > 3 else 10

session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
told = session.get_modelmeta().custom_metadata_map
items = json.loads(told["nextup.items"])
titles = json.loads(told.get("nextup.titles", "null")) or items
reads = json.loads(told["nextup.reads"])

place = {item: i for i, item in enumerate(items)}
seen = [place[item] for item in ids]
history = seen[-reads["window"] :]
rows = numpy.zeros((1, reads["window"]), numpy.int64)
rows[0, : len(history)] = [i + 1 for i in history]
inputs = {"items": rows, "lengths": numpy.array([len(history)], numpy.int64)}
for name in reads["beside"]:
    inputs[name] = (rows > 0).astype(numpy.int64)  # 1: nobody knows

(logits,) = session.run(["logits"], inputs)
scores = logits[0]
if told["nextup.seen"] == "filtered":
    scores[seen] = -numpy.inf
for i in numpy.argsort(-scores, kind="stable")[:count]:
    print(items[i], f"{scores[i]:.6g}", titles[i], sep="\t")
