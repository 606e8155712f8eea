"""Next item: at every position the model must guess the item that comes next. Kang & McAuley 2018, arXiv:1808.09781, section III.E."""
AHEAD = 1  # events that a window holds beyond those that are read


def pose(items, mask, draws, training):
    """What is read of the items of a window, and what is asked at each position."""
    return items[:-1], items[1:]


def question(items, mask):
    """What is read to ask what comes after a history; the answer stands at its last position."""
    return items
