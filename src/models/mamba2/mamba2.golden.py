"""Mamba-2 of mamba2.ts in PyTorch, f64: writes mamba2.golden.json beside itself (python3 mamba2.golden.py; needs torch)."""
import json, math, torch, torch.nn.functional as F
torch.set_default_dtype(torch.float64)
B, T, C, V, N, E, P, L = 2, 4, 8, 6, 4, 16, 8, 2
H, W = E // P, E + 2 * N


def golden():
    shapes = {'items': (V, C), 'first.gamma': (C,), 'first.beta': (C,)}
    for l in range(L):
        m = f'block{l}.ssd.'
        shapes |= {m + 'in.weight': (W, C), m + 'convolution.weight': (4, W), m + 'convolution.bias': (W,), m + 'step.weight': (H, C),
                   m + 'step.bias': (H,), m + 'logRate': (H,), m + 'skip': (H,), m + 'gate.weight': (E, C), m + 'norm.gamma': (E,),
                   m + 'out.weight': (C, E), m + 'out.bias': (C,)}
        b = f'block{l}.'
        shapes |= {b + 'norm1.gamma': (C,), b + 'norm1.beta': (C,), b + 'mlp.up.weight': (4 * C, C), b + 'mlp.up.bias': (4 * C,),
                   b + 'mlp.down.weight': (C, 4 * C), b + 'mlp.down.bias': (C,), b + 'norm2.gamma': (C,), b + 'norm2.beta': (C,)}
    R = {}
    for p, (n, s) in enumerate(shapes.items()):
        w = torch.tensor([0.4 * math.sin(0.7 * i + p) for i in range(math.prod(s))]).reshape(s)
        R[n] = (w + 1 if n.endswith('gamma') else w).requires_grad_()
    ids = torch.tensor([[2, 3, 2, 0], [1, 5, 4, 3]])
    targets = torch.tensor([[3, 2, 1, 0], [5, 4, 3, 0]])
    ln = lambda v, n: F.layer_norm(v, (C,), R[n + '.gamma'], R[n + '.beta'])
    wide = lambda v: v.repeat_interleave(P, -1)

    def layer(x, m):
        taps = R[m + 'convolution.weight'].T[:, None]
        read = F.conv1d(F.linear(x, R[m + 'in.weight']).transpose(1, 2), taps, R[m + 'convolution.bias'], padding=3, groups=W)[..., :T]
        u, b, c = F.silu(read).transpose(1, 2).split((E, N, N), -1)
        step = F.softplus(F.linear(x, R[m + 'step.weight'], R[m + 'step.bias']))
        log = -wide(step * R[m + 'logRate'].exp()).cumsum(1)
        past = torch.ones(T, T, dtype=torch.bool).tril()[None, ..., None]
        decay = torch.exp((log[:, :, None] - log[:, None]).masked_fill(~past, -1e300))
        y = torch.einsum('btn,bjn,btje,bje->bte', c, b, decay, wide(step) * u) + wide(R[m + 'skip']) * u  # as attention that fades
        y = F.rms_norm(y * F.silu(F.linear(x, R[m + 'gate.weight'])), (E,), R[m + 'norm.gamma'], 1e-5)
        return F.linear(y, R[m + 'out.weight'], R[m + 'out.bias'])

    h = R['items'][ids] * (ids > 0)[..., None]
    h = ln(h, 'first')
    for l in range(L):
        b = f'block{l}.'
        h = ln(layer(h, b + 'ssd.') + h, b + 'norm1')
        u = F.gelu(F.linear(h, R[b + 'mlp.up.weight'], R[b + 'mlp.up.bias']), approximate='tanh')
        h = ln(h + F.linear(u, R[b + 'mlp.down.weight'], R[b + 'mlp.down.bias']), b + 'norm2')
    logits = h @ R['items'].T
    logits = torch.cat([torch.full_like(logits[..., :1], -1e300), logits[..., 1:]], -1)
    loss = F.cross_entropy(logits.reshape(-1, V), targets.reshape(-1), ignore_index=0)
    loss.backward()
    weighted = lambda g: float((g.flatten() * torch.cos(torch.arange(g.numel(), dtype=torch.float64))).sum())
    return {'loss': loss.item(), 'hidden': [round(float(t), 12) for t in h[1].detach().flatten()],
            'gradients': {n: [round(float(R[n].grad.sum()), 12), round(weighted(R[n].grad), 12)] for n in shapes}}


out = {'command': f'PyTorch {torch.__version__}, f64: conv1d, the dual form as masked attention, rms_norm, layer_norm, gelu(approximate="tanh"), '
                  'cross_entropy(ignore_index=0) over items 1..5; parameter p is 0.4*sin(0.7*i + p), + 1 for gamma; hidden is that of the '
                  'second history, gradients are [sum, sum weighted by cos(i)]', **golden()}
json.dump(out, open(__file__.replace('.py', '.json'), 'w'), indent=1)
print(out['loss'])
