// Slot file of embedding.gradient_onto: the sum starts from another gradient of the table.

@group(0) @binding(4) var<storage, read> sofar: array<vec4f>;  // (vocabulary, width)

fn start_quad(i: u32) -> vec4f {
  return sofar[i];
}
