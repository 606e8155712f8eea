// hstu: parameters
//
// Slot file. `seen` is 1 where sums are divided by the items that a query sees, 0 where by `window`.

struct Params {
  batch: u32, time: u32, heads: u32, head_width: u32,
  window: u32, seen: u32,
}

@group(1) @binding(0) var<uniform> params: Params;

// What the sum of query i is divided by, turned over
fn share(i: u32, within: vec2u) -> f32 {
  return 1.0 / f32(select(params.window, i - within.x + 1, params.seen == 1));
}
