// matmul: parameters without dropout
//
// Slot file. y is (m, n); k is the extent that is summed.

struct Params { m: u32, n: u32, k: u32 }

@group(1) @binding(0) var<uniform> params: Params;
