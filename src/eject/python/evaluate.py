"""Ranks the targets of the split among the whole catalogue: HR, NDCG and MRR at 5, 10 and 20.

    python evaluate.py [--stage test|validation] [--weights best|last] [--device DEVICE]
"""
import argparse
import json

import torch
import torch.distributed as dist

from checkpoint import load
from data import SPLITS, Run, histories, query, read
from divided import DividedTable
from model import Model

CUTOFFS = (5, 10, 20)
AT_ONCE = 256


def ranks(model, run, asked, device):
    """Of each history the place of its last item among all, from 0: items of a higher score and half of those of an equal one.

    Where seen items are filtered they have no place, and a target that was seen before is a miss: infinity. Where the table is divided
    every process asks the same, and compares with the items that it holds.
    """
    model.eval()
    items, found = model.items, []
    begin = items.begin if isinstance(items, DividedTable) else 0
    table = items.weight[max(0, 1 - begin) : run.items + 1 - begin]
    first = max(0, begin - 1)  # item of the first row
    with torch.no_grad():
        for at in range(0, len(asked), AT_ONCE):
            some = asked[at : at + AT_ONCE]
            known = [history.between(0, len(history) - 1) for history in some]
            events = read(run, [[query(run, history)] for history in known]).to(device)
            last = (events.items > 0).sum(1) - 1
            scores = model(events)[torch.arange(len(some)), last] @ table.T
            targets = torch.tensor([int(history.items[-1]) for history in some], device=device)
            held = (targets >= first) & (targets < first + len(table))
            own = torch.zeros_like(scores[:, 0])
            own[held] = scores[held, targets[held] - first]
            own = over_rows(items, own)
            if run.protocol["seen"] == "filtered":
                for score, seen in zip(scores, known):
                    here = seen.items[(seen.items >= first) & (seen.items < first + len(table))] - first
                    score[torch.from_numpy(here).to(device)] = -torch.inf
            above, beside = (scores > own[:, None]).sum(1), (scores == own[:, None]).sum(1)
            place = over_rows(items, above) + (over_rows(items, beside) - 1) / 2
            hidden = [run.protocol["seen"] == "filtered" and history.items[-1] in seen.items for history, seen in zip(some, known)]
            place[torch.tensor(hidden, device=device)] = torch.inf
            found.append(place.double().cpu())
    return torch.cat(found) if found else torch.zeros(0, dtype=torch.float64)


def over_rows(items, tensor):
    """The sum over the processes among which the table is divided; the tensor itself where it is whole."""
    if isinstance(items, DividedTable):
        dist.all_reduce(tensor)
    return tensor


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
