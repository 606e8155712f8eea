"""Ranks the targets of the split among the whole catalogue: HR, NDCG and MRR at 5, 10 and 20.

    python evaluate.py [--stage test|validation] [--weights best|last] [--device DEVICE]
"""
import argparse
import json

import torch

from checkpoint import load
from data import SPLITS, Run, histories, query, read
from model import Model

CUTOFFS = (5, 10, 20)
AT_ONCE = 256


def ranks(model, run, asked, device):
    """Of each history the place of its last item among all, from 0: items of a higher score and half of those of an equal one.

    Where seen items are filtered they have no place, and a target that was seen before is a miss: infinity.
    """
    model.eval()
    table, found = model.items.weight[1 : run.items + 1], []
    with torch.no_grad():
        for begin in range(0, len(asked), AT_ONCE):
            some = asked[begin : begin + AT_ONCE]
            known = [history.between(0, len(history) - 1) for history in some]
            events = read(run, [[query(run, history)] for history in known]).to(device)
            last = (events.items > 0).sum(1) - 1
            scores = model(events)[torch.arange(len(some)), last] @ table.T
            for score, history, seen in zip(scores, some, known):
                target = int(history.items[-1])
                own = score[target].clone()
                if run.protocol["seen"] == "filtered":
                    score[torch.from_numpy(seen.items).to(device)] = -torch.inf
                hidden = score[target] == -torch.inf
                place = (score > own).sum() + ((score == own).sum() - 1) / 2
                found.append(float("inf") if hidden else float(place))
    return torch.tensor(found, dtype=torch.float64)


def sums(found):
    """Of HR, NDCG and MRR at each cutoff the sum over targets, and the number of targets."""
    said = {}
    for k in CUTOFFS:
        hit = found < k
        said[f"hr@{k}"] = hit.double().sum()
        said[f"ndcg@{k}"] = torch.where(hit, 1 / torch.log2(found + 2), 0).sum()
        said[f"mrr@{k}"] = torch.where(hit, 1 / (found + 1), 0).sum()
    return {**said, "targets": torch.tensor(float(len(found)), dtype=torch.float64)}


def metrics(model, run, asked, device, together=lambda tensor: tensor):
    """Means over all targets; `together` adds up what several processes found, each of its own targets."""
    said = sums(ranks(model, run, asked, device))
    whole = together(torch.stack(list(said.values())))
    return {name: float(total / whole[-1]) for name, total in zip(said, whole[:-1])}


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--stage", choices=["test", "validation"], default="test")
    words.add_argument("--weights", choices=["best", "last"], default="best")
    words.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    given = words.parse_args()
    run = Run()
    model = Model(run.config).to(given.device)
    load(model, "best" if given.weights == "best" else "model", given.device)
    _, validation, test = SPLITS[run.protocol["split"]](histories(run))
    asked = test if given.stage == "test" else validation
    print(json.dumps({"stage": given.stage, "targets": len(asked), **metrics(model, run, asked, given.device)}))


if __name__ == "__main__":
    main()
