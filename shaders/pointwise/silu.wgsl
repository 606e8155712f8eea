// pointwise silu
//
//   value(x) = x · σ(x)        slope(x) = σ(x) · (1 + x · (1 − σ(x)))        σ(x) = 1 / (1 + exp(−x))
//
// Slot file.
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// source    Elfwing, Uchibe & Doya 2018, arXiv:1702.03118, eqs. 6–7.
// numerics  x is kept above −80, where exp is finite and x · σ(x) nothing beside 1.

fn squashed(x: Lane) -> Lane { return 1.0 / (1.0 + exp(min(-x, Lane(80.0)))); }

fn value(x: Lane) -> Lane { return max(x, Lane(-80.0)) * squashed(x); }

fn slope(x: Lane) -> Lane {
  let s = squashed(x);
  return s * (1.0 + max(x, Lane(-80.0)) * (1.0 - s));
}
