"""HSTU of hstu.ts in PyTorch, f64: writes hstu.golden.json beside itself (python3 hstu.golden.py; needs torch)."""
import json, math, torch, torch.nn.functional as F
torch.set_default_dtype(torch.float64)
B, L, C, H, V, BLOCKS = 2, 4, 8, 2, 6, 2
shapes = {'items': (V, C), 'positions': (L, C)}
for l in range(BLOCKS):
    b = f'block{l}.'
    shapes |= {b + 'norm.gamma': (C,), b + 'norm.beta': (C,), b + 'hstu.qkv.weight': (3 * C, C), b + 'hstu.positions': (L,), b + 'hstu.times': (64,),
               b + 'hstu.norm.gamma': (C,), b + 'hstu.norm.beta': (C,), b + 'hstu.gate.weight': (C, C), b + 'hstu.out.weight': (C, C), b + 'hstu.out.bias': (C,)}
shapes |= {'final.gamma': (C,), 'final.beta': (C,)}
P = {}
for p, (n, s) in enumerate(shapes.items()):
    w = torch.tensor([0.4 * math.sin(0.7 * i + p) for i in range(math.prod(s))]).reshape(s)
    P[n] = (w + 1 if n.endswith('gamma') else w).requires_grad_()
ids = torch.tensor([[2, 3, 2, 0], [1, 5, 4, 3]])
targets = torch.tensor([[3, 2, 1, 0], [5, 4, 3, 0]])
times = torch.tensor([[0, 3600, 90000, -1.], [0, 60, 86460, -1]])  # nobody knows when the last one of the second was taken
positions = torch.tensor([[1, 2, 3, 0], [0, 1, 2, 3]])  # the newest item has the last
gap = (times[:, :, None] - times[:, None]).abs().clamp(min=1)
rows = 1 + torch.floor(torch.log(gap) / 0.301).clamp(max=62).long()
rows[(times[:, :, None] < 0) | (times[:, None] < 0)] = 0
apart = (torch.arange(L)[:, None] - torch.arange(L)).clamp(min=0)
past = torch.ones(L, L).tril() * (ids > 0)[:, None]
ln = lambda v, n: F.layer_norm(v, (C,), P[n + '.gamma'], P[n + '.beta'])
h = (math.sqrt(C) * P['items'][ids] + P['positions'][positions]) * (ids > 0)[..., None]
for l in range(BLOCKS):
    m = f'block{l}.hstu.'
    x = ln(h, f'block{l}.norm')
    q, k, v = F.silu(x @ P[m + 'qkv.weight'].T).view(B, L, 3, H, C // H).permute(2, 0, 3, 1, 4)
    s = q @ k.transpose(-1, -2) + P[m + 'positions'][apart] + P[m + 'times'][rows][:, None]
    y = (F.silu(s) / L * past[:, None] @ v).transpose(1, 2).reshape(B, L, C)
    h = h + F.linear(ln(y, m + 'norm') * F.silu(x @ P[m + 'gate.weight'].T), P[m + 'out.weight'], P[m + 'out.bias'])
h = ln(h, 'final')
logits = h @ P['items'].T
logits = torch.cat([torch.full_like(logits[..., :1], -1e300), logits[..., 1:]], -1)
loss = F.cross_entropy(logits.reshape(-1, V), targets.reshape(-1), ignore_index=0)
loss.backward()
weighted = lambda g: float((g.flatten() * torch.cos(torch.arange(g.numel(), dtype=torch.float64))).sum())
out = {'command': f'PyTorch {torch.__version__}, f64: silu, layer_norm, cross_entropy(ignore_index=0) over items 1..5, a mask of zeros behind silu; parameter p is 0.4*sin(0.7*i + p), '
                  '+ 1 for gamma; hidden is that of the second history, gradients are [sum, sum weighted by cos(i)]',
       'loss': loss.item(), 'hidden': [round(float(t), 12) for t in h[1].flatten()],
       'gradients': {n: [round(float(P[n].grad.sum()), 12), round(weighted(P[n].grad), 12)] for n in shapes}}
json.dump(out, open(__file__.replace('.py', '.json'), 'w'), indent=1)
print(out['loss'])
