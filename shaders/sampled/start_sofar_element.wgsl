// Slot file of sampled.add_scaled_rows: the rows are added to others.

@group(0) @binding(3) var<storage, read> sofar: array<f32>;  // (rows, width)

fn start_element(i: u32) -> f32 {
  return sofar[i];
}
