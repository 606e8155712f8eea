// Σ_i term(i), second of two passes: one workgroup adds the partial sums, a lane each
//
//   result = Σ_p partials[p]
//
// slot      finish(sum), from a file that binds its output at 1 (and what it reads from 2).
// work      lane p owns partial p.
// numerics  a tree over the lanes.
// limits    PARTIALS a power of two, at most 256.

override PARTIALS: u32 = 128;

@group(0) @binding(0) var<storage, read> partials: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

var<workgroup> sums: array<f32, PARTIALS>;

@compute @workgroup_size(PARTIALS)
fn main(@builtin(local_invocation_index) lane: u32) {
  sums[lane] = partials[lane];
  for (var half = PARTIALS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { sums[lane] += sums[lane + half]; }
  }
  if (lane == 0u) { finish(sums[0]); }
}
