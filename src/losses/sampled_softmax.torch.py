"""Sampled softmax: a few items, drawn for a step and shared by all its positions, stand for the catalogue.

Jean et al. 2015, section 3.1. All items are drawn with one chance, so that the correction by its logarithm (Bengio & Senécal 2008) is
the same for all scores and changes nothing.
"""
import torch

from draws import negatives


def loss(states, table, targets, run, step):
    """Σ over rows of −ln softmax over the target and the negatives; a negative that is the target does not count.

    states (N, C), table (V, C), targets (N) rows of the table
    """
    drawn = negatives(run, step).to(states.device)
    right = (states * table[targets]).sum(-1)
    rivals = (states @ table[drawn].T).masked_fill(drawn == targets[:, None], -torch.inf)
    return (torch.logsumexp(torch.cat([right[:, None], rivals], 1), 1) - right).sum()
