// matmul: parameters with dropout
//
// Slot file. y is (m, n); k is the extent that is summed; the rest is explained in random/dropout.reference.ts.

struct Params { m: u32, n: u32, k: u32, seed: u32, site: u32, threshold: u32, keep_scale: f32 }

@group(1) @binding(0) var<uniform> params: Params;
