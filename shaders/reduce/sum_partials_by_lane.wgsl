// Σ_i term(i), first of two passes, no barriers: PARTIALS sums that the second pass adds
//
//   partials[p] = Σ_{i ≡ p mod PARTIALS} term(i)
//
// slot      term(i), from a file that binds its input at 0.
// work      lane p of the grid (PARTIALS lanes in all) owns elements p, p + PARTIALS, …
// numerics  each partial sums at most ⌈count / PARTIALS⌉ terms in order, in four chains.
// limits    count < 2³² − 4·PARTIALS; PARTIALS a multiple of LANES.

override LANES: u32 = 64;
override PARTIALS: u32 = 1024;

@group(0) @binding(1) var<storage, read_write> partials: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let first = group.x * LANES + lane;
  var sums = vec4f();
  var i = first;
  for (; i + 3u * PARTIALS < params.count; i += 4u * PARTIALS) {
    sums += vec4f(term(i), term(i + PARTIALS), term(i + 2u * PARTIALS), term(i + 3u * PARTIALS));
  }
  for (; i < params.count; i += PARTIALS) { sums.x += term(i); }
  partials[first] = (sums.x + sums.y) + (sums.z + sums.w);
}
