"""What models of histories have in common: the events they read, attention, feed-forward network, gated memory, selective scan.

B rows, T positions, C = width. Settings are attributes of `c`, as run.json has them.
"""
import math
from dataclasses import dataclass, fields

import torch
from torch import nn
from torch.nn import functional as F

DEVIATION = 0.02  # of every weight matrix and table as it starts
GAPS, KINDS, VALUES = 66, 32, 18  # rows of what may be learned of events: 0 is padding, 1 what nobody knows


@dataclass
class Events:
    """Histories, left-aligned, the oldest event first, padding behind the newest; in a packed row one behind another. Each (B, T)."""

    items: torch.Tensor  # token: 0 is padding, i + 1 item i, those behind are no items
    history: torch.Tensor  # which history of the row the event is of, -1 for padding
    place: torch.Tensor  # how many events of its history stand before it
    length: torch.Tensor  # events of its history
    gaps: torch.Tensor  # row of the time since the event before
    seconds: torch.Tensor  # seconds since the earliest event that is read of its history, -1 where nobody knows and for padding
    kinds: torch.Tensor  # row of its kind, such as view or purchase
    values: torch.Tensor  # row of the level of what it was worth

    def to(self, device):
        return Events(*(getattr(self, each.name).to(device) for each in fields(self)))

    def together(self):
        """(B, 1, T, T): whether two events are of one history, so that one may be told of the other."""
        return (self.history[:, :, None] == self.history[:, None, :])[:, None]

    def past(self):
        """(B, 1, T, T): whether event j is of the history of event t and not behind it."""
        time = self.items.shape[1]
        return self.together() & torch.ones(time, time, dtype=torch.bool, device=self.items.device).tril()

    def begins(self):
        """(B, T): whether a history begins at the event."""
        return self.place == 0

    def positions(self, counted, length):
        """Which of `length` positions each event has, counted from the "newest" of its history or from the "oldest"."""
        return self.place if counted == "oldest" else length - self.length + self.place


class Recommender(nn.Module):
    """Tables that every model has: one row for each item and, where it is set to read that, for each time between two events
    (times: "gaps", else "none"), each kind of event (kinds: "read", else "none") and each level of what it was worth (values: "read",
    else "none")."""

    def __init__(self, c):
        super().__init__()
        self.c = c
        self.items = nn.Embedding(c.vocabulary, c.width, padding_idx=0)
        if c.times == "gaps":
            self.gaps = nn.Embedding(GAPS, c.width, padding_idx=0)
        if c.kinds == "read":
            self.kinds = nn.Embedding(KINDS, c.width, padding_idx=0)
        if c.values == "read":
            self.values = nn.Embedding(VALUES, c.width, padding_idx=0)

    def dropout(self, x):
        return F.dropout(x, self.c.dropout, self.training)

    def with_events(self, x, events):
        """x_t + G[gap_t] + K[kind_t] + V[value_t], as far as these are read. (B, T, C)"""
        if self.c.times == "gaps":
            x = x + self.gaps(events.gaps)
        if self.c.kinds == "read":
            x = x + self.kinds(events.kinds)
        if self.c.values == "read":
            x = x + self.values(events.values)
        return x

    def initialise(self):
        """Weights as a run begins with: N(0, 0.02), and 0 for biases and for what is read of events beside their items."""
        for name, module in self.named_modules():
            if isinstance(module, nn.Embedding):
                nn.init.zeros_(module.weight) if name in ("gaps", "kinds", "values") else nn.init.normal_(module.weight, 0, DEVIATION)
            elif isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, 0, DEVIATION)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
        for module in self.modules():
            if module is not self and hasattr(module, "initialise"):
                module.initialise()


class Attention(nn.Module):
    """Multi-head attention: position t takes the mean of v_j over what it may see, weighed by softmax(⟨q_t, k_j⟩ / √(C/H))."""

    def __init__(self, c):
        super().__init__()
        self.heads, self.rate = c.heads, c.dropout
        self.qkv = nn.Linear(c.width, 3 * c.width)
        self.out = nn.Linear(c.width, c.width)

    def forward(self, x, sees):
        B, T, C = x.shape
        q, k, v = self.qkv(x).view(B, T, 3, self.heads, C // self.heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=sees, dropout_p=self.rate if self.training else 0.0)
        return F.dropout(self.out(y.transpose(1, 2).reshape(B, T, C)), self.rate, self.training)


class FeedForward(nn.Module):
    """W₂·GELU(W₁·x + b₁) + b₂, four times as wide inside; GELU in its tanh form."""

    def __init__(self, c):
        super().__init__()
        self.rate = c.dropout
        self.up = nn.Linear(c.width, 4 * c.width)
        self.down = nn.Linear(4 * c.width, c.width)

    def forward(self, x):
        inside = F.dropout(F.gelu(self.up(x), approximate="tanh"), self.rate, self.training)
        return F.dropout(self.down(inside), self.rate, self.training)


class GatedMemory(nn.Module):
    """A gated recurrent unit: h_t = (1 − z) ⊙ n + z ⊙ h_{t−1}, anew from 0 where a history begins. (B, T, C) to (B, T, H)"""

    def __init__(self, width, hidden):
        super().__init__()
        self.hidden = hidden
        self.input = nn.Linear(width, 3 * hidden)
        self.recurrent = nn.Linear(hidden, 3 * hidden)

    def forward(self, x, begins):
        h, states = x.new_zeros(len(x), self.hidden), []
        for read, begin in zip(self.input(x).unbind(1), begins.unbind(1)):
            h = h.masked_fill(begin[:, None], 0)
            (a_r, a_z, a_n), (u_r, u_z, u_n) = read.chunk(3, -1), self.recurrent(h).chunk(3, -1)
            r, z = torch.sigmoid(a_r + u_r), torch.sigmoid(a_z + u_z)
            h = (1 - z) * torch.tanh(a_n + r * u_n) + z * h
            states.append(h)
        return torch.stack(states, 1)

    def initialise(self):
        for linear in (self.input, self.recurrent):
            outwards, inwards = linear.weight.shape
            nn.init.normal_(linear.weight, 0, math.sqrt(2 / (inwards + outwards // 3)))  # Glorot, of each gate


class Convolution(nn.Module):
    """Each channel over its last four positions: Σ_j k_j ⊙ x_{t−3+j} + b, nothing of another history. (B, T, D)"""

    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(4, channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x, place):
        y = self.bias + self.weight[3] * x
        for back in (1, 2, 3):
            before = F.pad(x, (0, 0, back, 0))[:, : x.shape[1]]
            y = y + self.weight[3 - back] * before * (place >= back)[:, :, None]
        return y

    def initialise(self):
        nn.init.uniform_(self.weight, -0.5, 0.5)
        nn.init.uniform_(self.bias, -0.5, 0.5)


class Step(nn.Module):
    """The step Δ = softplus(W_up·W_down·u + b), through ⌈C / 16⌉ numbers."""

    def __init__(self, c, channels):
        super().__init__()
        self.start = c.start
        rank = (c.width + 15) // 16
        self.down = nn.Linear(channels, rank, bias=False)
        self.up = nn.Linear(rank, channels)

    def forward(self, u):
        return F.softplus(self.up(self.down(u)))

    def initialise(self):
        """"standard": steps between 0.001 and 0.1, evenly by their logarithm; "wide": ln 2 everywhere."""
        if self.start == "wide":
            return
        bound = 1 / math.sqrt(self.up.in_features)
        nn.init.uniform_(self.up.weight, -bound, bound)
        step = torch.exp(torch.empty_like(self.up.bias).uniform_(math.log(0.001), math.log(0.1)))
        with torch.no_grad():
            self.up.bias.copy_(step + torch.log(-torch.expm1(-step)))


class Mamba(nn.Module):
    """A selective state space, D = expansion · C channels of N states each.

    u = silu(conv(W_in·x))      B, C = W_bc·u      h_t = exp(−Δ_t·rate) ⊙ h_{t−1} + (Δ_t ⊙ u_t)·B_tᵀ
    y_t = W_out·((h_t·C_t + skip ⊙ u_t) ⊙ silu(W_gate·x_t)) + b
    """

    def __init__(self, c):
        super().__init__()
        self.states, self.rate = c.states, c.dropout
        channels = c.expansion * c.width
        self.read = nn.Linear(c.width, channels, bias=False)
        self.convolution = Convolution(channels)
        self.bc = nn.Linear(channels, 2 * c.states, bias=False)
        self.step = Step(c, channels)
        self.log_rate = nn.Parameter(torch.zeros(channels, c.states))
        self.skip = nn.Parameter(torch.ones(channels))
        self.gate = nn.Linear(c.width, channels, bias=False)
        self.out = nn.Linear(channels, c.width)

    def forward(self, x, place):
        u = F.silu(self.convolution(self.read(x), place))
        b, c = self.bc(u).chunk(2, -1)
        step, rate = self.step(u), torch.exp(self.log_rate)
        h, told = u.new_zeros(len(u), u.shape[2], self.states), []
        for t in range(u.shape[1]):
            h = h.masked_fill((place[:, t] == 0)[:, None, None], 0)
            h = torch.exp(-step[:, t, :, None] * rate) * h + (step[:, t] * u[:, t])[:, :, None] * b[:, t, None, :]
            told.append((h @ c[:, t, :, None])[:, :, 0])
        y = (torch.stack(told, 1) + self.skip * u) * F.silu(self.gate(x))
        return F.dropout(self.out(y), self.rate, self.training)

    def initialise(self):
        rates = torch.arange(1, self.states + 1, dtype=torch.float32)
        with torch.no_grad():
            self.log_rate.copy_(torch.log(rates).expand_as(self.log_rate))
            self.skip.fill_(1)
