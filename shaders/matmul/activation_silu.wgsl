// matmul activation: SiLU
//
//   silu(z)  = z · s,                  s = 1 / (1 + exp(−z))
//   silu′(z) = s · (1 + z · (1 − s))
//
// Slot file.
// source    Elfwing, Uchibe & Doya 2018, arXiv:1702.03118, eqs. 5–6.
// numerics  z is kept above −80, where s < 2e-35 and exp is still finite: below, a large z times a small s that is not 0
//           would be far from the product, which is 0 to every digit of f32.

fn sigmoid(z: f32) -> f32 { return 1.0 / (1.0 + exp(min(-z, 80.0))); }

fn activation(z: f32) -> f32 { return max(z, -80.0) * sigmoid(z); }

fn activation_slope(z: f32) -> f32 {
  let s = sigmoid(z);
  return s * (1.0 + max(z, -80.0) * (1.0 - s));
}
