#!/bin/sh
# onnxruntime 1.30.0 (Python, CPU): a Gather whose indices are a Range that counts down to 0, Range(n − 1, −1, −1), gives nothing
# where the graph is optimised. Of the two the optimiser makes one Slice with the bounds of the Range as they are, and the end −1 of a Slice
# is the last place instead of that before the first: of 5 values from 4 down to 0 none is left. What is behind it then fails for its
# shape, or adds up nothing in silence. Basic optimisation and none give the values, as does a Range upwards that is taken from n − 1.
#
# Seen (onnxruntime 1.30.0, onnx 1.23.1, Python 3.11):
#   none      [50.0, 40.0, 30.0, 20.0, 10.0]
#   basic     [50.0, 40.0, 30.0, 20.0, 10.0]
#   extended  []
#   all       []
#   all, upwards  [50.0, 40.0, 30.0, 20.0, 10.0]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv >/dev/null
venv/bin/pip install -qqq --disable-pip-version-check onnxruntime==1.30.0 onnx==1.23.1 numpy
cat >seen.py <<'END'
import numpy
import onnxruntime
from onnx import TensorProto, checker, helper


def scalar(name, value):
    return helper.make_tensor(name, TensorProto.INT64, [], [value])


def model(nodes):
    """values[n − 1], …, values[0], n a scalar that is given"""
    graph = helper.make_graph(
        nodes,
        "reversed",
        [helper.make_tensor_value_info("n", TensorProto.INT64, [])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n"])],
        [
            helper.make_tensor("values", TensorProto.FLOAT, [5], [10, 20, 30, 40, 50]),
            scalar("zero", 0),
            scalar("one", 1),
            scalar("minus", -1),
        ],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    checker.check_model(made, full_check=True)
    return made.SerializeToString()


last = helper.make_node("Sub", ["n", "one"], ["last"])
taken = helper.make_node("Gather", ["values", "places"], ["y"])
down = model([last, helper.make_node("Range", ["last", "minus", "minus"], ["places"]), taken])
up = model(
    [last, helper.make_node("Range", ["zero", "n", "one"], ["up"]), helper.make_node("Sub", ["last", "up"], ["places"]), taken]
)


def run(bytes_, level):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = level
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(bytes_, options, providers=["CPUExecutionProvider"])
    return session.run(None, {"n": numpy.array(5)})[0].tolist()


levels = onnxruntime.GraphOptimizationLevel
right = [50.0, 40.0, 30.0, 20.0, 10.0]
seen = {
    "none": run(down, levels.ORT_DISABLE_ALL),
    "basic": run(down, levels.ORT_ENABLE_BASIC),
    "extended": run(down, levels.ORT_ENABLE_EXTENDED),
    "all": run(down, levels.ORT_ENABLE_ALL),
    "all, upwards": run(up, levels.ORT_ENABLE_ALL),
}
for name, values in seen.items():
    print(f"{name:9} {values}")
assert seen == {"none": right, "basic": right, "extended": [], "all": [], "all, upwards": right}, "it changed"
END
venv/bin/python seen.py
