"""Mamba4Rec: selective state spaces read a history item by item; the state after item t scores every item as the next one by the
inner product with the item embeddings themselves.

Liu, Lin, Liu & Zhao 2024, arXiv:2403.03900, section 3: no positions; each block is a Mamba layer and a feed-forward network, normed
behind its residual connection, which the Mamba layer of a single block goes without.
"""
from torch import nn

from layers import FeedForward, Mamba, Recommender


class Block(nn.Module):
    """LN(x + Mamba(x)), of a single block LN(Mamba(x)), then LN(x + FFN(x))."""

    def __init__(self, c):
        super().__init__()
        self.alone = c.blocks == 1
        self.mamba = Mamba(c)
        self.norm1 = nn.LayerNorm(c.width)
        self.mlp = FeedForward(c)
        self.norm2 = nn.LayerNorm(c.width)

    def forward(self, x, place):
        mixed = self.mamba(x, place)
        x = self.norm1(mixed if self.alone else x + mixed)
        return self.norm2(x + self.mlp(x))


class Mamba4Rec(Recommender):
    def __init__(self, c):
        super().__init__(c)
        self.first = nn.LayerNorm(c.width)
        self.blocks = nn.ModuleList(Block(c) for _ in range(c.blocks))

    def forward(self, events):
        """(B, T, C): the score of item v after event t is ⟨state_t, E_v⟩."""
        x = self.first(self.with_events(self.dropout(self.items(events.items)), events))
        for block in self.blocks:
            x = block(x, events.place)
        return x


Model = Mamba4Rec
