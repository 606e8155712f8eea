// Slot file of sampled.gbce, first pass: a target's score is taken as it is.

struct Params { rows: u32, samples: u32, width: u32, beta: f32 }

fn target_offset(row: u32) -> f32 {
  return 0.0;
}
