// Slot file of sampled.scale_rows: the rows stand alone.

fn start_element(i: u32) -> f32 {
  return 0.0;
}

fn start_quad(i: u32) -> vec4f {
  return vec4f();
}
