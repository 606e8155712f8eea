"""Training-free next-item baselines under the default protocol, as an oracle for the baselines beside this file.

    python3 golden.py FILE.csv [--keep-seen]        (needs numpy)

FILE.csv has a header with columns user, item and timestamp or order. Protocol: histories sorted by (time, file order);
users with at least three interactions; the last item is the test target, the one before it validation; counts come from
everything before validation; the query is the history up to and including validation; every item of the file is
ranked; items of the query are removed (unless --keep-seen); equal scores share their expected rank.
Prints one JSON object: {"users", "items", "popularity": [HR@10, NDCG@10], "repeat_last": …, "markov1": …,
"window5": …, "graph2": …, "itemknn": …}.
"""
import collections
import csv
import json
import sys

import numpy as np


def histories(path):
    per_user = collections.defaultdict(list)
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        time = "timestamp" if "timestamp" in rows.fieldnames else "order"
        for line, row in enumerate(rows):
            per_user[row["user"]].append((float(row[time]), line, row["item"]))
    ids = {}
    out = []
    for events in per_user.values():
        out.append([ids.setdefault(item, len(ids)) for _, _, item in sorted(events)])
    return [h for h in out if len(h) >= 3], len(ids)


def evaluate(score, sequences, filter_seen):
    hits = gain = 0.0
    for history in sequences:
        query, target = history[:-1], history[-1]
        scores = score(query).astype(float)
        if filter_seen:
            if target in query:
                continue  # a seen target cannot be recommended: a miss
            scores[query] = -np.inf
        rank = (scores > scores[target]).sum() + ((scores == scores[target]).sum() - 1) / 2
        if rank < 10:
            hits += 1
            gain += 1 / np.log2(rank + 2)
    return [round(hits / len(sequences), 4), round(gain / len(sequences), 4)]


def main(path, filter_seen):
    sequences, n = histories(path)
    popularity = np.zeros(n)
    adjacent = [collections.Counter() for _ in range(n)]   # a then b
    forward = [collections.Counter() for _ in range(n)]    # a then b within five, weight 1/distance
    both = [collections.Counter() for _ in range(n)]       # the same, and half as much backwards
    for history in sequences:
        train = history[:-2]
        for k, a in enumerate(train):
            popularity[a] += 1
            if k + 1 < len(train):
                adjacent[a][train[k + 1]] += 1
            for d in range(1, 6):
                if k + d < len(train):
                    b = train[k + d]
                    forward[a][b] += 1 / d
                    both[a][b] += 1 / d
                    both[b][a] += 0.5 / d
    share = popularity / (popularity.max() + 1)
    norm = np.sqrt(popularity + 5)

    def dense(counts):
        v = np.zeros(n)
        if counts:
            v[list(counts)] = list(counts.values())
        return v

    def repeat_last(q):
        v = share * 1e-3
        v[q[-1]] = 1
        return v

    def graph2(q):
        v = 1e-6 * share
        for weight, a in ((1.0, q[-1]), (0.5, q[-2] if len(q) > 1 else q[-1])):
            v = v + weight * dense(both[a]) / norm
            for b, w in sorted(both[a].items(), key=lambda t: -t[1] / norm[t[0]])[:20]:
                v = v + weight * 0.1 * (w / norm[b]) * dense(both[b]) / norm
        return v

    def itemknn(q):
        v = 1e-6 * share
        for j, a in enumerate(reversed(q[-10:])):
            v = v + 0.8**j * dense(both[a]) / norm
        return v

    models = {
        "popularity": lambda q: share.copy(),
        "repeat_last": repeat_last,
        "markov1": lambda q: dense(adjacent[q[-1]]) + 1e-3 * share,
        "window5": lambda q: dense(forward[q[-1]]) + 1e-3 * share,
        "graph2": graph2,
        "itemknn": itemknn,
    }
    out = {"users": len(sequences), "items": n}
    for name, score in models.items():
        out[name] = evaluate(score, sequences, filter_seen)
    print(json.dumps(out))


if __name__ == "__main__":
    main(sys.argv[1], "--keep-seen" not in sys.argv)
