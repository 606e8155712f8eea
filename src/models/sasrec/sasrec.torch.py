"""SASRec: a causal transformer over the items of a history; the state after item t scores every item as the next one by the
inner product with the item embeddings themselves.

Kang & McAuley 2018, arXiv:1808.09781, section III. As later work does it: normalised before each sublayer with a residual stream
that stays clean, GELU and F = 4C in the feed-forward network.
"""
from torch import nn

from layers import Attention, FeedForward, Recommender


class Block(nn.Module):
    """x + Attention(LN(x)), then x + FFN(LN(x))."""

    def __init__(self, c):
        super().__init__()
        self.norm1 = nn.LayerNorm(c.width)
        self.attention = Attention(c)
        self.norm2 = nn.LayerNorm(c.width)
        self.mlp = FeedForward(c)

    def forward(self, x, sees):
        x = x + self.attention(self.norm1(x), sees)
        return x + self.mlp(self.norm2(x))


class SASRec(Recommender):
    def __init__(self, c):
        super().__init__(c)
        self.positions = nn.Embedding(c.length, c.width)
        self.blocks = nn.ModuleList(Block(c) for _ in range(c.blocks))
        self.final = nn.LayerNorm(c.width)

    def forward(self, events):
        """(B, T, C): the score of item v after event t is ⟨state_t, E_v⟩."""
        placed = events.positions(self.c.positions, self.c.length)  # from the "newest" item or the "oldest"
        x = self.dropout(self.items(events.items) + self.positions(placed))
        x = self.with_events(x, events)
        sees = events.past()
        for block in self.blocks:
            x = block(x, sees)
        return self.final(x)


Model = SASRec
