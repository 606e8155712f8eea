"""S4D of s4d.ts in PyTorch, f64: writes s4d.golden.json beside itself (python3 s4d.golden.py; needs torch)."""
import json, math, torch, torch.nn.functional as F
torch.set_default_dtype(torch.float64)
B, T, C, V, N, L = 2, 4, 8, 6, 4, 2


def golden(planes, rule):
    shapes = {'items': (V, C), 'first.gamma': (C,), 'first.beta': (C,)}
    for l in range(L):
        m = f'block{l}.s4d.'
        shapes |= {m + 'dynamics': (planes, C, N), m + 'readout': (planes, C, N), m + 'step': (C,), m + 'skip': (C,),
                   m + 'out.weight': (C, C), m + 'out.bias': (C,)}
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

    def layer(x, m):
        imaginary = lambda p: p[1] if planes == 2 else torch.zeros(C, N)
        A = torch.complex(-P[m + 'dynamics'][0].exp(), imaginary(P[m + 'dynamics']))
        told = torch.complex(P[m + 'readout'][0], imaginary(P[m + 'readout']))
        step = P[m + 'step'].exp()[:, None]
        if rule == 'hold':
            keep, take = torch.exp(step * A), (torch.exp(step * A) - 1) / A
        else:
            keep, take = (1 + step * A / 2) / (1 - step * A / 2), step / (1 - step * A / 2)
        kernel = planes * torch.einsum('cn,cnl->cl', told * take, keep[..., None] ** torch.arange(T)).real  # as a convolution
        y = torch.stack([sum(kernel[:, t - s] * x[:, s] for s in range(t + 1)) for t in range(T)], 1) + P[m + 'skip'] * x
        return F.linear(F.gelu(y, approximate='tanh'), P[m + 'out.weight'], P[m + 'out.bias'])

    h = P['items'][ids] * (ids > 0)[..., None]
    h = ln(h, 'first')
    for l in range(L):
        b = f'block{l}.'
        h = ln(layer(h, b + 's4d.') + h, b + 'norm1')
        u = F.gelu(F.linear(h, P[b + 'mlp.up.weight'], P[b + 'mlp.up.bias']), approximate='tanh')
        h = ln(h + F.linear(u, P[b + 'mlp.down.weight'], P[b + 'mlp.down.bias']), b + 'norm2')
    logits = h @ P['items'].T
    logits = torch.cat([torch.full_like(logits[..., :1], -1e300), logits[..., 1:]], -1)
    loss = F.cross_entropy(logits.reshape(-1, V), targets.reshape(-1), ignore_index=0)
    loss.backward()
    weighted = lambda g: float((g.flatten() * torch.cos(torch.arange(g.numel(), dtype=torch.float64))).sum())
    return {'loss': loss.item(), 'hidden': [round(float(t), 12) for t in h[1].flatten()],
            'gradients': {n: [round(float(P[n].grad.sum()), 12), round(weighted(P[n].grad), 12)] for n in shapes}}


out = {'command': f'PyTorch {torch.__version__}, f64: the kernel as powers, a convolution as a sum, layer_norm, gelu(approximate="tanh"), '
                  'cross_entropy(ignore_index=0) over items 1..5; parameter p is 0.4*sin(0.7*i + p), + 1 for gamma; hidden is that of the '
                  'second history, gradients are [sum, sum weighted by cos(i)]',
       'complex': golden(2, 'hold'), 'bilinear': golden(2, 'bilinear'), 'real': golden(1, 'hold')}
json.dump(out, open(__file__.replace('.py', '.json'), 'w'), indent=1)
print(out['complex']['loss'], out['bilinear']['loss'], out['real']['loss'])
