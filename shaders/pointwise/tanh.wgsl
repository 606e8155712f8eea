// pointwise tanh
//
//   value(x) = tanh x        slope(x) = 1 − tanh² x
//
// Slot file.
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// numerics  tanh x = 1 − 2 / (exp(2u) + 1), u = x within ±15, beyond which it is ±1 in f32: good to an ulp of 1. See
//           docs/numerics.md.

fn value(x: Lane) -> Lane {
  let u = clamp(x, Lane(-15.0), Lane(15.0));
  return 1.0 - 2.0 / (exp(2.0 * u) + 1.0);
}

fn slope(x: Lane) -> Lane {
  let t = value(x);
  return 1.0 - t * t;
}
