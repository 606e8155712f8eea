"""Goes on with the run from where checkpoint.safetensors stands, and keeps it there.

    python train.py [--steps N] [--epochs N] [--device DEVICE] [--losses FILE.csv] [--fresh] [--shard-items]
    torchrun --nproc-per-node 2 train.py                 the same steps, each batch divided among processes
    torchrun --nproc-per-node 2 train.py --shard-items   and the table of items with its moments as well

It reads the batches, negatives and masks that the browser would, takes the same steps of AdamW and validates when it would. What it does
not repeat are the bits of dropout: with dropout 0 its losses are the browser's but for rounding.
"""
import argparse
import contextlib
import math
import os

import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel

import checkpoint
from data import SPLITS, Batches, Run, Settings, histories
from divided import DividedTable
from evaluate import metrics
from layers import Events
from loss import loss
from model import Model

HOPELESS = 3  # steps in a row without a finite gradient after which a run is given up


class Processes:
    """How many processes share a batch, and which of them this is; one where nothing says otherwise."""

    def __init__(self, device):
        self.count, self.rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
        self.device = device
        self.joins = self.count > 1 and not dist.is_initialized()  # cluster.py has done it
        if self.count > 1 and device == "cuda":
            self.device = f"cuda:{os.environ['LOCAL_RANK']}"
        if self.joins:
            dist.init_process_group("nccl" if device == "cuda" else "gloo")

    def wrapped(self, model):
        return model if self.count == 1 or isinstance(model.items, DividedTable) else DistributedDataParallel(model)

    def total(self, tensor):
        """The sum over all processes."""
        if self.count > 1:
            tensor = tensor.to(self.device)
            dist.all_reduce(tensor)
        return tensor.cpu()

    def own(self, things):
        return things[self.rank :: self.count]

    def end(self):
        if self.joins:
            dist.destroy_process_group()


def rate_at(run, step, total):
    """Learning rate of step `step`, counted from 1: warm-up, then constant or half a cosine to 0."""
    training, position = run.training, run.position
    peak, warmup = training["learningRate"] / 2 ** position["halvings"], training["warmup"]
    if step <= warmup:
        return peak * step / warmup
    if training["schedule"] == "constant":
        return peak
    progress = min(1, (step - warmup) / max(1, total - warmup))
    return peak * (1 + math.cos(math.pi * progress)) / 2


def adamw(model, run):
    """AdamW (Loshchilov & Hutter 2019); only weight matrices decay."""
    decayed = set(run.said["decayed"])
    groups = [
        {"params": [p for name, p in model.named_parameters() if name in decayed], "weight_decay": run.training["weightDecay"]},
        {"params": [p for name, p in model.named_parameters() if name not in decayed], "weight_decay": 0},
    ]
    return torch.optim.AdamW(groups, lr=run.training["learningRate"], betas=run.said["betas"], eps=run.said["eps"])


def with_divided_table(run):
    """The model, made with a table of one row, and the divided one in its place."""
    model = Model(Settings({**vars(run.config), "vocabulary": 1}))
    model.items = DividedTable(run.vocabulary, run.config.width)
    return model


class Trainer:
    def __init__(self, run, given):
        self.run, self.processes = run, Processes(given.device)
        device, self.divided = self.processes.device, given.shard_items
        if self.divided and self.processes.count == 1:
            raise SystemExit("train.py: --shard-items divides the table of items over processes and there is one; start it by torchrun")
        self.model = (with_divided_table(run) if self.divided else Model(run.config)).to(device)
        self.best = {}
        if given.fresh:
            torch.manual_seed(run.seed)
            self.model.initialise()
            run.position = {**dict.fromkeys(run.position, 0), "best": None}
        else:
            checkpoint.load(self.model, "model", device)
            self.best = checkpoint.tensors("best", self.model, device)
        self.optimizer = adamw(self.model, run)
        if not given.fresh:
            checkpoint.load_moments(self.model, self.optimizer, run.position["updates"], device)
        self.shared = self.processes.wrapped(self.model)
        training, self.validation, _ = SPLITS[run.protocol["split"]](histories(run))
        self.batches = Batches(run, training)
        self.bad = 0

    def step(self):
        """One step of training. Returns the mean loss over the positions that ask something, in nats."""
        run, device = self.run, self.processes.device
        position = run.position
        events, targets = self.batches.at(position["epoch"], position["cursor"])
        asked = max(1, int((targets > 0).sum()))  # of the whole batch: the gradient is that of its mean
        own = self.processes.own(torch.arange(len(targets)))
        events = Events(*(getattr(events, name)[own] for name in Events.__dataclass_fields__)).to(device)
        targets = targets[own].to(device)
        self.model.train()
        states = self.shared(events)
        table = self.model.items if self.divided else self.model.items.weight
        value = loss(states[targets > 0], table, targets[targets > 0], run, position["step"]) / asked
        self.optimizer.zero_grad()
        if self.divided:
            value.backward()
            self.add_gradients()
        else:
            # Gradients of several processes are averaged, and those of shares of one sum are to be added.
            (value * self.processes.count).backward()
        self.update()
        position["step"] += 1
        position["cursor"] += 1
        return float(self.processes.total(value.detach()))

    def add_gradients(self):
        """Sums over processes of what all of them hold; the gradient of a row of the divided table came to its holder as it was made."""
        for parameter in self.model.parameters():
            if parameter is not self.model.items.weight:
                dist.all_reduce(parameter.grad)

    def clipped(self):
        """The length of the whole gradient, which is brought to the limit where it is longer."""
        limit, parameters = self.run.training["clip"] or math.inf, list(self.model.parameters())
        if not self.divided:
            return torch.nn.utils.clip_grad_norm_(parameters, limit)
        table = self.model.items
        lengths = [table.length(p.grad) if p is table.weight else p.grad.norm() for p in parameters]
        norm = torch.stack(lengths).norm()
        torch.nn.utils.clip_grads_with_norm_(parameters, limit, norm)
        return norm

    def update(self):
        position = self.run.position
        norm = self.clipped()
        if not torch.isfinite(norm):
            self.bad += 1
            position["skipped"] += 1
            if self.bad >= HOPELESS:
                raise SystemExit("train.py: the loss is no number any more; lower learningRate in run.json and start from the last checkpoint")
            return
        self.bad = 0
        rate = rate_at(self.run, position["step"] + 1, self.run.training["epochs"] * self.batches.steps)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.step()
        position["updates"] += 1

    def validate(self):
        """Whether the run goes on: it ends once `patience` validations have brought nothing better."""
        position, device = self.run.position, self.processes.device
        if self.divided:  # by items in place of targets
            found = metrics(self.model, self.run, self.validation, device)
        else:
            found = metrics(self.model, self.run, self.processes.own(self.validation), device, self.processes.total)
        self.say(f"epoch {position['epoch']}, validation: HR@10 {found['hr@10']:.4f}, NDCG@10 {found['ndcg@10']:.4f}")
        if position["best"] is None or found["ndcg@10"] > position["best"]["ndcg10"]:
            position["best"] = {"epoch": position["epoch"], "ndcg10": found["ndcg@10"]}
            position["waited"] = 0
            self.best = {name: tensor.detach().clone() for name, tensor in self.model.named_parameters()}
        else:
            position["waited"] += 1

    def keep(self):
        first = self.processes.rank == 0
        if first or self.divided:
            unvalidated = dict(self.model.named_parameters())
            checkpoint.save(self.model, self.optimizer, {n: t.detach() for n, t in (self.best or unvalidated).items()})
        if first:
            self.run.save()

    def say(self, line):
        if self.processes.rank == 0:
            print(line, flush=True)

    def exhausted(self):
        patience = self.run.training["patience"]
        return patience > 0 and self.run.position["waited"] >= patience

    def epoch(self, until, losses):
        """Steps until the epoch, or `until`, is reached."""
        position = self.run.position
        while position["cursor"] < self.batches.steps and position["step"] < until:
            value = self.step()
            self.say(f"step {position['step']}: loss {value:.6f}")
            if losses is not None:
                losses.write(f"{position['step']},{value!r}\n")
        return position["cursor"] >= self.batches.steps

    def go(self, until, losses):
        position, training = self.run.position, self.run.training
        if position["epoch"] >= training["epochs"]:
            self.say(f"train.py: all {training['epochs']} epochs are over; --epochs {training['epochs'] + 10} goes on")
        while position["epoch"] < training["epochs"] and position["step"] < until and not self.exhausted():
            if not self.epoch(until, losses):
                break
            position["epoch"] += 1
            position["cursor"] = 0
            if position["epoch"] % training["validateEvery"] == 0 or position["epoch"] == training["epochs"]:
                self.validate()
            self.keep()
        self.keep()


def main(typed=None):
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--steps", type=int, help="so many more steps; without it, to the end of the run")
    words.add_argument("--epochs", type=int, help="of the whole run, in place of what run.json says")
    words.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    words.add_argument("--losses", help="a file for the loss of every step")
    words.add_argument("--fresh", action="store_true", help="begins the run anew, with weights drawn by PyTorch")
    words.add_argument("--shard-items", action="store_true", help="divides the table of items and its moments over the processes")
    given = words.parse_args(typed)
    run = Run()
    if given.epochs is not None:
        run.training["epochs"] = given.epochs
    trainer = Trainer(run, given)
    until = math.inf if given.steps is None else run.position["step"] + given.steps
    writes = given.losses is not None and trainer.processes.rank == 0
    with open(given.losses, "w", encoding="utf-8") if writes else contextlib.nullcontext() as losses:
        trainer.go(until, losses)
    trainer.processes.end()


if __name__ == "__main__":
    main()
