// Slot file: activate(x) = x · σ(x) and its derivative slope(x) = σ(x) · (1 + x · (1 − σ(x)))
//
// source    Elfwing, Uchibe & Doya 2018, arXiv:1702.03118.
// numerics  exp overflows to infinity above 88; at −x = 80 the sigmoid is already below every f32 that matters.
//           x itself is kept above −80 too: a large x times that gate would be far from the product, which is 0.

fn silu_gate(x: f32) -> f32 {
  return 1.0 / (1.0 + exp(min(-x, 80.0)));
}

fn activate(x: f32) -> f32 {
  return max(x, -80.0) * silu_gate(x);
}

fn slope(x: f32) -> f32 {
  let gate = silu_gate(x);
  return gate * (1.0 + max(x, -80.0) * (1.0 - gate));
}
