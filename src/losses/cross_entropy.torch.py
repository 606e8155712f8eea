"""Cross-entropy over the catalogue: every item is a rival of the right one."""
from torch.nn import functional as F

from divided import DividedTable


def loss(states, table, targets, run, step):
    """Σ over rows of −ln softmax(⟨state, E⟩)[target]; row 0 of the table is padding and no rival.

    states (N, C), table (V, C), targets (N) rows of the table
    """
    if isinstance(table, DividedTable):
        return (table.normaliser(states) - (states * table[targets]).sum(-1)).sum()
    return F.cross_entropy(states @ table[1:].T, targets - 1, reduction="sum")
