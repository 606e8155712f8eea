// Slot file: activate(x) = max(x, 0) and its derivative slope(x), 0 at x = 0 as in PyTorch.

fn activate(x: f32) -> f32 {
  return max(x, 0.0);
}

fn slope(x: f32) -> f32 {
  return select(0.0, 1.0, x > 0.0);
}
