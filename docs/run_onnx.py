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


def by_window():
    """The logits of a file that reads whole histories."""
    rows = numpy.zeros((1, reads["window"]), numpy.int64)
    rows[0, : len(history)] = [i + 1 for i in history]
    inputs = {"items": rows, "lengths": numpy.array([len(history)], numpy.int64)}
    for name in reads["beside"]:
        inputs[name] = (rows > 0).astype(numpy.int64)  # 1: nobody knows
    return session.run(["logits"], inputs)[0]


def by_stream(states):
    """The logits of a file that reads one item after another: what it told of the items before is given with the next one."""
    extents = [[{"histories": 1, "before": 0}.get(e, e) for e in state["shape"]] for state in states]
    kept = {state["past"]: numpy.zeros(shape, numpy.float32) for state, shape in zip(states, extents)}
    outputs = ["logits"] + [state["present"] for state in states]
    takes_place = "place" in [given.name for given in session.get_inputs()]
    for t, i in enumerate(history):
        inputs = {"items": numpy.array([[i + 1]]), **kept}
        for name in reads["beside"]:
            inputs[name] = numpy.array([[1]])  # nobody knows
        if takes_place:
            inputs["place"] = numpy.array([t])
        logits, *made = session.run(outputs, inputs)
        kept = {state["past"]: value for state, value in zip(states, made)}
    return logits


logits = by_stream(reads["states"]) if "states" in reads else by_window()
scores = logits[0]
if told["nextup.seen"] == "filtered":
    scores[seen] = -numpy.inf
for i in numpy.argsort(-scores, kind="stable")[:count]:
    print(items[i], f"{scores[i]:.6g}", titles[i], sep="\t")
