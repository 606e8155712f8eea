// matmul activation: GELU, tanh form
//
//   gelu(z)  = z/2 · (1 + t),                            t = tanh u,  u = √(2/π) · (z + 0.044715 z³)
//   gelu′(z) = (1 + t)/2 + z/2 · (1 − t²) · √(2/π) · (1 + 3 · 0.044715 z²)
//
// Slot file.
// source    Hendrycks & Gimpel 2016, arXiv:1606.08415, section 2.
// numerics  tanh u = 1 − 2 / (exp(2u) + 1): one exp, where tanh itself takes several on some adapters; good to an ulp
//           of 1, which is what 1 + t needs. z is clamped to ±10 in u and in the slope, so that its powers stay finite,
//           and u to ±15: there t is ±1 in f32 already, and exp(2u) still finite.

const ROOT_2_OVER_PI = 0.7978845608028654;
const CUBIC = 0.044715;

fn near_zero(z: f32) -> f32 { return clamp(z, -10.0, 10.0); }

// z is in ±10.
fn gelu_tanh(z: f32) -> f32 {
  let u = clamp(ROOT_2_OVER_PI * z * (1.0 + CUBIC * z * z), -15.0, 15.0);
  return 1.0 - 2.0 / (exp(2.0 * u) + 1.0);
}

fn activation(z: f32) -> f32 { return 0.5 * z * (1.0 + gelu_tanh(near_zero(z))); }

fn activation_slope(z: f32) -> f32 {
  let n = near_zero(z);
  let t = gelu_tanh(n);
  return 0.5 * (1.0 + t) + 0.5 * n * (1.0 - t * t) * ROOT_2_OVER_PI * (1.0 + 3.0 * CUBIC * n * n);
}
