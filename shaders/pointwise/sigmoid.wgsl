// pointwise sigmoid
//
//   value(x) = σ(x) = 1 / (1 + exp(−x))        slope(x) = σ(x) · (1 − σ(x))
//
// Slot file.
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// numerics  x is kept above −80, where exp is finite and σ below 2e-35.

fn value(x: Lane) -> Lane { return 1.0 / (1.0 + exp(min(-x, Lane(80.0)))); }

fn slope(x: Lane) -> Lane {
  let s = value(x);
  return s * (1.0 - s);
}
