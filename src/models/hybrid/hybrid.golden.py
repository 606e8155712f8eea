"""Hybrid stack of hybrid.ts in PyTorch, f64: writes hybrid.golden.json beside itself (python3 hybrid.golden.py; needs torch)."""
import json, math, torch, torch.nn.functional as F
torch.set_default_dtype(torch.float64)
B, T, C, V, N, E, H, HEADS = 2, 4, 8, 6, 4, 16, 8, 2
R = math.ceil(C / 16)
STACK = ['scan', 'gru', 'attention']
OWN = {
    'scan': {'in.weight': (E, C), 'convolution.weight': (4, E), 'convolution.bias': (E,), 'bc.weight': (2 * N, E), 'step.down.weight': (R, E),
             'step.up.weight': (E, R), 'step.up.bias': (E,), 'logRate': (E, N), 'skip': (E,), 'gate.weight': (E, C), 'out.weight': (C, E), 'out.bias': (C,)},
    'gru': {'input.weight': (3 * H, C), 'input.bias': (3 * H,), 'recurrent.weight': (3 * H, H), 'recurrent.bias': (3 * H,), 'out.weight': (C, H), 'out.bias': (C,)},
    'attention': {'qkv.weight': (3 * C, C), 'qkv.bias': (3 * C,), 'out.weight': (C, C), 'out.bias': (C,)},
}
shapes = {'items': (V, C)}
for l, mixer in enumerate(STACK):
    b = f'block{l}.'
    shapes |= {b + 'norm1.gamma': (C,), b + 'norm1.beta': (C,)} | {f'{b}{mixer}.{n}': s for n, s in OWN[mixer].items()}
    shapes |= {b + 'norm2.gamma': (C,), b + 'norm2.beta': (C,), b + 'mlp.up.weight': (4 * C, C), b + 'mlp.up.bias': (4 * C,),
               b + 'mlp.down.weight': (C, 4 * C), b + 'mlp.down.bias': (C,)}
shapes |= {'final.gamma': (C,), 'final.beta': (C,)}
P = {}
for p, (n, s) in enumerate(shapes.items()):
    w = torch.tensor([0.4 * math.sin(0.7 * i + p) for i in range(math.prod(s))]).reshape(s)
    P[n] = (w + 1 if n.endswith('gamma') else w).requires_grad_()
ids = torch.tensor([[2, 3, 2, 0], [1, 5, 4, 3]])
targets = torch.tensor([[3, 2, 1, 0], [5, 4, 3, 0]])
ln = lambda v, n: F.layer_norm(v, (C,), P[n + '.gamma'], P[n + '.beta'])
lin = lambda v, n: F.linear(v, P[n + '.weight'], P.get(n + '.bias'))


def scan(x, m):
    taps = P[m + 'convolution.weight'].T[:, None]
    u = F.conv1d(lin(x, m + 'in').transpose(1, 2), taps, P[m + 'convolution.bias'], padding=3, groups=E)[..., :T]
    u = F.silu(u).transpose(1, 2)
    b, c = lin(u, m + 'bc').split(N, dim=-1)
    step = F.softplus(lin(lin(u, m + 'step.down'), m + 'step.up'))
    h, ys = torch.zeros(B, E, N), []
    for t in range(T):
        h = torch.exp(-step[:, t, :, None] * P[m + 'logRate'].exp()) * h + (step * u)[:, t, :, None] * b[:, t, None]
        ys.append((h * c[:, t, None]).sum(-1) + P[m + 'skip'] * u[:, t])
    return torch.stack(ys, 1) * F.silu(lin(x, m + 'gate'))


def gru(x, m):
    names = {'weight_ih_l0': 'input.weight', 'weight_hh_l0': 'recurrent.weight', 'bias_ih_l0': 'input.bias', 'bias_hh_l0': 'recurrent.bias'}
    return torch.func.functional_call(torch.nn.GRU(C, H, batch_first=True), {a: P[m + b] for a, b in names.items()}, x)[0]


def attention(x, m):
    q, k, v = lin(x, m + 'qkv').view(B, T, 3, HEADS, C // HEADS).permute(2, 0, 3, 1, 4)
    return F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(B, T, C)


MIX = {'scan': scan, 'gru': gru, 'attention': attention}
h = P['items'][ids] * (ids > 0)[..., None]
for l, mixer in enumerate(STACK):
    b = f'block{l}.'
    h = h + lin(MIX[mixer](ln(h, b + 'norm1'), f'{b}{mixer}.'), f'{b}{mixer}.out')
    h = h + lin(F.gelu(lin(ln(h, b + 'norm2'), b + 'mlp.up'), approximate='tanh'), b + 'mlp.down')
h = ln(h, 'final')
logits = h @ P['items'].T
logits = torch.cat([torch.full_like(logits[..., :1], -1e300), logits[..., 1:]], -1)
loss = F.cross_entropy(logits.reshape(-1, V), targets.reshape(-1), ignore_index=0)
loss.backward()
weighted = lambda g: float((g.flatten() * torch.cos(torch.arange(g.numel(), dtype=torch.float64))).sum())
out = {'command': f'PyTorch {torch.__version__}, f64: conv1d, softplus, a loop over positions, GRU, scaled_dot_product_attention(is_causal=True), layer_norm, gelu(approximate="tanh"), '
                  'cross_entropy(ignore_index=0) over items 1..5; parameter p is 0.4*sin(0.7*i + p), + 1 for gamma; hidden is that of the second history, gradients are [sum, sum weighted by cos(i)]',
       'loss': loss.item(), 'hidden': [round(float(t), 12) for t in h[1].flatten()],
       'gradients': {n: [round(float(P[n].grad.sum()), 12), round(weighted(P[n].grad), 12)] for n in shapes}}
json.dump(out, open(__file__.replace('.py', '.json'), 'w'), indent=1)
print(out['loss'])
