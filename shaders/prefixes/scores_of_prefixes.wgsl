// prefixes.scores
//
//   y[b, n] = sofar[b, before[n]] + guesses[b, before[n], codes[n]]
//
// source  the chain rule: ln P(c₁ … c_s) = ln P(c₁ … c_{s−1}) + ln P(c_s | c₁ … c_{s−1}).
// work    lane i of the grid owns y[i].
// limits  before < prefixes; codes < size.

override LANES: u32 = 64;

struct Params { batch: u32, prefixes: u32, count: u32, size: u32 }

@group(0) @binding(0) var<storage, read>       guesses: array<f32>;  // (batch, prefixes, size)
@group(0) @binding(1) var<storage, read>       sofar: array<f32>;    // (batch, prefixes)
@group(0) @binding(2) var<storage, read>       before: array<u32>;   // (count)
@group(0) @binding(3) var<storage, read>       codes: array<u32>;    // (count)
@group(0) @binding(4) var<storage, read_write> y: array<f32>;        // (batch, count)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  if (i >= params.batch * params.count) { return; }
  let n = i % params.count;
  let prefix = i / params.count * params.prefixes + before[n];
  y[i] = sofar[prefix] + guesses[prefix * params.size + codes[n]];
}
