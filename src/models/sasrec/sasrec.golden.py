"""SASRec of sasrec.ts in PyTorch, f64: writes sasrec.golden.json beside itself (python3 sasrec.golden.py; needs torch)."""
import json, math, torch, torch.nn.functional as F
torch.set_default_dtype(torch.float64)
B, L, D, H, V, BLOCKS = 2, 4, 8, 2, 6, 2
names = ['items', 'positions']
shapes = [(V, D), (L, D)]
for l in range(BLOCKS):
    for n, s in [('norm1.gamma', (D,)), ('norm1.beta', (D,)), ('attention.qkv.weight', (3*D, D)), ('attention.qkv.bias', (3*D,)), ('attention.out.weight', (D, D)), ('attention.out.bias', (D,)),
                 ('norm2.gamma', (D,)), ('norm2.beta', (D,)), ('mlp.up.weight', (4*D, D)), ('mlp.up.bias', (4*D,)), ('mlp.down.weight', (D, 4*D)), ('mlp.down.bias', (D,))]:
        names.append(f'block{l}.{n}'); shapes.append(s)
names += ['final.gamma', 'final.beta']; shapes += [(D,), (D,)]
P = {}
for p, (n, s) in enumerate(zip(names, shapes)):
    c = math.prod(s)
    w = torch.tensor([0.4 * math.sin(0.7 * i + p) for i in range(c)]).reshape(s)
    if n.endswith('gamma'): w = w + 1
    P[n] = w.requires_grad_()
ids = torch.tensor([[0, 2, 3, 2], [1, 5, 4, 3]]); targets = torch.tensor([[0, 3, 2, 1], [5, 4, 3, 0]])
x = P['items'][ids] + P['positions']
x = x * (ids > 0)[..., None]
ln = lambda v, n: F.layer_norm(v, (D,), P[n + '.gamma'], P[n + '.beta'])
causal = torch.tril(torch.ones(L, L, dtype=torch.bool))
mask = (causal & (ids > 0)[:, None, None, :]) | torch.eye(L, dtype=torch.bool)
for l in range(BLOCKS):
    b = f'block{l}.'
    q, k, v = F.linear(ln(x, b + 'norm1'), P[b + 'attention.qkv.weight'], P[b + 'attention.qkv.bias']).view(B, L, 3, H, D // H).permute(2, 0, 3, 1, 4)
    y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(B, L, D)
    x = x + F.linear(y, P[b + 'attention.out.weight'], P[b + 'attention.out.bias'])
    u = F.gelu(F.linear(ln(x, b + 'norm2'), P[b + 'mlp.up.weight'], P[b + 'mlp.up.bias']), approximate='tanh')
    x = x + F.linear(u, P[b + 'mlp.down.weight'], P[b + 'mlp.down.bias'])
h = ln(x, 'final')
logits = h @ P['items'].T
logits = torch.cat([torch.full_like(logits[..., :1], -1e300), logits[..., 1:]], -1)
loss = F.cross_entropy(logits.reshape(-1, V), targets.reshape(-1), ignore_index=0)
loss.backward()
out = {'command': 'PyTorch 2.13, f64: layer_norm, scaled_dot_product_attention, gelu(approximate="tanh"), cross_entropy(ignore_index=0) over items 1..5; parameter p is 0.4*sin(0.7*i + p), + 1 for gamma',
       'loss': loss.item(), 'hidden': [round(float(t), 12) for t in h[1].flatten()],
       'gradients': {n: [round(float(P[n].grad.sum()), 12), round(float((P[n].grad.flatten() * torch.cos(torch.arange(P[n].numel(), dtype=torch.float64))).sum()), 12)] for n in names}}
json.dump(out, open(__file__.replace('.py', '.json'), 'w'), indent=1)
print(out['loss'])
