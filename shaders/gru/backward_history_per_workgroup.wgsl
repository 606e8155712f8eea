// gru.backward, one history per workgroup
//
//   g  = dh[t] + flow                                  flow: what t + 1 gives back
//   dn = g ⊙ (1 − z) ⊙ (1 − n²)                        dz = g ⊙ (h[t−1] − n) ⊙ z(1 − z)
//   dr = dn ⊙ m ⊙ r(1 − r)                             dm = dn ⊙ r
//   flow to t − 1 = g ⊙ z + Wᵀ·(dr, dz, dm)            nothing where a history begins
//
// slot      begins(row): whether a history begins at that position, beside the first one; from begins_*.wgsl.
// work      workgroup n owns history n, lane j its unit j, from the last position to the first; (dr, dz, dm) of a position
//           lie in workgroup memory, and neighbouring lanes read neighbouring columns of W.
// limits    hidden at most LANES, which is at most 256: 3 · 256 floats are 3 KiB.

override LANES: u32 = 256;

struct Params { batch: u32, time: u32, hidden: u32 }

@group(0) @binding(0) var<storage, read>       dh: array<f32>;          // (batch, time, hidden)
@group(0) @binding(1) var<storage, read>       weight: array<f32>;      // (3, hidden, hidden)
@group(0) @binding(2) var<storage, read>       before: array<f32>;      // (batch, time, hidden)
@group(0) @binding(3) var<storage, read>       cell: array<f32>;        // (batch, time, 4, hidden)
@group(0) @binding(4) var<storage, read_write> dgates: array<f32>;      // (batch, time, 3, hidden)
@group(0) @binding(5) var<storage, read_write> drecurrent: array<f32>;  // (batch, time, 3, hidden)
@group(1) @binding(0) var<uniform> params: Params;

var<workgroup> given_back: array<f32, 768>;  // dr, dz, dm of a position

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) unit: u32,
) {
  let history = group.x + group.y * groups.x;
  if (history >= params.batch) { return; }
  let hidden = params.hidden;
  let owns = unit < hidden;
  var flow = 0.0;

  for (var left = params.time; left > 0u; left--) {
    let t = left - 1u;
    let row = history * params.time + t;
    let fresh = t == 0u || begins(row);
    if (owns) {
      let kept = row * 4 * hidden + unit;
      let r = cell[kept];
      let z = cell[kept + hidden];
      let n = cell[kept + 2 * hidden];
      let g = dh[row * hidden + unit] + flow;
      let dn = g * (1.0 - z) * (1.0 - n * n);
      let dz = g * (before[row * hidden + unit] - n) * z * (1.0 - z);
      let dr = dn * cell[kept + 3 * hidden] * r * (1.0 - r);
      let at = row * 3 * hidden + unit;
      dgates[at] = dr;
      dgates[at + hidden] = dz;
      dgates[at + 2 * hidden] = dn;
      drecurrent[at] = dr;
      drecurrent[at + hidden] = dz;
      drecurrent[at + 2 * hidden] = dn * r;
      given_back[unit] = dr;
      given_back[hidden + unit] = dz;
      given_back[2 * hidden + unit] = dn * r;
      flow = select(g * z, 0.0, fresh);
    }
    workgroupBarrier();
    if (owns && !fresh) {
      for (var k = 0u; k < 3 * hidden; k++) { flow += weight[k * hidden + unit] * given_back[k]; }
    }
    workgroupBarrier();
  }
}
