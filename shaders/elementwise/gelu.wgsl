// Slot file: activate(x) = x · σ(2u), u = √(2/π) · (x + 0.044715·x³), and its derivative slope(x)
//
// source    Hendrycks & Gimpel 2016, arXiv:1606.08415, section 2, with ½(1 + tanh u) = σ(2u); PyTorch's
//           gelu(approximate='tanh').
// numerics  exp overflows to infinity above 88; at −2u = 80 the sigmoid is already below every f32 that matters.

fn gelu_gate(x: f32) -> f32 {
  let u = 0.7978845608 * (x + 0.044715 * x * x * x);
  return 1.0 / (1.0 + exp(min(-2.0 * u, 80.0)));
}

fn activate(x: f32) -> f32 {
  return x * gelu_gate(x);
}

fn slope(x: f32) -> f32 {
  let gate = gelu_gate(x);
  let du = 0.7978845608 * (1.0 + 0.134145 * x * x);
  return gate + 2.0 * x * gate * (1.0 - gate) * du;
}
