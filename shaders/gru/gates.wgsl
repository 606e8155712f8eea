// gru, the two squashing functions
//
// Slot file.
// numerics  σ(x) = 1 / (1 + exp(−x)), x kept above −80, where exp is finite and σ below 2e-35;
//           tanh x = 1 − 2 / (exp(2u) + 1), u = x within ±15, beyond which it is ±1 in f32. See docs/numerics.md.

fn sigmoid(x: vec4f) -> vec4f { return 1.0 / (1.0 + exp(min(-x, vec4f(80.0)))); }

fn squashed(x: vec4f) -> vec4f {
  let u = clamp(x, vec4f(-15.0), vec4f(15.0));
  return 1.0 - 2.0 / (exp(2.0 * u) + 1.0);
}
