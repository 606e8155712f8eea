// rmsnorm.gated_backward, slots `normed` and `give_back`: v = x ⊙ silu(z)
//
// needs     pointwise/silu.wgsl.

@group(0) @binding(6) var<storage, read>       z: array<Lane>;        // (rows, cols)
@group(0) @binding(7) var<storage, read_write> dz: array<Lane>;       // (rows, cols)

fn normed(at: u32) -> Lane { return x[at] * value(z[at]); }

fn give_back(at: u32, dv: Lane) {
  dx[at] = dv * value(z[at]);
  dz[at] = dv * x[at] * slope(z[at]);
}
