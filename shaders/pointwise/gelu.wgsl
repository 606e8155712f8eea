// pointwise gelu, tanh form
//
//   value(x) = x/2 · (1 + t),                          t = tanh u,  u = √(2/π) · (x + 0.044715 x³)
//   slope(x) = (1 + t)/2 + x/2 · (1 − t²) · √(2/π) · (1 + 3 · 0.044715 x²)
//
// Slot file.
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// source    Hendrycks & Gimpel 2016, arXiv:1606.08415, section 2.
// numerics  tanh u = 1 − 2 / (exp(2u) + 1): one exp, where tanh itself takes several on some adapters; good to an ulp
//           of 1, which is what 1 + t needs. x is clamped to ±10 in u and in the slope, so that its powers stay finite,
//           and u to ±15: there t is ±1 in f32 already, and exp(2u) still finite.

const ROOT_2_OVER_PI = 0.7978845608028654;
const CUBIC = 0.044715;

fn near_zero(x: Lane) -> Lane { return clamp(x, Lane(-10.0), Lane(10.0)); }

// x is in ±10.
fn gelu_tanh(x: Lane) -> Lane {
  let u = clamp(ROOT_2_OVER_PI * x * (1.0 + CUBIC * x * x), Lane(-15.0), Lane(15.0));
  return 1.0 - 2.0 / (exp(2.0 * u) + 1.0);
}

fn value(x: Lane) -> Lane { return 0.5 * x * (1.0 + gelu_tanh(near_zero(x))); }

fn slope(x: Lane) -> Lane {
  let n = near_zero(x);
  let t = gelu_tanh(n);
  return 0.5 * (1.0 + t) + 0.5 * n * (1.0 - t * t) * ROOT_2_OVER_PI * (1.0 + 3.0 * CUBIC * n * n);
}
