// scan, the step Δ = softplus(delta) and how fast a state is forgotten
//
//   step_of(x) = ln(1 + eˣ) = max(x, 0) + 2·artanh(s),  s = e / (2 + e),  e = e^−|x|
//   slope_of(x) = σ(x)
//   decay_of(a) = e^a · log₂ e, so that the state keeps 2^−(Δ · decay) in a step
//
// Slot file.
// numerics  the series of artanh ends at s¹¹, its rest is below 2e-8 of it as s ≤ 1/3: softplus is good to some ulp also where it is
//           small, where ln(1 + e) loses e. a is held at 40: Δ times e^40 is finite for every Δ below 10²⁰.

fn step_of(x: f32) -> f32 {
  let e = exp(-abs(x));
  let s = e / (2.0 + e);
  let q = s * s;
  let tail = 1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0)))));
  return max(x, 0.0) + 2.0 * s * tail;
}

fn slope_of(x: f32) -> f32 {
  let e = exp(-abs(x));
  return select(e, 1.0, x >= 0.0) / (1.0 + e);
}

const LOG2_E = 1.4426950408889634;
const LN_2 = 0.6931471805599453;

fn decay_of(a: vec4f) -> vec4f { return LOG2_E * exp(min(a, vec4f(40.0))); }
