"""checkpoint.safetensors: the weights, those of the best validation and both moments of Adam, as model.NAME, best.NAME, first_moment.NAME
and second_moment.NAME. A run that came without moments has none, and Adam begins anew."""
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from divided import DividedTable, write

FILE = Path(__file__).parent / "checkpoint.safetensors"


def tensors(kind, model, device="cpu"):
    """Tensors of one kind by the name of their parameter; of a divided table the rows that are held here, and no others are read."""
    found = {}
    with safe_open(FILE, "pt", device=str(device)) as file:
        for whole in sorted(file.keys()):  # what is larger than 128 MiB may lie in NAME.part00, NAME.part01 …
            of, _, name = whole.split(".part")[0].partition(".")
            if of == kind:
                found.setdefault(name, []).append(file.get_slice(whole))
        table = model.items
        divided = {"items.weight": (table.begin, table.end)} if isinstance(table, DividedTable) else {}
        return {name: rows(pieces, *divided.get(name, (0, None))) for name, pieces in found.items()}


def rows(pieces, begin, end):
    """The rows from `begin` to `end` of a tensor that lies in pieces of whole rows; None is its end."""
    found = []
    for piece in pieces:
        length = piece.get_shape()[0]
        upto = length if end is None else min(length, end)
        if begin < upto:
            found.append(piece[max(0, begin) : upto])
        begin, end = begin - length, None if end is None else end - length
    return found[0] if len(found) == 1 else torch.cat(found)


def load(model, kind="model", device="cpu"):
    model.load_state_dict(tensors(kind, model, device))


def load_moments(model, optimizer, updates, device):
    """Sets Adam's moments to those of the file, after so many updates."""
    first, second = tensors("first_moment", model, device), tensors("second_moment", model, device)
    if not first:
        return
    for name, parameter in model.named_parameters():
        optimizer.state[parameter] = {
            "step": torch.tensor(float(updates)),
            "exp_avg": first[name],
            "exp_avg_sq": second[name],
        }


def save(model, optimizer, best):
    """Writes the file anew, and puts it in its place once it is whole. Of a divided table all processes must call it."""
    kept = {f"best.{name}": tensor for name, tensor in best.items()}
    for name, parameter in model.named_parameters():
        kept[f"model.{name}"] = parameter.detach()
        state = optimizer.state.get(parameter)
        if state:
            kept[f"first_moment.{name}"], kept[f"second_moment.{name}"] = state["exp_avg"], state["exp_avg_sq"]
    part = FILE.with_suffix(".part")
    if isinstance(model.items, DividedTable):
        write(part, kept, model.items, [name for name in kept if name.endswith(".items.weight")])
    else:
        save_file({name: tensor.cpu().clone().contiguous() for name, tensor in kept.items()}, part, {"format": "pt"})
    if not isinstance(model.items, DividedTable) or model.items.begin == 0:  # process 0 has written it
        part.replace(FILE)
