// attention: parameters where each position is an item
//
// Slot file. The last four are explained in random/dropout.reference.ts.

struct Params {
  batch: u32, time: u32, heads: u32, head_width: u32,
  seed: u32, site: u32, threshold: u32, keep_scale: f32,
}

@group(1) @binding(0) var<uniform> params: Params;
