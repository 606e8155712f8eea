"""checkpoint.safetensors: the weights, those of the best validation and both moments of Adam, as model.NAME, best.NAME, first_moment.NAME
and second_moment.NAME. A run that came without moments has none, and Adam begins anew."""
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file

FILE = Path(__file__).parent / "checkpoint.safetensors"


def tensors(kind, device="cpu"):
    """Tensors of one kind by the name of their parameter."""
    found = {}
    with safe_open(FILE, "pt", device=str(device)) as file:
        for whole in sorted(file.keys()):  # what is larger than 128 MiB may lie in NAME.part00, NAME.part01 …
            of, _, name = whole.split(".part")[0].partition(".")
            if of == kind:
                found.setdefault(name, []).append(file.get_tensor(whole))
    return {name: pieces[0] if len(pieces) == 1 else torch.cat(pieces) for name, pieces in found.items()}


def load(model, kind="model", device="cpu"):
    model.load_state_dict(tensors(kind, device))


def load_moments(model, optimizer, updates, device):
    """Sets Adam's moments to those of the file, after so many updates."""
    first, second = tensors("first_moment", device), tensors("second_moment", device)
    if not first:
        return
    for name, parameter in model.named_parameters():
        optimizer.state[parameter] = {
            "step": torch.tensor(float(updates)),
            "exp_avg": first[name],
            "exp_avg_sq": second[name],
        }


def save(model, optimizer, best):
    """Writes the file anew, and puts it in its place once it is whole."""
    kept = {f"best.{name}": tensor for name, tensor in best.items()}
    for name, parameter in model.named_parameters():
        kept[f"model.{name}"] = parameter.detach()
        state = optimizer.state.get(parameter)
        if state:
            kept[f"first_moment.{name}"], kept[f"second_moment.{name}"] = state["exp_avg"], state["exp_avg_sq"]
    part = FILE.with_suffix(".part")
    save_file({name: tensor.cpu().clone().contiguous() for name, tensor in kept.items()}, part, {"format": "pt"})
    part.replace(FILE)
