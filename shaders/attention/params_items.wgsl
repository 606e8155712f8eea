// attention: parameters where `tokens` positions in a row are an item, `items` of them a row
//
// Slot file. The four of dropout are explained in random/dropout.reference.ts.

struct Params {
  batch: u32, time: u32, heads: u32, head_width: u32,
  seed: u32, site: u32, threshold: u32, keep_scale: f32,
  items: u32, tokens: u32,
}

@group(1) @binding(0) var<uniform> params: Params;
