"""HSTU: a transformer without softmax and without feed-forward networks; the state after item t scores every item as the next one by
the inner product with the item embeddings themselves.

Zhai et al. 2024, arXiv:2402.17152, section 3. Otherwise than in its research code, norms have a scale and a shift, the last state is normed
like a layer, and nobody tells the model when the item was taken that is asked for.
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

from layers import DEVIATION, Recommender


class PointwiseAttention(nn.Module):
    """LN(Σ_{j ≤ i} silu(⟨q_i, k_j⟩ + p[i − j] + t[lapse(i, j)]) v_j / n) ⊙ U, with (q, k, v, U) = silu(W·x). timeBias: "between", else "none";
    divided: by the "window", else by the items that are "seen"."""

    def __init__(self, c):
        super().__init__()
        self.c = c
        self.qkv = nn.Linear(c.width, 3 * c.width, bias=False)
        self.positions = nn.Parameter(torch.zeros(c.length))
        if c.timeBias == "between":
            # A row where nobody knows, and one for each bucket.
            self.times = nn.Parameter(torch.zeros(64))
        self.norm = nn.LayerNorm(c.width)
        self.gate = nn.Linear(c.width, c.width, bias=False)
        self.out = nn.Linear(c.width, c.width)

    def forward(self, x, events):
        B, T, C = x.shape
        heads = self.c.heads
        q, k, v = F.silu(self.qkv(x)).view(B, T, 3, heads, C // heads).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) + self.bias(events)
        total = F.silu(scores).masked_fill(~events.past(), 0) @ v
        seen = events.place[:, None, :, None] + 1
        total = total / (seen if self.c.divided == "seen" else self.c.length)
        y = self.norm(total.transpose(1, 2).reshape(B, T, C)) * F.silu(self.gate(x))
        return self.out(F.dropout(y, self.c.dropout, self.training))

    def bias(self, events):
        """(B, 1, T, T) of query and key."""
        place = events.place
        apart = (place[:, :, None] - place[:, None, :]).clamp(0, self.c.length - 1)
        bias = self.positions[apart]
        if self.c.timeBias == "between":
            bias = bias + self.times[self.lapses(events.seconds)]
        return bias[:, None]

    def lapses(self, seconds):
        """Rows of times: 0 where nobody knows, else 1 and the bucket, each a third longer than the one before it."""
        query, key = seconds[:, :, None], seconds[:, None, :]
        buckets = torch.floor(torch.log((query - key).abs().clamp(min=1).double()) / 0.301).clamp(max=62)
        return (1 + buckets.long()).masked_fill((query < 0) | (key < 0), 0)

    def initialise(self):
        nn.init.normal_(self.positions, 0, DEVIATION)
        if self.c.timeBias == "between":
            nn.init.normal_(self.times, 0, DEVIATION)


class Block(nn.Module):
    """x + HSTU(LN(x))."""

    def __init__(self, c):
        super().__init__()
        self.norm = nn.LayerNorm(c.width)
        self.hstu = PointwiseAttention(c)

    def forward(self, x, events):
        return x + self.hstu(self.norm(x), events)


class HSTU(Recommender):
    def __init__(self, c):
        super().__init__(c)
        self.positions = nn.Embedding(c.length, c.width)
        self.blocks = nn.ModuleList(Block(c) for _ in range(c.blocks))
        self.final = nn.LayerNorm(c.width)

    def forward(self, events):
        """(B, T, C): the score of item v after event t is ⟨state_t, E_v⟩."""
        placed = events.positions(self.c.positions, self.c.length)  # from the "newest" item or the "oldest"
        x = self.dropout(math.sqrt(self.c.width) * self.items(events.items) + self.positions(placed))
        x = self.with_events(x, events)
        for block in self.blocks:
            x = block(x, events)
        return self.final(x)


Model = HSTU
