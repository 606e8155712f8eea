// matmul activation: ReLU, max(z, 0); its slope at 0 is 0
//
// Slot file.

fn activation(z: f32) -> f32 { return max(z, 0.0); }

fn activation_slope(z: f32) -> f32 { return select(0.0, 1.0, z > 0.0); }
