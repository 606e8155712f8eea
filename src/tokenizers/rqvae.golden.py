"""The auto-encoder of rqvae_autoencoder.ts in PyTorch, f64: writes rqvae.golden.json beside itself (python3 rqvae.golden.py; needs torch)."""
import json, math, pathlib, torch
torch.set_default_dtype(torch.float64)
N, S, K, C, D, E, BETA = 5, 2, 3, 4, 3, 2, 0.25
names = {'encoder.up.weight': (E * C, C), 'encoder.up.bias': (E * C,), 'encoder.down.weight': (D, E * C), 'encoder.down.bias': (D,),
 'codebook0': (K, D), 'codebook1': (K, D),
 'decoder.up.weight': (E * C, D), 'decoder.up.bias': (E * C,), 'decoder.down.weight': (C, E * C), 'decoder.down.bias': (C,)}
w = {}
for p, (n, s) in enumerate(names.items()):
    w[n] = torch.tensor([0.4 * math.sin(0.7 * i + p) for i in range(math.prod(s))]).reshape(s).requires_grad_()
x = torch.tensor([1.5 * math.cos(1.3 * i) for i in range(N * C)]).reshape(N, C)
lin = lambda v, n: v @ w[n + '.weight'].T + w[n + '.bias']
def forward():
    z = lin(torch.relu(lin(x, 'encoder.up')), 'encoder.down')
    r, q, codes, loss = z, torch.zeros_like(z), [], 0
    for s in range(S):
        e = w[f'codebook{s}']
        c = ((r.detach()[:, None] - e.detach()[None]) ** 2).sum(-1).argmin(-1)
        loss = loss + 0.5 * ((r.detach() - e[c]) ** 2).sum() + 0.5 * BETA * ((r - e[c].detach()) ** 2).sum()
        r, q = r - e[c].detach(), q + e[c].detach()
        codes.append(c)
    back = lin(torch.relu(lin(z + (q - z).detach(), 'decoder.up')), 'decoder.down')
    return codes, back, loss + 0.5 * ((back - x) ** 2).sum()
opt = torch.optim.AdamW(w.values(), lr=0.01, betas=(0.9, 0.999), eps=1e-8, weight_decay=0)
codes, back, _ = forward()
out = {'command': 'PyTorch 2.13, f64: argmin of squared distances, relu, detach for what has no gradient, torch.optim.AdamW at 0.01; parameter p is 0.4*sin(0.7*i + p), x is 1.5*cos(1.3*i)',
 'codes': [c.tolist() for c in codes], 'decoded': [round(v, 12) for v in back.flatten().tolist()], 'trained': []}
for _ in range(3):
    opt.zero_grad()
    codes, _, loss = forward()
    loss.backward()
    opt.step()
    out['trained'].append([c.tolist() for c in codes])
out['after'] = {n: [round(t.sum().item(), 12), round((t.flatten() * torch.cos(torch.arange(t.numel()))).sum().item(), 12)] for n, t in w.items()}
pathlib.Path(__file__).with_name('rqvae.golden.json').write_text(json.dumps(out, indent=1) + '\n')
