"""The interactions, how they are split, and what a step of training reads of them: batch by batch what the browser trains on.

interactions.csv holds them as they were shaped, user by user, the oldest first; items.csv the catalogue in its order.
"""
import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

import objective
from draws import Draws
from layers import Events

HERE = Path(__file__).parent
HIDDEN = 0.1  # share of the windows that are read as if nobody knew the times, or the kinds, or the values of their events
TRAINS, VALIDATES, TESTED = "train", "validation", "test"  # parts of data that came divided
MOST_GAPS = 63


class Run:
    """What run.json says: the recipe, what follows from it, and where the run stands."""

    def __init__(self, path=HERE / "run.json"):
        self.path = Path(path)
        self.said = json.loads(self.path.read_text(encoding="utf-8"))
        for name in ("training", "protocol", "seed", "items", "vocabulary", "fields", "levels", "kinds", "position"):
            setattr(self, name, self.said[name])
        self.config = Settings(self.said["config"], vocabulary=self.vocabulary)

    def save(self):
        self.said["position"] = self.position
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(self.said, indent=1, ensure_ascii=False), encoding="utf-8")
        part.replace(self.path)


class Settings:
    def __init__(self, said, **more):
        self.__dict__.update(said, **more)


@dataclass
class History:
    """What one user took, the oldest first: items by their place in the catalogue, and what else is known of each event."""

    items: np.ndarray
    times: np.ndarray  # seconds, NaN where nobody knows
    kinds: np.ndarray  # 0 where nobody knows, else 1 + the place of its name
    values: np.ndarray  # NaN where nobody knows
    parts: list  # what the authors of the data use each event for, where they say it

    def between(self, begin, end):
        return History(*(field[begin:end] for field in (self.items, self.times, self.kinds, self.values, self.parts)))

    def __len__(self):
        return len(self.items)


def catalogue():
    """Ids of the items in the order of the catalogue."""
    with open(HERE / "items.csv", newline="", encoding="utf-8") as file:
        return [row["item"] for row in csv.DictReader(file)]


def histories(run):
    """A history for each user, in the order of the file."""
    csv.field_size_limit(2**30)
    number = {item: i for i, item in enumerate(catalogue())}
    kind = {name: 1 + k for k, name in enumerate(run.kinds)}
    of = {}
    with open(HERE / "interactions.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            of.setdefault(row["user"], []).append(
                (
                    number[row["item"]],
                    float(row.get("time") or "nan"),
                    kind.get(row.get("kind"), 0),
                    float(row.get("value") or "nan"),
                    row.get("part"),
                )
            )
    types = (np.int64, np.float64, np.int64, np.float64)
    columns = [list(zip(*events)) for events in of.values()]
    return [History(*(np.array(column, each) for column, each in zip(user, types)), list(user[4])) for user in columns]


# ── splits: what trains, and beginnings of histories whose last event is a target ──


def leave_one_out(of):
    long = [h for h in of if len(h) >= 3]
    return [h.between(0, len(h) - 2) for h in long], [h.between(0, len(h) - 1) for h in long], long


def by_time(of):
    times = np.sort(np.concatenate([h.times for h in of]))
    # 1 − 2 · 0.1 and 1 − 0.1 of all events, as they are in floating point
    first_cut, second_cut = times[int((1 - 2 * 0.1) * len(times))], times[int((1 - 0.1) * len(times))]
    training, validation, test = [], [], []
    for h in of:
        validated, tested = int(np.searchsorted(h.times, first_cut)), int(np.searchsorted(h.times, second_cut))
        training.append(h.between(0, validated))
        if 0 < validated < tested:
            validation.append(h.between(0, validated + 1))
        if 0 < tested < len(h):
            test.append(h.between(0, tested + 1))
    return [h for h in training if len(h) > 0], validation, test


def by_user(of):
    askable = [u for u, h in enumerate(of) if len(h) >= 2]
    tenth = max(1, int(np.floor(len(askable) / 10 + 0.5)))
    order = Draws(0, "data/split by user").shuffle(askable)
    tested, validated = sorted(order[:tenth]), sorted(order[tenth : 2 * tenth])
    asked = {*tested, *validated}
    return [h for u, h in enumerate(of) if u not in asked], [of[u] for u in validated], [of[u] for u in tested]


def as_published(of):
    nobody = not any(VALIDATES in h.parts for h in of)
    training, validation, test = [], [], []
    for h in of:
        held_out = next((i for i, part in enumerate(h.parts) if part != TRAINS), len(h))
        tested = next((i for i, part in enumerate(h.parts) if part == TESTED), len(h))
        trained = held_out - 1 if nobody and held_out >= 3 else held_out
        training.append(h.between(0, trained))
        validation += [h.between(0, end + 1) for end in range(max(1, trained), tested)]
        test += [h.between(0, end + 1) for end in range(max(1, tested), len(h))]
    return [h for h in training if len(h) > 0], validation, test


SPLITS = {"leave-one-out": leave_one_out, "by time": by_time, "by user": by_user, "as published": as_published}


# ── what is read of events: rows of small tables, 0 for padding and 1 for what nobody knows ──


def gap_rows(times):
    """2 + the bucket of the time since the event before, each a third longer than the one before it."""
    apart = np.abs(np.diff(times, prepend=np.nan))
    buckets = np.minimum(MOST_GAPS, np.floor(np.log(np.fmax(1, apart)) / 0.301))
    return np.where(np.isnan(apart), 1, 2 + buckets).astype(np.int64)


def seconds_since_earliest(times):
    """Of each event, -1 where nobody knows; single precision, as a GPU has it."""
    known = ~np.isnan(times)
    return np.where(known, times - (times[known].min() if known.any() else 0), -1).astype(np.float32)


def value_rows(values, levels):
    """2 + the last of the levels that is not above the value, the first where all are."""
    if len(levels) == 0:
        return np.ones(len(values), np.int64)
    found = 2 + np.maximum(0, np.searchsorted(levels, values, side="right") - 1)
    return np.where(np.isnan(values), 1, found)


def read(run, rows):
    """Histories as the model reads them, of each row one behind another, of each the last `length` events."""
    length, mask = run.config.length, run.items
    tensors = {name: torch.zeros(len(rows), length, dtype=torch.int64) for name in Events.__dataclass_fields__}
    tensors["history"].fill_(-1)
    tensors["seconds"] = torch.full((len(rows), length), -1.0)
    for row, histories in enumerate(rows):
        begin = 0
        for number, whole in enumerate(histories):
            h = whole.between(max(0, len(whole) - length), len(whole))
            known = h.items < mask  # nobody knows when, or how, what is asked for will be taken
            times = np.where(known, h.times, np.nan)
            of = {
                "items": h.items + 1,
                "history": np.full(len(h), number),
                "place": np.arange(len(h)),
                "length": np.full(len(h), len(h)),
                "gaps": gap_rows(times),
                "seconds": seconds_since_earliest(times),
                "kinds": 1 + np.where(known, h.kinds, 0),
                "values": value_rows(np.where(known, h.values, np.nan), run.levels),
            }
            for name, values in of.items():
                tensors[name][row, begin : begin + len(h)] = torch.from_numpy(values)
            begin += len(h)
    # Padding has a length, so that its position is one of the table's.
    tensors["length"][tensors["history"] < 0] = length
    return Events(**tensors)


# ── batches ──


def patterns(counts, time):
    """How windows of these lengths fill rows of `time` positions: longest first, each into the fullest row that has room."""
    free = [[] for _ in range(time + 1)]
    free[time].append(([], float("inf")))
    for length in range(time, 0, -1):
        left = counts[length]
        while left > 0:
            room = next(r for r in range(length, time + 1) if free[r])
            lengths, rows = free[room].pop()
            copies = min(left, room // length)
            taken = min(rows, left // copies)
            if rows > taken:
                free[room].append((lengths, rows - taken))
            free[room - copies * length].append((lengths + [length] * copies, taken))
            left -= copies * taken
    return [lengths for each in free for lengths, rows in each if lengths for _ in range(rows)]


class Batches:
    """The windows of the training histories, of which each epoch reads every one once, in an order of its own."""

    def __init__(self, run, training):
        self.run, self.training = run, training
        self.windows = []
        length = run.config.length
        for user, history in enumerate(training):
            end = len(history)
            while end >= 2:
                begin = max(0, end - length - objective.AHEAD)
                self.windows.append((user, begin, end))
                if begin == 0:
                    break
                end -= length
        self.lengths = [end - begin - objective.AHEAD for _, begin, end in self.windows]
        self.packed = None
        if run.training.get("packing") == "rows":
            self.packed = patterns(np.bincount(self.lengths, minlength=length + 1).tolist(), length)
        count = len(self.windows) if self.packed is None else len(self.packed)
        self.batch = min(run.training["batch"], count)
        self.steps = -(-count // self.batch)
        self.epoch, self.rows = -1, []

    def of_epoch(self, epoch):
        """Numbers of the windows of each row."""
        if epoch != self.epoch:
            order = Draws(self.run.seed, f"order of epoch {epoch}").shuffle(range(len(self.windows)))
            self.epoch, self.rows = epoch, self.filled(order, epoch)
        return self.rows

    def filled(self, order, epoch):
        if self.packed is None:
            return [[window] for window in order]
        waiting = [[] for _ in range(self.run.config.length + 1)]
        for window in reversed(order):
            waiting[self.lengths[window]].append(window)
        rows = [[waiting[length].pop() for length in lengths] for lengths in self.packed]
        return Draws(self.run.seed, f"rows of epoch {epoch}").shuffle(rows)

    def at(self, epoch, number):
        """Batch `number` of an epoch: what is read, and the tokens (B, T) that are asked for, 0 where nothing is."""
        rows = self.of_epoch(epoch)[number * self.batch : (number + 1) * self.batch]
        posed = [[self.posed(epoch, window) for window in row] for row in rows]
        targets = torch.zeros(len(rows), self.run.config.length, dtype=torch.int64)
        for row, each in enumerate(posed):
            asked = np.concatenate([tokens for _, tokens in each]) + 1
            targets[row, : len(asked)] = torch.from_numpy(asked)
        return read(self.run, [[history for history, _ in each] for each in posed]), targets

    def posed(self, epoch, window):
        """The history that is read of a window, and the items that are asked for."""
        user, begin, end = self.windows[window]
        whole = self.training[user].between(begin, end)
        draws = lambda what="": Draws(self.run.seed, f"{what}window {window} of epoch {epoch}")
        items, asked = objective.pose(whole.items, self.run.items, draws(), self.run.training)
        n = len(items)
        history = History(items, whole.times[:n], whole.kinds[:n], whole.values[:n], [])
        for field in self.run.fields:
            if draws(f"{field} of ").uniform() < HIDDEN:
                setattr(history, field, np.zeros(n, np.int64) if field == "kinds" else np.full(n, np.nan))
        return history, asked


def query(run, history):
    """A history as it is asked what comes next."""
    items = objective.question(history.items, run.items)
    more = len(items) - len(history)
    unknown = np.full(more, np.nan)
    return History(
        items,
        np.append(history.times, unknown),
        np.append(history.kinds, np.zeros(more, np.int64)),
        np.append(history.values, unknown),
        [],
    )
