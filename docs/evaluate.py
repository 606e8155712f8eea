"""Evaluates a saved model and every baseline on a table, from docs/formats.md and docs/protocol.md alone.

    python3 evaluate.py FILE.csv [MODEL.safetensors] [--split RULE] [--seen filtered|kept] [--stage test|validation]
                        [--no-baselines]

FILE.csv has a header and the columns user, item and time (seconds), and may have title and category. Needs numpy. Prints one JSON object: the protocol's
hash, how many users are asked among how many items, and of each recommender HR and NDCG at 10. What a file has and these
two pages do not describe is refused.
"""
import argparse
import csv
import hashlib
import json
import math
import unicodedata

import numpy as np


# ── histories, catalogue and splits: docs/protocol.md ──


def read_table(path):
    """Histories as (times, items) of each user, the catalogue, and the title and category of each item, in order of first appearance."""
    users, items, rows, texts = {}, {}, [], []
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            user = users.setdefault(row["user"], len(users))
            if row["item"] not in items and "title" in row:
                texts.append((row["title"], row["category"]))
            rows.append((user, float(row["time"]), items.setdefault(row["item"], len(items))))
    histories = [[] for _ in users]
    for user, time, item in sorted(rows, key=lambda row: row[:2]):  # stable: ties keep the order of the file
        histories[user].append((time, item))
    return histories, list(items), texts


def leave_one_out(histories):
    long = [h for h in histories if len(h) >= 3]
    return [h[:-2] for h in long], [h[:-1] for h in long], long


def by_time(histories):
    times = sorted(time for history in histories for time, _ in history)
    first_cut, second_cut = times[int(0.8 * len(times))], times[int(0.9 * len(times))]
    training, validation, test = [], [], []
    for history in histories:
        validated = sum(time < first_cut for time, _ in history)  # places where the periods begin
        tested = sum(time < second_cut for time, _ in history)
        training.append(history[:validated])
        if 0 < validated < tested:
            validation.append(history[: validated + 1])
        if 0 < tested < len(history):
            test.append(history[: tested + 1])
    return [h for h in training if h], validation, test


def by_user(histories):
    order = [u for u, history in enumerate(histories) if len(history) >= 2]
    tenth = max(1, int(np.floor(len(order) / 10 + 0.5)))
    shuffle(order, "data/split by user")
    tested, validated = sorted(order[:tenth]), sorted(order[tenth : 2 * tenth])
    asked = {*tested, *validated}
    training = [history for u, history in enumerate(histories) if u not in asked]
    return training, [histories[u] for u in validated], [histories[u] for u in tested]


def by_item(share):
    def division(histories):
        order = list(range(1 + max(item for history in histories for _, item in history)))
        drawn = max(2, int(np.floor(share * len(order) / 100 + 0.5)))
        shuffle(order, "data/split by item")
        tested, validated = set(order[:drawn:2]), set(order[1:drawn:2])
        long = [h for h in histories if len(h) >= 3]
        training = [[event for event in h[:-2] if event[1] not in tested | validated] for h in long]
        asked = [h[:-1] for h in long if h[-2][1] in validated], [h for h in long if h[-1][1] in tested]
        return [h for h in training if h], *asked

    return division


SPLITS = {
    "leave-one-out": leave_one_out,
    "by time": by_time,
    "by user": by_user,
    **{f"by item, {share} %": by_item(share) for share in (5, 10, 20, 40)},
}


def shuffle(order, name):
    draw = draws(0, name)
    for i in range(len(order) - 1, 0, -1):
        j = int(next(draw) / 2**32 * (i + 1))
        order[i], order[j] = order[j], order[i]


def draws(seed, name):
    """32-bit words of Threefry-2x32 under the key (seed, FNV-1a of the name)."""
    block = 0
    while True:
        yield from threefry((seed, fnv(name)), (block, 0))
        block += 1


def fnv(name):
    stream = 0x811C9DC5
    for byte in name.encode():
        stream = (stream ^ byte) * 0x01000193 & 0xFFFFFFFF
    return stream


def threefry(key, counter):
    k = [*key, 0x1BD11BDA ^ key[0] ^ key[1]]
    x, y = ((c + part) & 0xFFFFFFFF for c, part in zip(counter, k))
    for i in range(1, 6):
        for r in (13, 15, 26, 6) if i % 2 == 1 else (17, 29, 16, 24):
            x = (x + y) & 0xFFFFFFFF
            y = ((y << r | y >> (32 - r)) & 0xFFFFFFFF) ^ x
        x = (x + k[i % 3]) & 0xFFFFFFFF
        y = (y + k[(i + 1) % 3] + i) & 0xFFFFFFFF
    return x, y


# ── ranks and metrics ──


def rank_of(scores, target, hidden):
    if target in hidden:
        return np.inf
    shown = np.ones(len(scores), bool)
    shown[list(hidden)] = False
    return np.sum(scores[shown] > scores[target]) + (np.sum(scores[shown] == scores[target]) - 1) / 2


def evaluate(score, asked, seen):
    """HR@10 and NDCG@10; each of `asked` is a query of (time, item) and then its target."""
    hits, gain = [], []
    for *query, (_, target) in asked:
        rank = rank_of(score(query), target, {item for _, item in query} if seen == "filtered" else set())
        hits.append(rank < 10)
        gain.append(1 / np.log2(rank + 2) if rank < 10 else 0)
    return {"hr": float(np.mean(hits)), "ndcg": float(np.mean(gain))}


def protocol_hash(split, seen):
    fixed = {"equalScores": "expected rank", "queryTime": "unknown", "ranking": "full", "ties": "file order"}
    text = json.dumps({**fixed, "split": split, "seen": seen}, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


# ── baselines ──


def pairs(training, window, backward):
    """K[a][b], with b in the order in which the walk met it."""
    found = {}
    for history in training:
        for i, a in enumerate(history):
            for d, b in enumerate(history[i + 1 : i + 1 + window], 1):
                row = found.setdefault(a, {})
                row[b] = row.get(b, 0) + 1 / d
                if backward > 0:
                    row = found.setdefault(b, {})
                    row[a] = row.get(a, 0) + backward / d
    return found


def words_of(text):
    kept = (c if unicodedata.category(c)[0] in "LN" else " " for c in unicodedata.normalize("NFKC", text).lower())
    return "".join(kept).split()


def terms_of(title, category):
    """How often each column stands in a text: words of a title twice and their pieces once, those of a category as words of their own."""
    terms = []
    for word in words_of(title):
        terms.append((word, 2))
        marked = f"^{word}$"
        terms += [(f"~{marked[at : at + n]}", 1) for n in (3, 4) for at in range(len(marked) - n + 1)]
    if category != "":
        terms.append((f"#{unicodedata.normalize('NFKC', category).lower()}", 2))
    terms += [(f"#{word}", 2) for word in words_of(category)]
    counted = {}
    for term, weight in terms:
        column = fnv(term) % 2**15
        counted[column] = counted.get(column, 0) + weight
    return counted


def nearest(texts):
    """Of each item the 100 others whose texts have the largest cosines with its own."""
    counted = [terms_of(*text) for text in texts]
    having = {}
    for i, row in enumerate(counted):
        for column in row:
            having.setdefault(column, []).append(i)
    rows = []
    for row in counted:
        weights = {c: (1 + math.log(n)) * math.log((1 + len(texts)) / (1 + len(having[c]))) for c, n in row.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1
        rows.append({c: weight / length for c, weight in weights.items()})
    near = []
    for a, row in enumerate(rows):
        cosines = {}
        for column, value in row.items():
            for b in having[column]:
                cosines[b] = cosines.get(b, 0) + value * rows[b][column]
        others = sorted((b for b in cosines if b != a and cosines[b] > 0), key=lambda b: (-cosines[b], b))
        near.append({b: cosines[b] for b in others[:100]})
    return near


def baselines(training, items, texts):
    """Of each its name and its score of a query, which is a list of items alone."""
    pop = np.bincount([item for history in training for item in history], minlength=items).astype(float)
    share, n = pop / (1 + pop.max()), np.sqrt(pop + 5)
    follows, window, near = pairs(training, 1, 0), pairs(training, 5, 0), pairs(training, 5, 0.5)

    def repeat_last(query):
        scores = 1e-3 * share
        scores[query[-1]] = 1
        return scores

    def after_last(counts):
        def score(query):
            scores = 1e-3 * share
            for b, count in counts.get(query[-1], {}).items():
                scores[b] += count
            return scores

        return score

    def add_near(scores, a, weight):
        for b, count in near.get(a, {}).items():
            scores[b] += weight * count / n[b]

    def graph2(query):
        scores = 1e-6 * share
        for a, w in ((query[-1], 1), (query[max(0, len(query) - 2)], 0.5)):
            add_near(scores, a, w)
            strength = {c: count / n[c] for c, count in near.get(a, {}).items()}
            for c in sorted(strength, key=strength.get, reverse=True)[:20]:  # stable: of equal ones the first met
                add_near(scores, c, w * 0.1 * strength[c])
        return scores

    def itemknn(query):
        scores = 1e-6 * share
        for j, a in enumerate(query[: -11 : -1]):
            add_near(scores, a, 0.8**j)
        return scores

    near_texts = nearest(texts)

    def nearest_text(query):
        scores = 1e-6 * share
        for j, a in enumerate(query[: -11 : -1]):
            for b, cosine in near_texts[a].items():
                scores[b] += 0.8**j * cosine
        return scores

    found = {
        "popularity": lambda query: share,
        "repeat_last": repeat_last,
        "markov1": after_last(follows),
        "window5": after_last(window),
        "graph2": graph2,
        "itemknn": itemknn,
        "nearest_text": nearest_text,
    }
    return found if texts else {name: score for name, score in found.items() if name != "nearest_text"}


# ── the model: docs/formats.md ──

DTYPES = {"F32": "<f4", "F16": "<f2", "I8": "i1", "U8": "u1", "U16": "<u2", "U32": "<u4"}


def refuse(reason):
    raise SystemExit(f"evaluate.py: {reason}")


def read_model(path):
    """The manifest, the parameters in double precision with the codes of the items, and the ids of the catalogue."""
    with open(path, "rb") as file:
        data = file.read()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    about = header.pop("__metadata__")
    manifest = json.loads(about["manifest"])
    check_model(manifest, about["format"])
    pieces = {}
    for name, entry in sorted(header.items()):  # large tensors lie in NAME.part00, NAME.part01 …
        begin, end = (start + offset for offset in entry["data_offsets"])
        piece = np.frombuffer(data[begin:end], DTYPES[entry["dtype"]]).reshape(entry["shape"])
        pieces.setdefault(name.split(".part")[0], []).append(piece)
    tensors = {name: np.concatenate(each) for name, each in pieces.items()}
    text, offsets = tensors["items.id.bytes"].tobytes(), tensors["items.id.offsets"]
    ids = [text[a:b].decode() for a, b in zip(offsets, offsets[1:])]
    weights = {name: tensor.astype(float) for name, tensor in tensors.items() if tensor.dtype.kind in "fi"}
    for name in [name for name in weights if f"{name}.scale" in weights]:
        weights[name] = weights[name] * weights.pop(f"{name}.scale")[:, None]
    if "items.codes" in tensors:
        weights["items.codes"] = tensors["items.codes"].astype(int)
    return manifest, weights, ids


def affine(w, x, name):
    return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]


def norm(w, x, name):
    return w[f"{name}.gamma"] * (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-5) + w[f"{name}.beta"]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def silu(z):
    return z * sigmoid(z)


def gelu(z):
    return z / (1 + np.exp(-2 * np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))


def mlp(w, x, name):
    return affine(w, gelu(affine(w, x, f"{name}.up")), f"{name}.down")


def attention(w, x, name, heads, causal=True, tokens=1):
    """`tokens` rows in a row are one item, which sees all of itself."""
    T, C = x.shape
    q, k, v = (part.reshape(T, heads, C // heads) for part in np.split(affine(w, x, f"{name}.qkv"), 3, axis=1))
    logits = np.einsum("thc,jhc->htj", q, k) / np.sqrt(C // heads)
    if causal:
        item = np.arange(T) // tokens
        logits[:, item[:, None] < item] = -np.inf
    weights = np.exp(logits - logits.max(2, keepdims=True))
    weights /= weights.sum(2, keepdims=True)
    return affine(w, np.einsum("htj,jhc->thc", weights, v).reshape(T, C), f"{name}.out")


def lapses(times):
    """(T, T) rows of the table of times: 0 where nobody knows, else 1 and the bucket of the time between two items."""
    known = ~np.isnan(times)
    seconds = np.where(known, times - (times[known].min() if known.any() else 0), np.nan).astype(np.float32)
    apart = np.abs(seconds[:, None] - seconds).astype(float)
    buckets = np.minimum(62, np.floor(np.log(np.fmax(1, apart)) / 0.301))
    return np.where(np.isnan(apart), 0, 1 + buckets).astype(int)


def pointwise(config, w, x, name, times):
    """Attention without a softmax, whose scores know how far apart two items are."""
    T, C = x.shape
    heads = config["heads"]
    q, k, v = (part.reshape(T, heads, C // heads) for part in np.split(silu(x @ w[f"{name}.qkv.weight"].T), 3, axis=1))
    place = np.arange(T)
    bias = w[f"{name}.positions"][np.maximum(0, place[:, None] - place)]
    if config.get("timeBias") == "between":
        bias = bias + w[f"{name}.times"][lapses(times)]
    weights = silu(np.einsum("thc,jhc->htj", q, k) + bias) * (place[:, None] >= place)
    total = np.einsum("htj,jhc->thc", weights, v).reshape(T, C)
    total = total / (place[:, None] + 1 if config.get("divided") == "seen" else config["length"])
    return gated(w, norm(w, total, f"{name}.norm"), x, name)


def recurrence(w, xs, name):
    h, states = np.zeros(w[f"{name}.recurrent.weight"].shape[1]), []
    for x in affine(w, xs, f"{name}.input"):
        r, z, n = np.split(x, 3)
        hr, hz, hn = np.split(affine(w, h, f"{name}.recurrent"), 3)
        z = sigmoid(z + hz)
        h = (1 - z) * np.tanh(n + sigmoid(r + hr) * hn) + z * h
        states.append(h)
    return np.array(states)


def convolved(w, x, name):
    read = np.vstack([np.zeros((3, len(w[f"{name}.in.weight"]))), x @ w[f"{name}.in.weight"].T])
    taps = w[f"{name}.convolution.weight"]
    return silu(sum(taps[j] * read[j : j + len(x)] for j in range(4)) + w[f"{name}.convolution.bias"])


def gated(w, y, x, name):
    return affine(w, y * silu(x @ w[f"{name}.gate.weight"].T), f"{name}.out")


def mamba(w, x, name):
    u = convolved(w, x, name)
    b, c = np.split(u @ w[f"{name}.bc.weight"].T, 2, axis=1)
    step = np.logaddexp(0, affine(w, u @ w[f"{name}.step.down.weight"].T, f"{name}.step.up"))
    rate, h = np.exp(w[f"{name}.logRate"]), 0
    y = np.zeros_like(u)
    for t in range(len(x)):
        h = np.exp(-step[t, :, None] * rate) * h + (step[t] * u[t])[:, None] * b[t]
        y[t] = h @ c[t] + w[f"{name}.skip"] * u[t]
    return gated(w, y, x, name)


def gap_rows(times):
    """Rows of G: 1 where nobody knows, else 2 and the bucket of the time since the event before."""
    apart = np.abs(np.diff(times, prepend=np.nan))
    buckets = np.minimum(63, np.floor(np.log(np.fmax(1, apart)) / 0.301))
    return np.where(np.isnan(apart), 1, 2 + buckets).astype(int)


def vectors(config, w, table, query):
    """(n, C): what the model reads of each (time, item), without positions."""
    times, items = zip(*query)
    x = table[np.array(items) + 1]
    return x + w["gaps"][gap_rows(times)] if config.get("times") == "gaps" else x


def positions(config, w, n):
    P = w["positions"]
    return P[:n] if config.get("positions") == "oldest" else P[len(P) - n :]


def causal_blocks(config, w, x, tokens=1):
    for block in (f"block{i}" for i in range(config["blocks"])):
        x = x + attention(w, norm(w, x, f"{block}.norm1"), f"{block}.attention", config["heads"], tokens=tokens)
        x = x + mlp(w, norm(w, x, f"{block}.norm2"), f"{block}.mlp")
    return x


def sasrec(config, w):
    def score(query):
        x = vectors(config, w, w["items"], query[-config["length"] :])
        x = causal_blocks(config, w, x + positions(config, w, len(x)))
        return w["items"][1:] @ norm(w, x[-1:], "final")[0]

    return score


def gru4rec(config, w):
    def score(query):
        states = vectors(config, w, w["items"], query[-config["length"] :])
        for i in range(config["layers"]):
            states = recurrence(w, states, f"layer{i}")
        return w["items"][1:] @ affine(w, states[-1], "out")

    return score


def bert4rec(config, w):
    mask = config["items"]  # stands behind the items, and nobody knows its time

    def score(query):
        x = vectors(config, w, w["items"], query[-(config["length"] - 1) :] + [(np.nan, mask)])
        x = x + positions(config, w, len(x))
        for block in (f"block{i}" for i in range(config["blocks"])):
            x = norm(w, x + attention(w, x, f"{block}.attention", config["heads"], causal=False), f"{block}.norm1")
            x = norm(w, x + mlp(w, x, f"{block}.mlp"), f"{block}.norm2")
        return w["items"][1 : mask + 1] @ gelu(affine(w, x[-1:], "out"))[0]

    return score


def mamba4rec(config, w):
    def score(query):
        x = norm(w, vectors(config, w, w["items"], query[-config["length"] :]), "first")
        for block in (f"block{i}" for i in range(config["blocks"])):
            x = norm(w, mamba(w, x, f"{block}.mamba") + (x if config["blocks"] > 1 else 0), f"{block}.norm1")
            x = norm(w, x + mlp(w, x, f"{block}.mlp"), f"{block}.norm2")
        return w["items"][1:] @ x[-1]

    return score


def diagonal(config, w, x, name):
    """A diagonal linear system, position by position."""
    dynamics, readout = (w[f"{name}.{of}"].reshape(-1, config["width"], config["modes"]) for of in ("dynamics", "readout"))
    step = np.exp(w[f"{name}.step"])[:, None]
    paired = len(dynamics) == 2
    a = -np.exp(dynamics[0]) + (1j * dynamics[1] if paired else 0j)
    told = 2 * (readout[0] + 1j * readout[1]) if paired else readout[0]
    if config["discretisation"] == "hold":
        keep, told = np.exp(step * a), told * (np.exp(step * a) - 1) / a
    else:
        keep, told = (1 + step * a / 2) / (1 - step * a / 2), told * step / (1 - step * a / 2)
    h, y = np.zeros(a.shape, complex), []
    for read in x:
        h = keep * h + read[:, None]
        y.append((told * h).real.sum(1) + w[f"{name}.skip"] * read)
    return affine(w, gelu(np.array(y)), f"{name}.out")


def dual_block(config, w, x, name):
    """The state space dual, position by position."""
    read, N = convolved(w, x, name), config["states"]
    u, b, c = read[:, : -2 * N].reshape(len(x), -1, config["headChannels"]), read[:, -2 * N : -N], read[:, -N:]
    step, rate, s = np.logaddexp(0, affine(w, x, f"{name}.step")), np.exp(w[f"{name}.logRate"])[:, None, None], 0
    y = np.zeros_like(u)
    for t in range(len(x)):
        s = np.exp(-step[t, :, None, None] * rate) * s + (step[t, :, None] * u[t])[..., None] * b[t]
        y[t] = s @ c[t] + w[f"{name}.skip"][:, None] * u[t]
    v = y.reshape(len(x), -1) * silu(x @ w[f"{name}.gate.weight"].T)
    v = w[f"{name}.norm.gamma"] * v / np.sqrt((v * v).mean(1, keepdims=True) + 1e-5)
    return affine(w, v, f"{name}.out")


def stacked(layer, part):
    """A model of blocks in the frame of Mamba4Rec, whose layers always have a residual connection."""

    def model(config, w):
        def score(query):
            x = norm(w, vectors(config, w, w["items"], query[-config["length"] :]), "first")
            for block in (f"block{i}" for i in range(config["blocks"])):
                x = norm(w, x + layer(config, w, x, f"{block}.{part}"), f"{block}.norm1")
                x = norm(w, x + mlp(w, x, f"{block}.mlp"), f"{block}.norm2")
            return w["items"][1:] @ x[-1]

        return score

    return model


MIXERS = {
    "attention": lambda config, w, x, name, times: attention(w, x, name, config["heads"]),
    "convolution": lambda config, w, x, name, times: gated(w, convolved(w, x, name), x, name),
    "gru": lambda config, w, x, name, times: affine(w, recurrence(w, x, name), f"{name}.out"),
    "hstu": pointwise,
    "s4d": lambda config, w, x, name, times: diagonal(config, w, x, name),
    "ssd": lambda config, w, x, name, times: dual_block(config, w, x, name),
    "scan": lambda config, w, x, name, times: mamba(w, x, name),
}


def times_of(query):
    return np.array([time for time, _ in query], float)


def hybrid(config, w):
    def score(query):
        read = query[-config["length"] :]
        x = vectors(config, w, w["items"], read)
        for i, mixer in enumerate(config["mixers"]):
            x = x + MIXERS[mixer](config, w, norm(w, x, f"block{i}.norm1"), f"block{i}.{mixer}", times_of(read))
            x = x + mlp(w, norm(w, x, f"block{i}.norm2"), f"block{i}.mlp")
        return w["items"][1:] @ norm(w, x[-1:], "final")[0]

    return score


def hstu(config, w):
    def score(query):
        read = query[-config["length"] :]
        x = vectors(config, w, np.sqrt(config["width"]) * w["items"], read) + positions(config, w, len(read))
        for block in (f"block{i}" for i in range(config["blocks"])):
            x = x + pointwise(config, w, norm(w, x, f"{block}.norm"), f"{block}.hstu", times_of(read))
        return w["items"][1:] @ norm(w, x[-1:], "final")[0]

    return score


def rpg(config, w):
    slots = [(w[f"codes.slot{s}"], codes + 1, f"heads.slot{s}") for s, codes in enumerate(w["items.codes"].T)]
    means = np.vstack([np.zeros(config["width"]), sum(table[rows] for table, rows, _ in slots) / len(slots)])

    def score(query):
        x = vectors(config, w, means, query[-config["length"] :])
        x = causal_blocks(config, w, x + positions(config, w, len(x)))[-1:]
        # Of each code, then of each item: items of the same codes have the same score to the last digit.
        return sum((table @ norm(w, x + silu(affine(w, x, head)), f"{head}.norm")[0])[rows] for table, rows, head in slots)

    return score


def dual(config, w):
    coded = sum(w[f"codes.slot{s}"][codes + 1] for s, codes in enumerate(w["items.codes"].T))
    own = w["items"][1:]
    read = np.vstack([np.zeros(config["width"]), own + coded])

    def score(query):
        x = vectors(config, w, read, query[-config["length"] :])
        x = causal_blocks(config, w, x + positions(config, w, len(x)))[-1:]
        u, q = (norm(w, x + silu(affine(w, x, head)), f"{head}.norm")[0] for head in ("heads.items", "heads.codes"))
        share = sigmoid(affine(w, norm(w, x, "gate.norm"), "gate"))[0, 0]
        return share * (own @ u) + (1 - share) * (coded @ q)

    return score


def tiger(config, w):
    codes = w["items.codes"]
    tables = [w[f"codes.slot{s}"] for s in range(codes.shape[1])]
    means = np.vstack([np.zeros(config["width"]), sum(table[codes[:, s] + 1] for s, table in enumerate(tables)) / len(tables)])

    def score(query):
        x = vectors(config, w, means, query[-config["length"] :])
        x = causal_blocks(config, w, x + positions(config, w, len(x)))[-1:]
        # Of each beginning of codes that items have, once: items of the same codes have the same score to the last digit.
        states, scores = {(): x}, {(): 0.0}
        for s, table in enumerate(tables):
            step, longer, summed = f"steps.slot{s}", {}, {}
            for prefix in sorted({tuple(row[:s]) for row in codes.tolist()}):
                u = states[prefix[:-1]]
                told = table_before[prefix[-1] + 1] @ w[f"{step}.chosen.weight"].T if s > 0 else 0
                u = longer[prefix] = norm(w, u + silu(affine(w, u, step) + told), f"{step}.norm")
                logits = table[1:] @ u[0]
                guesses = logits - logits.max() - np.log(np.exp(logits - logits.max()).sum())
                summed.update({(*prefix, code): scores[prefix] + guess for code, guess in enumerate(guesses)})
            states, scores, table_before = longer, summed, table
        return np.array([scores[tuple(row)] for row in codes.tolist()])

    return score


def recgpt(config, w):
    S, K, C = config["slots"], config["codebook"], config["width"]
    codes = w["items.codes"]
    tokens = norm(w, w["codes"][np.arange(S) * K + codes + 1].reshape(-1, C), "first").reshape(-1, S * C)
    table = np.vstack([np.zeros(S * C), tokens])

    def score(query):
        x = vectors(config, w, table, query[-config["length"] :])
        x = causal_blocks(config, w, (x + positions(config, w, len(x))).reshape(-1, C), S)
        y = norm(w, x[-S:], "final")
        # Of each code, then of each item: items of the same codes have the same score to the last digit.
        return sum((w[f"heads.slot{s}"] @ y[s])[codes[:, s] + 1] for s in range(S))

    return score


# Each with its settings, beside those that all have.
MODELS = {
    "sasrec": (sasrec, {"blocks", "heads", "positions"}),
    "gru4rec": (gru4rec, {"layers", "hidden"}),
    "bert4rec": (bert4rec, {"blocks", "heads"}),
    "mamba4rec": (mamba4rec, {"blocks", "states", "expansion", "start"}),
    "s4d": (stacked(diagonal, "s4d"), {"blocks", "modes", "spectrum", "discretisation"}),
    "mamba2": (stacked(dual_block, "ssd"), {"blocks", "states", "expansion", "headChannels"}),
    "hybrid": (
        hybrid,
        {"mixers", "heads", "states", "expansion", "start", "hidden", "modes", "spectrum", "discretisation", "headChannels"}
        | {"timeBias", "divided"},
    ),
    "hstu": (hstu, {"blocks", "heads", "positions", "timeBias", "divided"}),
    "rpg": (rpg, {"slots", "codebook", "blocks", "heads", "positions"}),
    "dual": (dual, {"slots", "codebook", "blocks", "heads", "positions"}),
    "tiger": (tiger, {"slots", "codebook", "blocks", "heads", "positions"}),
    "recgpt": (recgpt, {"slots", "codebook", "blocks", "heads", "positions"}),
}
WORDS = {
    "positions": ["newest", "oldest"],
    "times": ["none", "gaps"],
    "kinds": ["none"],  # the tables that this script takes have no column of them
    "values": ["none"],  # nor of these
    "start": ["standard", "wide"],  # of training alone
    "spectrum": ["legs", "inverse", "linear", "real", "random"],  # beyond the shapes of parameters, of training alone
    "discretisation": ["hold", "bilinear"],
    "timeBias": ["none", "between"],
    "divided": ["window", "seen"],
    "mixers": list(MIXERS),
}
# Settings that a file may be without: it is of before they were there, and its model does not read them or has them as formerly.
LATER = {"positions", "times", "kinds", "values", "timeBias", "divided", "modes", "spectrum", "discretisation", "headChannels"}
PREPARED = {"duplicates": "keep", "minimumUser": 1, "minimumItem": 1, "lastN": None, "ties": "file order"}


def check_model(manifest, form):
    """Refuses what docs/formats.md does not describe, which would give other scores without a word."""
    arch, config, prep = (manifest[name] for name in ("arch", "config", "prep"))
    if form not in ("nextup-snapshot/1", "nextup-snapshot/2"):
        refuse(f"the file is a '{form}', expected nextup-snapshot/2; save the model, not its run")
    if arch not in MODELS:
        refuse(f"the model is '{arch}', expected one of {', '.join(MODELS)}")
    settings = MODELS[arch][1] | {"items", "width", "length", "dropout", "times", "kinds", "values"}
    for name in sorted(settings - LATER - config.keys()):
        refuse(f"{arch} without the setting '{name}'; save the model again")
    for name, value in config.items():
        if name not in settings:
            refuse(f"{arch} with the setting '{name}', which docs/formats.md does not describe; take the script of the file's version")
        for word in value if isinstance(value, list) else [value]:
            if name in WORDS and word not in WORDS[name]:
                refuse(f"{arch} with {name} '{word}', expected one of {', '.join(WORDS[name])}")
    for name, value in prep.items():
        if name not in ("seed", "historyLength") and (name not in PREPARED or value != PREPARED[name]):
            refuse(f"the model's histories were prepared with {name} '{value}', and this script takes a table as it is; prepare the table")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("table")
    parser.add_argument("model", nargs="?")
    parser.add_argument("--split", choices=SPLITS, default="leave-one-out")
    parser.add_argument("--seen", choices=["filtered", "kept"], default="filtered")
    parser.add_argument("--stage", choices=["test", "validation"], default="test")
    parser.add_argument("--no-baselines", action="store_true")
    given = parser.parse_args()

    histories, catalogue, texts = read_table(given.table)
    model = None
    if given.model is not None:
        manifest, weights, ids = read_model(given.model)
        if ids != catalogue:
            refuse("the model has another catalogue than the table, expected the table it was trained on")
        model = MODELS[manifest["arch"]][0](manifest["config"], weights)
    training, validation, test = SPLITS[given.split](histories)
    recommenders = {}
    if not given.no_baselines:
        items = [[item for _, item in history] for history in training]
        for name, score in baselines(items, len(catalogue), texts).items():
            recommenders[name] = lambda query, score=score: score([item for _, item in query])
    if model is not None:
        recommenders["model"] = model
    asked = test if given.stage == "test" else validation
    results = {name: evaluate(score, asked, given.seen) for name, score in recommenders.items()}
    stated = {"protocol": protocol_hash(given.split, given.seen), "users": len(asked), "items": len(catalogue)}
    print(json.dumps({**stated, **results}))


if __name__ == "__main__":
    main()
