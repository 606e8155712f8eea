"""S4D for recommendation: linear systems that are the same whatever is read go through a history item by item; the state after item t
scores every item as the next one by the inner product with the item embeddings themselves.

Gu, Goel, Gupta & Ré 2022, arXiv:2206.11893, in the frame of Mamba4Rec: no positions; each block is a layer and a feed-forward network,
normed behind its residual connection.
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

from layers import FeedForward, Recommender


class DiagonalStateSpace(nn.Module):
    """N states in each channel: h_t = Ā ⊙ h_{t−1} + x_t, y_t = 2 Re ⟨C·B̄, h_t⟩ + skip · x_t, anew from 0 where a history begins; then W·GELU(y) + b.

    A = −e^dynamics₀ + i·dynamics₁ and C = readout₀ + i·readout₁; a real system has no second plane and is not doubled. Δ = e^step.
    discretisation "hold": Ā = e^(ΔA), B̄ = (e^(ΔA) − 1) / A; "bilinear": Ā = (1 + ΔA/2) / (1 − ΔA/2), B̄ = Δ / (1 − ΔA/2).
    """

    def __init__(self, c):
        super().__init__()
        self.c, self.rate = c, c.dropout
        planes = 2
        if c.spectrum == "real":
            planes = 1
        self.dynamics = nn.Parameter(torch.zeros(planes * c.width * c.modes))
        self.readout = nn.Parameter(torch.zeros(planes * c.width, c.modes))
        self.step = nn.Parameter(torch.zeros(c.width))
        self.skip = nn.Parameter(torch.zeros(c.width))
        self.out = nn.Linear(c.width, c.width)

    def planes(self, x):
        """Real parts, then imaginary ones where there are any. (1, C, N) or (2, C, N)"""
        return x.view(-1, self.c.width, self.c.modes)

    def system(self):
        """What a state keeps of itself and what it tells. Both (C, N), complex."""
        dynamics, readout = self.planes(self.dynamics), self.planes(self.readout)
        of = lambda x, y: torch.complex(x, y[1] if len(y) == 2 else torch.zeros_like(x))
        a, step = of(-torch.exp(dynamics[0]), dynamics), torch.exp(self.step)[:, None]
        told = len(readout) * of(readout[0], readout)
        if self.c.discretisation == "hold":
            return torch.exp(step * a), told * (torch.exp(step * a) - 1) / a
        return (1 + step * a / 2) / (1 - step * a / 2), told * step / (1 - step * a / 2)  # "bilinear"

    def forward(self, x, place):
        keep, told = self.system()
        h, said = keep.new_zeros(len(x), *keep.shape), []
        for t in range(x.shape[1]):
            h = h.masked_fill((place[:, t] == 0)[:, None, None], 0)
            h = keep * h + x[:, t, :, None]
            said.append((told * h).real.sum(-1))
        y = torch.stack(said, 1) + self.skip * x
        return F.dropout(self.out(F.gelu(y, approximate="tanh")), self.rate, self.training)

    def eigenvalues(self):
        """−Re A and Im A as they begin. Both (C, N)."""
        n = torch.arange(self.c.modes, dtype=torch.float64)
        size, half = 2 * self.c.modes, torch.full_like(n, 0.5)
        if self.c.spectrum == "random":
            return torch.exp(torch.randn(self.c.width, len(n))) / 2, torch.randn(self.c.width, len(n))
        if self.c.spectrum == "real":
            rates, frequencies = n + 1, 0 * n
        if self.c.spectrum == "linear":
            rates, frequencies = half, math.pi * n
        if self.c.spectrum == "inverse":
            rates, frequencies = half, size / math.pi * (size / (2 * n + 1) - 1)
        if self.c.spectrum == "legs":  # of HiPPO-LegS and its rank-one correction, −½ and skew-symmetric
            k = torch.sqrt(2 * torch.arange(size, dtype=torch.float64) + 1)
            below = torch.tril(k[:, None] * k, -1) / 2
            found = torch.linalg.eigvals(below.T - below).imag
            rates, frequencies = half, found.sort(descending=True).values[: self.c.modes]
        return rates.expand(self.c.width, -1), frequencies.expand(self.c.width, -1)

    def initialise(self):
        rates, frequencies = self.eigenvalues()
        with torch.no_grad():
            self.planes(self.dynamics)[0].copy_(torch.log(rates))
            self.planes(self.dynamics)[1:].copy_(frequencies)
        nn.init.normal_(self.readout, 0, math.sqrt(self.c.width / len(self.readout)))
        nn.init.uniform_(self.step, math.log(0.001), math.log(0.1))
        nn.init.normal_(self.skip)


class Block(nn.Module):
    """LN(x + S4D(x)), then LN(x + FFN(x))."""

    def __init__(self, c):
        super().__init__()
        self.s4d = DiagonalStateSpace(c)
        self.norm1 = nn.LayerNorm(c.width)
        self.mlp = FeedForward(c)
        self.norm2 = nn.LayerNorm(c.width)

    def forward(self, x, place):
        x = self.norm1(x + self.s4d(x, place))
        return self.norm2(x + self.mlp(x))


class S4D(Recommender):
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


Model = S4D
