"""The table of items divided over processes by its rows (train.py --shard-items), as catalogues ask that fit no single device.

Each process holds its own rows with their moments; what others hold of a batch comes by collective operations, and gradients go the same
way back. Of the softmax over all items every process adds up its own.
"""
import json

import torch
import torch.distributed as dist
from torch import nn
from torch.nn import functional as F

DEVIATION = 0.02  # of the table as it starts


def exchange(tensor, sends, receives):
    """Gives the first sends[0] rows to process 0, those behind to 1 and so on; returns what came, receives[p] rows of process p."""
    came = tensor.new_empty(sum(receives), *tensor.shape[1:])
    dist.all_to_all_single(came, tensor.contiguous(), receives, sends)
    return came


class Exchange(torch.autograd.Function):
    """exchange(); the gradient of a row goes back to where the row came from."""

    @staticmethod
    def forward(ctx, tensor, sends, receives):
        ctx.back = receives, sends
        return exchange(tensor, sends, receives)

    @staticmethod
    def backward(ctx, gradient):
        return exchange(gradient, *ctx.back), None, None


def gathered(tensor):
    """The rows of all processes one behind another, and which of them are those of this one."""
    count, rank, own = dist.get_world_size(), dist.get_rank(), len(tensor)
    ones = [1] * count
    lengths = exchange(torch.full((count,), own, device=tensor.device), ones, ones).tolist()
    begin = sum(lengths[:rank])
    return exchange(torch.cat([tensor] * count), [own] * count, lengths), slice(begin, begin + own)


class Normaliser(torch.autograd.Function):
    """ln Σ_v exp⟨state, E_v⟩ of each state, every process adding up its own rows of E; row 0 of the table is padding and not among them.

    states (N, C), weight (V / processes, C), begin the row of the table that `weight` begins with
    """

    @staticmethod
    def forward(ctx, states, weight, begin):
        everyone, own = gathered(states)
        scores = everyone @ weight.T
        if begin == 0:
            scores[:, 0] = -torch.inf
        most = scores.amax(1)
        dist.all_reduce(most, dist.ReduceOp.MAX)
        total = torch.exp(scores - most[:, None]).sum(1)
        dist.all_reduce(total)
        normaliser = most + torch.log(total)
        ctx.own = own
        ctx.save_for_backward(everyone, weight, scores, normaliser)
        return normaliser[own]

    @staticmethod
    def backward(ctx, gradient):
        everyone, weight, scores, normaliser = ctx.saved_tensors
        shares = torch.exp(scores - normaliser[:, None]) * gathered(gradient)[0][:, None]
        back = shares @ weight
        dist.all_reduce(back)
        return back[ctx.own], shares.T @ everyone, None


class DividedTable(nn.Module):
    """`rows` × `width`, of which process p holds the rows from ⌊p · rows / processes⌋ on; stands where an nn.Embedding would.

    Every process must ask at the same time, each for rows of its own choice.
    """

    def __init__(self, rows, width):
        super().__init__()
        self.count, rank = dist.get_world_size(), dist.get_rank()
        if rows < self.count:
            raise SystemExit(f"train.py: {rows} rows cannot be divided over {self.count} processes; start fewer")
        self.begins = [p * rows // self.count for p in range(self.count + 1)]
        self.begin, self.end = self.begins[rank], self.begins[rank + 1]
        self.weight = nn.Parameter(torch.zeros(self.end - self.begin, width))

    def forward(self, ids):
        return self[ids]

    def __getitem__(self, ids):
        """(…, C): rows of the table, each asked for once of the process that holds it; row 0 has no gradient."""
        wanted, place = torch.unique(ids, return_inverse=True)
        holder = torch.bucketize(wanted, torch.tensor(self.begins[1:-1], device=ids.device), right=True)
        sends = torch.bincount(holder, minlength=self.count)
        ones = [1] * self.count
        sends, receives = sends.tolist(), exchange(sends, ones, ones).tolist()
        asked = exchange(wanted, sends, receives) - self.begin
        rows = F.embedding(asked, self.weight, padding_idx=0 if self.begin == 0 else None)
        return Exchange.apply(rows, receives, sends)[place]

    def normaliser(self, states):
        """(N): ln Σ exp of the scores of all items."""
        return Normaliser.apply(states, self.weight, self.begin)

    def initialise(self):
        """N(0, 0.02), of each process its own numbers, so that what all draw alike stays alike."""
        own = torch.Generator().manual_seed(torch.initial_seed() + 1 + dist.get_rank())
        nn.init.normal_(self.weight, 0, DEVIATION, generator=own)

    def length(self, own):
        """The length of a gradient of the whole table: the root of the squares of all processes."""
        square = own.norm() ** 2
        dist.all_reduce(square)
        return square.sqrt()


def write(path, kept, table, divided):
    """A safetensors file of the tensors in `kept`; of those named in `divided` every process gives its rows to process 0, one after another."""
    if dist.get_rank() > 0:
        for name in divided:
            dist.send(kept[name].contiguous(), 0)
        return
    header, at = {"__metadata__": {"format": "pt"}}, 0
    for name, tensor in kept.items():
        shape = [table.begins[-1] if name in divided else len(tensor), *tensor.shape[1:]]
        end = at + 4 * torch.Size(shape).numel()
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [at, end]}
        at = end
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for name, tensor in kept.items():
            file.write(tensor.cpu().contiguous().numpy().tobytes())
            for rank in range(1, table.count) if name in divided else ():
                came = tensor.new_empty(table.begins[rank + 1] - table.begins[rank], *tensor.shape[1:])
                dist.recv(came, rank)
                file.write(came.cpu().numpy().tobytes())
