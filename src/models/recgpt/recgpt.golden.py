"""RecGPT of recgpt.ts in PyTorch, f64: writes recgpt.golden.json beside itself (python3 recgpt.golden.py; needs torch)."""
import json, math, torch, torch.nn.functional as F
torch.set_default_dtype(torch.float64)
B, T, C, H, V, S, K, BLOCKS = 2, 4, 8, 2, 6, 3, 4, 2
shapes = {'codes': (S * K + 1, C), 'positions': (T, S * C), 'first.gamma': (C,), 'first.beta': (C,)}
for l in range(BLOCKS):
    b = f'block{l}.'
    shapes |= {b + 'norm1.gamma': (C,), b + 'norm1.beta': (C,), b + 'attention.qkv.weight': (3 * C, C), b + 'attention.qkv.bias': (3 * C,),
               b + 'attention.out.weight': (C, C), b + 'attention.out.bias': (C,), b + 'norm2.gamma': (C,), b + 'norm2.beta': (C,),
               b + 'mlp.up.weight': (4 * C, C), b + 'mlp.up.bias': (4 * C,), b + 'mlp.down.weight': (C, 4 * C), b + 'mlp.down.bias': (C,)}
shapes |= {'final.gamma': (C,), 'final.beta': (C,)} | {f'heads.slot{s}': (K + 1, C) for s in range(S)}
P = {}
for p, (n, s) in enumerate(shapes.items()):
    w = torch.tensor([0.4 * math.sin(0.7 * i + p) for i in range(math.prod(s))]).reshape(s)
    P[n] = (w + 1 if n.endswith('gamma') else w).requires_grad_()
CODES = torch.tensor([[1, 2, 0], [3, 0, 0], [2, 3, 0], [2, 1, 3], [1, 0, 2]])  # (V - 1, S), as src/testing/sample_codes.ts draws them
rows = torch.cat([torch.zeros(1, S, dtype=torch.long), CODES + torch.arange(S) * K + 1])
ids = torch.tensor([[2, 3, 2, 0], [1, 5, 4, 3]]); lengths = torch.tensor([3, 4]); targets = torch.tensor([3, 2, 1, 0, 5, 4, 3, 0])
ln = lambda v, n: F.layer_norm(v, (C,), P[n + '.gamma'], P[n + '.beta'])
place = torch.arange(T) + (T - lengths)[:, None]  # positions count from the newest
x = (ln(P['codes'][rows[ids]], 'first') + P['positions'].view(T, S, C)[place.clamp(max=T - 1)]) * (ids > 0)[..., None, None]
x = x.reshape(B, T * S, C)
item = torch.arange(T * S) // S
mask = (item <= item[:, None]) & (item < lengths[:, None])[:, :, None] | torch.eye(T * S, dtype=torch.bool)
for l in range(BLOCKS):
    b = f'block{l}.'
    q, k, v = F.linear(ln(x, b + 'norm1'), P[b + 'attention.qkv.weight'], P[b + 'attention.qkv.bias']).view(B, T * S, 3, H, C // H).permute(2, 0, 3, 1, 4)
    y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None]).transpose(1, 2).reshape(B, T * S, C)
    x = x + F.linear(y, P[b + 'attention.out.weight'], P[b + 'attention.out.bias'])
    u = F.gelu(F.linear(ln(x, b + 'norm2'), P[b + 'mlp.up.weight'], P[b + 'mlp.up.bias']), approximate='tanh')
    x = x + F.linear(u, P[b + 'mlp.down.weight'], P[b + 'mlp.down.bias'])
h = ln(x, 'final').view(B * T, S, C)
asked = targets > 0
loss = sum(F.cross_entropy(h[asked, s] @ P[f'heads.slot{s}'][1:].T, CODES[targets[asked] - 1, s]) for s in range(S)) / S
loss.backward()
out = {'command': 'PyTorch 2.13, f64: layer_norm, scaled_dot_product_attention, gelu(approximate="tanh"), cross_entropy of each slot, their mean; codes as sampleCodes draws them; parameter p is 0.4*sin(0.7*i + p), + 1 for gamma',
       'loss': loss.item(), 'hidden': [round(float(t), 12) for t in h.view(B, T, S, C)[1, :, 0].flatten()],
       'gradients': {n: [round(float(P[n].grad.sum()), 12), round(float((P[n].grad.flatten() * torch.cos(torch.arange(P[n].numel(), dtype=torch.float64))).sum()), 12)] for n in shapes}}
json.dump(out, open(__file__.replace('.py', '.json'), 'w'), indent=1)
print(out['loss'])
