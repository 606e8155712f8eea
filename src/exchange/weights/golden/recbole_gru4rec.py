"""Weights as RecBole's GRU4Rec names them, and the scores of the next item, from its published description: an embedding of items whose
row 0 is padding, torch.nn.GRU without biases, a linear layer back to the width of the embedding, and inner products with all items.

    python recbole_gru4rec.py        writes recbole_gru4rec.safetensors and recbole_gru4rec.json beside it
"""
import json
from pathlib import Path

import torch
from safetensors.torch import save_file

ITEMS, WIDTH, HIDDEN, LAYERS = 11, 8, 12, 2
HISTORIES = [[3], [5, 1, 9], [2, 2, 7, 4, 11, 6]]  # rows of the table, oldest first


class GRU4Rec(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.item_embedding = torch.nn.Embedding(ITEMS + 1, WIDTH)
        self.gru_layers = torch.nn.GRU(WIDTH, HIDDEN, LAYERS, bias=False, batch_first=True)
        self.dense = torch.nn.Linear(HIDDEN, WIDTH)

    def forward(self, history):
        states, _ = self.gru_layers(self.item_embedding(torch.tensor([history])))
        return self.dense(states[0, -1]) @ self.item_embedding.weight.T


if __name__ == "__main__":
    torch.manual_seed(1)
    model = GRU4Rec()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, 0, 0.5)
    here = Path(__file__).with_suffix("")
    save_file({name: tensor.contiguous() for name, tensor in model.state_dict().items()}, f"{here}.safetensors")
    model.double()  # as the reference computes
    with torch.no_grad():
        scores = [model(history)[1:].tolist() for history in HISTORIES]
    Path(f"{here}.json").write_text(json.dumps({"histories": HISTORIES, "scores": scores, "torch": torch.__version__}) + "\n")
