"""Makes the small encoder of this folder, and what Python's own libraries say of it (expected.json).

    pip install onnx onnxruntime tokenizers numpy && python make.py

Weights are drawn from a seed; the files are committed, and tests never run this. Made with onnx 1.23.1, onnxruntime 1.30.0,
tokenizers 0.23.2. One block as BERT has it: tokens, positions and types, LayerNormalization, attention of one head with an
additive mask, residual, LayerNormalization. opset 17.
"""
import json
import os

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

WIDTH, LONGEST, OPSET = 16, 12, 17
here = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(11)

words = ["the", "night", "train", "garden", "herb", "river", "gold", "stone", "wind", "king"]
pieces = ["##s", "##en", "##er"]
letters = list("abcdefghijklmnopqrstuvwxyz0123456789") + [",", ".", "!"]
vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *words, *pieces, *letters, *("##" + c for c in letters[:26])]
ids = {word: i for i, word in enumerate(vocabulary)}


def write(name, value):
    with open(os.path.join(here, name), "w") as file:
        json.dump(value, file, indent=1, ensure_ascii=False)
        file.write("\n")


special = [
    dict(id=ids[t], content=t, single_word=False, lstrip=False, rstrip=False, normalized=False, special=True)
    for t in ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
]
one = lambda name: {"SpecialToken": {"id": name, "type_id": 0}}
tokenizer = dict(
    version="1.0",
    truncation=dict(direction="Right", max_length=LONGEST, strategy="LongestFirst", stride=0),
    padding=None,
    added_tokens=special,
    normalizer=dict(type="BertNormalizer", clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True),
    pre_tokenizer=dict(type="BertPreTokenizer"),
    post_processor=dict(
        type="TemplateProcessing",
        single=[one("[CLS]"), {"Sequence": {"id": "A", "type_id": 0}}, one("[SEP]")],
        pair=[one("[CLS]"), {"Sequence": {"id": "A", "type_id": 0}}, one("[SEP]"), {"Sequence": {"id": "B", "type_id": 1}}],
        special_tokens={t: dict(id=t, ids=[ids[t]], tokens=[t]) for t in ("[CLS]", "[SEP]")},
    ),
    decoder=dict(type="WordPiece", prefix="##", cleanup=True),
    model=dict(type="WordPiece", unk_token="[UNK]", continuing_subword_prefix="##", max_input_chars_per_word=100, vocab=ids),
)
write("tokenizer.json", tokenizer)
write("config.json", dict(model_type="bert", hidden_size=WIDTH, vocab_size=len(ids), max_position_embeddings=LONGEST))
write("sentence_bert_config.json", dict(max_seq_length=LONGEST, do_lower_case=False))
kind = "sentence_transformers.models."
write(
    "modules.json",
    [
        dict(idx=0, name="0", path="", type=kind + "Transformer"),
        dict(idx=1, name="1", path="1_Pooling", type=kind + "Pooling"),
        dict(idx=2, name="2", path="2_Normalize", type=kind + "Normalize"),
    ],
)
write(
    "1_Pooling/config.json",
    dict(word_embedding_dimension=WIDTH, pooling_mode_cls_token=False, pooling_mode_mean_tokens=True,
         pooling_mode_max_tokens=False, pooling_mode_mean_sqrt_len_tokens=False),
)

draw = lambda *shape: (random.standard_normal(shape) * 0.5).astype(np.float32)
weights = dict(
    tokens=draw(len(ids), WIDTH), positions=draw(LONGEST, WIDTH), types=draw(2, WIDTH),
    gamma1=1 + draw(WIDTH) / 4, beta1=draw(WIDTH) / 4, gamma2=1 + draw(WIDTH) / 4, beta2=draw(WIDTH) / 4,
    query=draw(WIDTH, WIDTH), key=draw(WIDTH, WIDTH), value=draw(WIDTH, WIDTH),
    scale=np.float32(WIDTH ** -0.5), one=np.float32(1), lowest=np.float32(-1e4),
    masked=np.array([1], np.int64), zero=np.array([0], np.int64), first=np.array([1], np.int64), second=np.array([2], np.int64),
)
node = helper.make_node
nodes = [
    node("Gather", ["tokens", "input_ids"], ["t"]),
    node("Gather", ["types", "token_type_ids"], ["k"]),
    node("Shape", ["input_ids"], ["shape"]),
    node("Slice", ["shape", "first", "second"], ["length"]),
    node("Slice", ["positions", "zero", "length"], ["p"]),
    node("Add", ["t", "k"], ["tk"]),
    node("Add", ["tk", "p"], ["sum"]),
    node("LayerNormalization", ["sum", "gamma1", "beta1"], ["x"], axis=-1, epsilon=1e-12),
    node("MatMul", ["x", "query"], ["q"]),
    node("MatMul", ["x", "key"], ["kk"]),
    node("MatMul", ["x", "value"], ["v"]),
    node("Transpose", ["kk"], ["kt"], perm=[0, 2, 1]),
    node("MatMul", ["q", "kt"], ["raw"]),
    node("Mul", ["raw", "scale"], ["scaled"]),
    node("Cast", ["attention_mask"], ["seen"], to=TensorProto.FLOAT),
    node("Sub", ["one", "seen"], ["hidden"]),
    node("Mul", ["hidden", "lowest"], ["far"]),
    node("Unsqueeze", ["far", "masked"], ["mask"]),
    node("Add", ["scaled", "mask"], ["scores"]),
    node("Softmax", ["scores"], ["attention"], axis=-1),
    node("MatMul", ["attention", "v"], ["mixed"]),
    node("Add", ["x", "mixed"], ["y"]),
    node("LayerNormalization", ["y", "gamma2", "beta2"], ["last_hidden_state"], axis=-1, epsilon=1e-12),
]
whole = lambda name: helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
graph = helper.make_graph(
    nodes, "small-encoder", [whole("input_ids"), whole("attention_mask"), whole("token_type_ids")],
    [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "length", WIDTH])],
    [numpy_helper.from_array(np.asarray(value), name) for name, value in weights.items()],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="nextup")
model.ir_version = 8
onnx.checker.check_model(model, full_check=True)
onnx.save(model, os.path.join(here, "model.onnx"))

texts = [
    "The Night Train", "Garden herbs", "the river's gold", "Kings, stones and wind!", "x", "Köning der Nacht",
    "the night train of the garden king and the river of gold and stone", "東京 night", "GOLDEN", "a b c 1 2 3",
]
encoder = Tokenizer.from_file(os.path.join(here, "tokenizer.json"))
session = onnxruntime.InferenceSession(os.path.join(here, "model.onnx"), providers=["CPUExecutionProvider"])
expected = []
for text in texts:
    tokens = encoder.encode(text).ids
    feed = np.array([tokens], np.int64)
    (hidden,) = session.run(None, dict(input_ids=feed, attention_mask=np.ones_like(feed), token_type_ids=np.zeros_like(feed)))
    mean = hidden[0].astype(np.float64).mean(0)
    vector = mean / np.linalg.norm(mean)
    expected.append(dict(text=text, tokens=tokens, vector=[round(float(x), 7) for x in vector]))
write("expected.json", expected)
