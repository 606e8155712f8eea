// Slot file of embedding.gradient: the sum starts from zero.

fn start_element(i: u32) -> f32 {
  return 0.0;
}

fn start_quad(i: u32) -> vec4f {
  return vec4f();
}
