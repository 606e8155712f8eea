// Slot file: activate(x) = x · σ(2u), u = √(2/π) · (x + 0.044715·x³), and its derivative slope(x)
//
// source    Hendrycks & Gimpel 2016, arXiv:1606.08415, section 2, with ½(1 + tanh u) = σ(2u); PyTorch's
//           gelu(approximate='tanh').
// numerics  exp overflows to infinity above 88; at −2u = 80 the sigmoid is already below every f32 that matters.
//           Beyond x = ±10 the gate is 1 in f32 or below 2e-35; x is clamped there, so that its powers stay finite and no large
//           x meets a gate that should be 0.

fn near_zero(x: f32) -> f32 { return clamp(x, -10.0, 10.0); }

fn gelu_gate(x: f32) -> f32 {
  let n = near_zero(x);
  let u = 0.7978845608 * (n + 0.044715 * n * n * n);
  return 1.0 / (1.0 + exp(min(-2.0 * u, 80.0)));
}

fn activate(x: f32) -> f32 {
  return max(x, -10.0) * gelu_gate(x);
}

fn slope(x: f32) -> f32 {
  let gate = gelu_gate(x);
  let n = near_zero(x);
  let du = 0.7978845608 * (1.0 + 0.134145 * n * n);
  return gate + 2.0 * n * gate * (1.0 - gate) * du;
}
