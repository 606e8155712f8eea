// Slot file of sampled.softmax, first pass: a target's score is corrected by ln of its chance to be drawn.

struct Params { rows: u32, samples: u32, width: u32 }

@group(0) @binding(3) var<storage, read> target_correction: array<f32>;  // (rows)

fn target_offset(row: u32) -> f32 {
  return target_correction[row];
}
