// Slot file of sampled.add_scaled_rows: the rows are added to others.

@group(0) @binding(3) var<storage, read> sofar: array<vec4f>;  // (rows, width)

fn start_quad(i: u32) -> vec4f {
  return sofar[i];
}
