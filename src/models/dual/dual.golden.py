"""Dual of dual.ts in PyTorch, f64: writes dual.golden.json beside itself (python3 dual.golden.py; needs torch)."""
import json, math, torch, torch.nn.functional as F
torch.set_default_dtype(torch.float64)
B, T, C, H, V, S, K, BLOCKS = 2, 4, 8, 2, 6, 3, 4, 2
shapes = {'items': (V, C)} | {f'codes.slot{s}': (K + 1, C) for s in range(S)} | {'positions': (T, C)}
for l in range(BLOCKS):
    b = f'block{l}.'
    shapes |= {b + 'norm1.gamma': (C,), b + 'norm1.beta': (C,), b + 'attention.qkv.weight': (3 * C, C), b + 'attention.qkv.bias': (3 * C,),
               b + 'attention.out.weight': (C, C), b + 'attention.out.bias': (C,), b + 'norm2.gamma': (C,), b + 'norm2.beta': (C,),
               b + 'mlp.up.weight': (4 * C, C), b + 'mlp.up.bias': (4 * C,), b + 'mlp.down.weight': (C, 4 * C), b + 'mlp.down.bias': (C,)}
for h in ['items', 'codes']:
    shapes |= {f'heads.{h}.weight': (C, C), f'heads.{h}.bias': (C,), f'heads.{h}.norm.gamma': (C,), f'heads.{h}.norm.beta': (C,)}
shapes |= {'gate.norm.gamma': (C,), 'gate.norm.beta': (C,), 'gate.weight': (1, C), 'gate.bias': (1,)}
P = {}
for p, (n, s) in enumerate(shapes.items()):
    w = torch.tensor([0.4 * math.sin(0.7 * i + p) for i in range(math.prod(s))]).reshape(s)
    P[n] = (w + 1 if n.endswith('gamma') else w).requires_grad_()
CODES = torch.tensor([[1, 2, 0], [3, 0, 0], [2, 3, 0], [2, 1, 3], [1, 0, 2]])  # (V - 1, S), as src/testing/sample_codes.ts draws them
rows = torch.cat([torch.zeros(1, S, dtype=torch.long), CODES + 1])
ids = torch.tensor([[2, 3, 2, 0], [1, 5, 4, 3]]); lengths = torch.tensor([3, 4]); targets = torch.tensor([3, 2, 1, 0, 5, 4, 3, 0])
ln = lambda v, n: F.layer_norm(v, (C,), P[n + '.gamma'], P[n + '.beta'])
lin = lambda v, n: F.linear(v, P[n + '.weight'], P[n + '.bias'])
coded = sum(P[f'codes.slot{s}'][rows[:, s]] for s in range(S))
place = torch.arange(T) + (T - lengths)[:, None]  # positions count from the newest
x = ((P['items'] + coded)[ids] + P['positions'][place.clamp(max=T - 1)]) * (ids > 0)[..., None]
t = torch.arange(T)
mask = (t <= t[:, None]) & (t < lengths[:, None])[:, :, None] | torch.eye(T, dtype=torch.bool)
for l in range(BLOCKS):
    b = f'block{l}.'
    q, k, v = lin(ln(x, b + 'norm1'), b + 'attention.qkv').view(B, T, 3, H, C // H).permute(2, 0, 3, 1, 4)
    y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None]).transpose(1, 2).reshape(B, T, C)
    x = x + lin(y, b + 'attention.out')
    x = x + lin(F.gelu(lin(ln(x, b + 'norm2'), b + 'mlp.up'), approximate='tanh'), b + 'mlp.down')
h = x.view(B * T, C)
u, q = (ln(h + F.silu(lin(h, f'heads.{n}')), f'heads.{n}.norm') for n in ['items', 'codes'])
g = torch.sigmoid(lin(ln(h, 'gate.norm'), 'gate'))
logits = g * (u @ P['items'].T) + (1 - g) * (q @ coded.T)
asked = targets > 0
loss = F.cross_entropy(logits[asked, 1:], targets[asked] - 1)
loss.backward()
out = {'command': 'PyTorch 2.13, f64: layer_norm, scaled_dot_product_attention, gelu(approximate="tanh"), silu, sigmoid, cross_entropy of the mixed scores; codes as sampleCodes draws them; parameter p is 0.4*sin(0.7*i + p), + 1 for gamma',
       'loss': loss.item(), 'hidden': [round(float(t), 12) for t in h.view(B, T, C)[1].flatten()],
       'gradients': {n: [round(float(P[n].grad.sum()), 12), round(float((P[n].grad.flatten() * torch.cos(torch.arange(P[n].numel(), dtype=torch.float64))).sum()), 12)] for n in shapes}}
json.dump(out, open(__file__.replace('.py', '.json'), 'w'), indent=1)
print(out['loss'], g.flatten().tolist())
