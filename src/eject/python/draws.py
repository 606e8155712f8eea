"""Random numbers by name: a function of a seed and of what is drawn, the same words here and in the browser, whatever was drawn before.

Threefry-2x32 with 20 rounds: Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
"""
import numpy as np
import torch


def threefry(key, blocks):
    """The words (2 · blocks) of the counters (0, 0), (1, 0) … under a key of two words."""
    key = [np.uint32(key[0]), np.uint32(key[1]), np.uint32(key[0] ^ key[1] ^ 0x1BD11BDA)]
    x = np.arange(blocks, dtype=np.uint32) + key[0]
    y = np.full(blocks, key[1], dtype=np.uint32)
    for injection in range(1, 6):
        for r in (13, 15, 26, 6) if injection % 2 == 1 else (17, 29, 16, 24):
            x = x + y
            y = (y << np.uint32(r) | y >> np.uint32(32 - r)) ^ x
        x = x + key[injection % 3]
        y = y + key[(injection + 1) % 3] + np.uint32(injection)
    return np.stack([x, y], 1).reshape(-1)


def stream(name):
    """A word for a name: FNV-1a."""
    word = 0x811C9DC5
    for byte in name.encode():
        word = (word ^ byte) * 0x01000193 & 0xFFFFFFFF
    return word


class Draws:
    """The numbers that are drawn under a name, one after another."""

    def __init__(self, seed, name):
        self.key = (seed, stream(name))
        self.words, self.next = np.zeros(0, np.uint32), 0

    def uniform(self, count=None):
        """`count` numbers in [0, 1), multiples of 2⁻³²; a single one where none is said."""
        end = self.next + (1 if count is None else count)
        if end > len(self.words):
            self.words = threefry(self.key, max(end, 2 * len(self.words), 64))
        found = self.words[self.next : end] / 2.0**32
        self.next = end
        return float(found[0]) if count is None else found

    def below(self, count):
        """A whole number from 0 to count − 1."""
        return int(self.uniform() * count)

    def shuffle(self, things):
        """The things in another order: Fisher & Yates, from the end."""
        things = list(things)
        last = np.arange(len(things) - 1, 0, -1)
        for i, j in zip(last.tolist(), (self.uniform(len(last)) * (last + 1)).astype(np.int64).tolist()):
            things[i], things[j] = things[j], things[i]
        return things


def negatives(run, step):
    """Rows of the table of items that stand for the catalogue in a training step, counted from 0."""
    drawn = Draws(run.seed, f"negatives of step {step}").uniform(run.training["negatives"])
    return torch.from_numpy(1 + (drawn * run.items).astype(np.int64))
