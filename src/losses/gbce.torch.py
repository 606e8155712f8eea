"""gBCE: a few items drawn at random, and a correction of the overconfidence that comes of it.

Petrov & Macdonald 2023 (gSASRec), arXiv:2308.07192, eqs. 8–12, with calibration 0.75.
"""
from torch.nn import functional as F

from draws import negatives

CALIBRATION = 0.75


def beta(samples, items):
    """The exponent of the target's probability that undoes the overconfidence of `samples` negatives out of `items`."""
    alpha = samples / (items - 1)
    return alpha * (CALIBRATION * (1 - 1 / alpha) + 1 / alpha)


def loss(states, table, targets, run, step):
    """Σ over rows of −(β·ln σ(s⁺) + Σ_j ln(1 − σ(s_j))) / (samples + 1); a negative that is the target does not count.

    states (N, C), table (V, C), targets (N) rows of the table
    """
    drawn = negatives(run, step).to(states.device)
    right = (states * table[targets]).sum(-1)
    rivals = F.softplus(states @ table[drawn].T).masked_fill(drawn == targets[:, None], 0)
    return (beta(len(drawn), run.items) * F.softplus(-right) + rivals.sum(1)).sum() / (len(drawn) + 1)
