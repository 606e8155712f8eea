"""Mamba-2 for recommendation: heads of selective state spaces, each forgetting at one pace, read a history item by item; the state after
item t scores every item as the next one by the inner product with the item embeddings themselves.

Dao & Gu 2024, arXiv:2405.21060, in the frame of Mamba4Rec: no positions; each block is a layer and a feed-forward network, normed behind its
residual connection.
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

from layers import Convolution, FeedForward, Recommender


class GatedNorm(nn.Module):
    """weight ⊙ v / √(mean v² + 10⁻⁵) of v = y ⊙ silu(z)."""

    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))

    def forward(self, y, z):
        return F.rms_norm(y * F.silu(z), self.weight.shape, self.weight, 1e-5)


class StateSpaceDual(nn.Module):
    """D = expansion · C channels in heads of headChannels, N states each.

    u, B, C = silu(conv(W_in·x))    Δ = softplus(W_step·x + b)    S_t = exp(−Δ_t·rate) S_{t−1} + Δ_t B_t u_tᵀ, anew from 0 where a history begins
    y_t = W_out·norm((C_tᵀ S_t + skip · u_t) ⊙ silu(W_gate·x_t)) + b
    """

    def __init__(self, c):
        super().__init__()
        self.states, self.rate, self.wide = c.states, c.dropout, c.headChannels
        channels = c.expansion * c.width
        heads = channels // c.headChannels
        self.read = nn.Linear(c.width, channels + 2 * c.states, bias=False)
        self.convolution = Convolution(channels + 2 * c.states)
        self.step = nn.Linear(c.width, heads)
        self.log_rate = nn.Parameter(torch.zeros(heads))
        self.skip = nn.Parameter(torch.ones(heads))
        self.gate = nn.Linear(c.width, channels, bias=False)
        self.norm = GatedNorm(channels)
        self.out = nn.Linear(channels, c.width)

    def forward(self, x, place):
        read = F.silu(self.convolution(self.read(x), place))
        u, b, c = read.split((read.shape[2] - 2 * self.states, self.states, self.states), -1)
        u = u.unflatten(-1, (-1, self.wide))  # (B, T, H, P)
        step = F.softplus(self.step(x))
        keep = torch.exp(-step * torch.exp(self.log_rate))
        s, told = u.new_zeros(len(u), *u.shape[2:], self.states), []
        for t in range(u.shape[1]):
            s = s.masked_fill((place[:, t] == 0)[:, None, None, None], 0)
            s = keep[:, t, :, None, None] * s + (step[:, t, :, None] * u[:, t])[..., None] * b[:, t, None, None]
            told.append(s @ c[:, t, None, :, None])
        y = torch.stack(told, 1)[..., 0] + self.skip[:, None] * u
        return F.dropout(self.out(self.norm(y.flatten(2), self.gate(x))), self.rate, self.training)

    def initialise(self):
        """Rates evenly between 1 and 16; steps between 0.001 and 0.1, evenly by their logarithm."""
        step = torch.exp(torch.empty_like(self.step.bias).uniform_(math.log(0.001), math.log(0.1)))
        with torch.no_grad():
            self.step.bias.copy_(step + torch.log(-torch.expm1(-step)))
            self.log_rate.copy_(torch.log(torch.empty_like(self.log_rate).uniform_(1, 16)))
            self.skip.fill_(1)


class Block(nn.Module):
    """LN(x + SSD(x)), then LN(x + FFN(x))."""

    def __init__(self, c):
        super().__init__()
        self.ssd = StateSpaceDual(c)
        self.norm1 = nn.LayerNorm(c.width)
        self.mlp = FeedForward(c)
        self.norm2 = nn.LayerNorm(c.width)

    def forward(self, x, place):
        x = self.norm1(x + self.ssd(x, place))
        return self.norm2(x + self.mlp(x))


class Mamba2(Recommender):
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


Model = Mamba2
