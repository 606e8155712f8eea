"""Cloze: some items are hidden, and the model must guess them from what stands on both sides.

Sun et al. 2019, arXiv:1904.06690, sections 3.6 and 3.7. What is hidden is always replaced by the mask.
"""
import numpy as np

AHEAD = 0  # events that a window holds beyond those that are read
NOTHING = -1  # where nothing is asked


def pose(items, mask, draws, training):
    """What is read of the items of a window, and what is asked at each position.

    Each item is hidden with probability maskRate, and where that hides none, one drawn at random; in a share lastOnly of the windows the
    last item alone.
    """
    n = len(items)
    if draws.uniform() < training["lastOnly"]:
        hidden = np.arange(n) == n - 1
    else:
        hidden = draws.uniform(n) < training["maskRate"]
    if not hidden.any():
        hidden[draws.below(n)] = True
    return np.where(hidden, mask, items), np.where(hidden, items, NOTHING)


def question(items, mask):
    """What is read to ask what comes after a history: a mask behind it, where the answer stands."""
    return np.append(items, mask)
