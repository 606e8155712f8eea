"""GRU4Rec: a gated recurrent network reads a history item by item; its state after item t scores every item as the next one.

Hidasi, Karatzoglou, Baltrunas & Tikk 2016, arXiv:1511.06939, section 3. As later work does it: the state is brought to the width of the
item embeddings and compared with them (Hidasi & Karatzoglou 2018, arXiv:1706.03847), and each position has a target.
"""
import math

from torch import nn

from layers import GatedMemory, Recommender


class GRU4Rec(Recommender):
    def __init__(self, c):
        super().__init__(c)
        further = [GatedMemory(c.hidden, c.hidden) for _ in range(c.layers - 1)]
        self.layers = nn.ModuleList([GatedMemory(c.width, c.hidden)] + further)
        self.out = nn.Linear(c.hidden, c.width)

    def forward(self, events):
        """(B, T, C): the score of item v after event t is ⟨W·h_t + b, E_v⟩."""
        h = self.with_events(self.dropout(self.items(events.items)), events)
        for number, layer in enumerate(self.layers):
            h = layer(h if number == 0 else self.dropout(h), events.begins())  # none on what flows through time
        return self.out(h)

    def initialise(self):
        super().initialise()
        nn.init.normal_(self.out.weight, 0, math.sqrt(2 / (self.c.hidden + self.c.width)))


Model = GRU4Rec
