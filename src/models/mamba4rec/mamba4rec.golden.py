"""Mamba4Rec of mamba4rec.ts in PyTorch, f64: writes mamba4rec.golden.json beside itself (python3 mamba4rec.golden.py; needs torch)."""
import json, math, torch, torch.nn.functional as F
torch.set_default_dtype(torch.float64)
B, T, C, V, N, E = 2, 4, 8, 6, 4, 16
R = math.ceil(C / 16)


def golden(blocks):
    shapes = {'items': (V, C), 'first.gamma': (C,), 'first.beta': (C,)}
    for l in range(blocks):
        m = f'block{l}.mamba.'
        shapes |= {m + 'in.weight': (E, C), m + 'convolution.weight': (4, E), m + 'convolution.bias': (E,), m + 'bc.weight': (2 * N, E),
                   m + 'step.down.weight': (R, E), m + 'step.up.weight': (E, R), m + 'step.up.bias': (E,), m + 'logRate': (E, N), m + 'skip': (E,),
                   m + 'gate.weight': (E, C), m + 'out.weight': (C, E), m + 'out.bias': (C,)}
        b = f'block{l}.'
        shapes |= {b + 'norm1.gamma': (C,), b + 'norm1.beta': (C,), b + 'mlp.up.weight': (4 * C, C), b + 'mlp.up.bias': (4 * C,),
                   b + 'mlp.down.weight': (C, 4 * C), b + 'mlp.down.bias': (C,), b + 'norm2.gamma': (C,), b + 'norm2.beta': (C,)}
    P = {}
    for p, (n, s) in enumerate(shapes.items()):
        w = torch.tensor([0.4 * math.sin(0.7 * i + p) for i in range(math.prod(s))]).reshape(s)
        P[n] = (w + 1 if n.endswith('gamma') else w).requires_grad_()
    ids = torch.tensor([[2, 3, 2, 0], [1, 5, 4, 3]])
    targets = torch.tensor([[3, 2, 1, 0], [5, 4, 3, 0]])
    ln = lambda v, n: F.layer_norm(v, (C,), P[n + '.gamma'], P[n + '.beta'])

    def mamba(x, m):
        taps = P[m + 'convolution.weight'].T[:, None]
        u = F.conv1d(F.linear(x, P[m + 'in.weight']).transpose(1, 2), taps, P[m + 'convolution.bias'], padding=3, groups=E)[..., :T]
        u = F.silu(u).transpose(1, 2)
        b, c = F.linear(u, P[m + 'bc.weight']).split(N, dim=-1)
        step = F.softplus(F.linear(F.linear(u, P[m + 'step.down.weight']), P[m + 'step.up.weight'], P[m + 'step.up.bias']))
        h, ys = torch.zeros(B, E, N), []
        for t in range(T):
            h = torch.exp(-step[:, t, :, None] * P[m + 'logRate'].exp()) * h + (step * u)[:, t, :, None] * b[:, t, None]
            ys.append((h * c[:, t, None]).sum(-1) + P[m + 'skip'] * u[:, t])
        y = torch.stack(ys, 1) * F.silu(F.linear(x, P[m + 'gate.weight']))
        return F.linear(y, P[m + 'out.weight'], P[m + 'out.bias'])

    h = P['items'][ids] * (ids > 0)[..., None]
    h = ln(h, 'first')
    for l in range(blocks):
        b = f'block{l}.'
        h = ln(mamba(h, b + 'mamba.') + (0 if blocks == 1 else h), b + 'norm1')
        u = F.gelu(F.linear(h, P[b + 'mlp.up.weight'], P[b + 'mlp.up.bias']), approximate='tanh')
        h = ln(h + F.linear(u, P[b + 'mlp.down.weight'], P[b + 'mlp.down.bias']), b + 'norm2')
    logits = h @ P['items'].T
    logits = torch.cat([torch.full_like(logits[..., :1], -1e300), logits[..., 1:]], -1)
    loss = F.cross_entropy(logits.reshape(-1, V), targets.reshape(-1), ignore_index=0)
    loss.backward()
    weighted = lambda g: float((g.flatten() * torch.cos(torch.arange(g.numel(), dtype=torch.float64))).sum())
    return {'loss': loss.item(), 'hidden': [round(float(t), 12) for t in h[1].flatten()],
            'gradients': {n: [round(float(P[n].grad.sum()), 12), round(weighted(P[n].grad), 12)] for n in shapes}}


out = {'command': f'PyTorch {torch.__version__}, f64: conv1d, softplus, a loop over positions, layer_norm, gelu(approximate="tanh"), cross_entropy(ignore_index=0) over items 1..5; '
                  'parameter p is 0.4*sin(0.7*i + p), + 1 for gamma; hidden is that of the second history, gradients are [sum, sum weighted by cos(i)]',
       'one': golden(1), 'two': golden(2)}
json.dump(out, open(__file__.replace('.py', '.json'), 'w'), indent=1)
print(out['one']['loss'], out['two']['loss'])
