/** Ten lines that make safetensors of a pickle. */
export const CONVERT = `import sys, torch
from safetensors.torch import save_file

loaded = torch.load(sys.argv[1], map_location="cpu", weights_only=True)
while isinstance(loaded, dict) and "state_dict" in loaded:
    loaded = loaded["state_dict"]
tensors = {name: value.float().contiguous().clone()
           for name, value in loaded.items()
           if isinstance(value, torch.Tensor)}
save_file(tensors, sys.argv[2])`;
