"""The auto-encoder of fsq_autoencoder.ts in PyTorch, f64: writes fsq.golden.json beside itself (python3 fsq.golden.py; needs torch)."""
import json, math, pathlib, torch
torch.set_default_dtype(torch.float64)
N, S, P, L, E = 3, 2, 3, [4, 3], 2
C, D = S * P, 2
names = {'in.weight': (D, P), 'in.bias': (D,), 'out.weight': (P, D), 'out.bias': (P,),
 'decoder.up.weight': (E * C, C), 'decoder.up.bias': (E * C,), 'decoder.down.weight': (C, E * C), 'decoder.down.bias': (C,)}
w = {}
for p, (n, s) in enumerate(names.items()):
    w[n] = torch.tensor([0.4 * math.sin(0.7 * i + p) for i in range(math.prod(s))]).reshape(s).requires_grad_()
x = torch.tensor([1.5 * math.cos(1.3 * i) for i in range(N * C)]).reshape(N, C)
Lt = torch.tensor(L, dtype=torch.float64)
half = (Lt - 1) * (1 - 1e-3) / 2
off = torch.where(Lt % 2 == 0, 0.5, 0.0)
shift = torch.tan(off / half)
mid = torch.floor(Lt / 2)
def forward():
    z = x.reshape(N, S, P) @ w['in.weight'].T + w['in.bias']
    b = torch.tanh(z + shift) * half - off
    r = b + (b.round() - b).detach()
    idx = ((b.round() + mid) * torch.tensor([1.0, L[0]])).sum(-1)
    p = ((r / mid) @ w['out.weight'].T + w['out.bias']).reshape(N, C)
    h = torch.nn.functional.gelu(p @ w['decoder.up.weight'].T + w['decoder.up.bias'], approximate='tanh')
    return idx, p + h @ w['decoder.down.weight'].T + w['decoder.down.bias']
opt = torch.optim.AdamW(w.values(), lr=0.01, betas=(0.9, 0.999), eps=1e-8, weight_decay=0)
idx, y = forward()
out = {'command': 'PyTorch 2.13, f64: FSQ by its straight-through estimator, gelu(approximate="tanh"), torch.optim.AdamW at 0.01 on half the sum of squares; parameter p is 0.4*sin(0.7*i + p), x is 1.5*cos(1.3*i)',
 'codes': [int(v) for v in idx.flatten()], 'decoded': [round(v, 12) for v in y.flatten().tolist()]}
for _ in range(3):
    opt.zero_grad()
    (0.5 * ((forward()[1] - x) ** 2).sum()).backward()
    opt.step()
out['after'] = {n: [round(t.sum().item(), 12), round((t.flatten() * torch.cos(torch.arange(t.numel()))).sum().item(), 12)] for n, t in w.items()}
pathlib.Path(__file__).with_name('fsq.golden.json').write_text(json.dumps(out, indent=1) + '\n')
