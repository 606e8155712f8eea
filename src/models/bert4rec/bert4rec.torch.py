"""BERT4Rec: a transformer that reads a history from both sides and fills in what is hidden; asked for the next item, it fills in a mask
behind the history.

Sun, Liu, Wu, Pei, Lin, Ou & Jiang 2019, arXiv:1904.06690, section 3: normalised behind each sublayer, GELU, F = 4C. Positions are
counted from the newest token. Without the bias of each item (eq. 7), so that an item's score is an inner product with its embedding.
"""
from torch import nn
from torch.nn import functional as F

from layers import Attention, FeedForward, Recommender


class Block(nn.Module):
    """LN(x + Attention(x)), then LN(x + FFN(x))."""

    def __init__(self, c):
        super().__init__()
        self.attention = Attention(c)
        self.norm1 = nn.LayerNorm(c.width)
        self.mlp = FeedForward(c)
        self.norm2 = nn.LayerNorm(c.width)

    def forward(self, x, sees):
        x = self.norm1(x + self.attention(x, sees))
        return self.norm2(x + self.mlp(x))


class BERT4Rec(Recommender):
    def __init__(self, c):
        super().__init__(c)
        self.positions = nn.Embedding(c.length, c.width)
        self.blocks = nn.ModuleList(Block(c) for _ in range(c.blocks))
        self.out = nn.Linear(c.width, c.width)

    def forward(self, events):
        """(B, T, C): the score of item v at event t is ⟨GELU(W·h_t + b), E_v⟩, eq. 7."""
        placed = events.positions("newest", self.c.length)
        x = self.dropout(self.items(events.items) + self.positions(placed))
        x = self.with_events(x, events)
        sees = events.together()
        for block in self.blocks:
            x = block(x, sees)
        return F.gelu(self.out(x), approximate="tanh")


Model = BERT4Rec
