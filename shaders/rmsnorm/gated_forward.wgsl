// rmsnorm.gated_forward, slot `normed`: v = x ⊙ silu(z)
//
// needs     pointwise/silu.wgsl.

@group(0) @binding(4) var<storage, read>       z: array<Lane>;       // (rows, cols)

fn normed(at: u32) -> Lane { return x[at] * value(z[at]); }
