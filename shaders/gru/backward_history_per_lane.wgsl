// gru.backward, one history per lane: no barriers
//
//   g  = dh[t] + flow                                  flow: what t + 1 gives back
//   dn = g ⊙ (1 − z) ⊙ (1 − n²)                        dz = g ⊙ (h[t−1] − n) ⊙ z(1 − z)
//   dr = dn ⊙ m ⊙ r(1 − r)                             dm = dn ⊙ r
//   flow to t − 1 = g ⊙ z + Wᵀ·(dr, dz, dm)            nothing where a history begins
//
// slot      begins(row): whether a history begins at that position, beside the first one; from begins_*.wgsl.
// work      lane n of the grid owns history n, from its last position to its first, four units at once.
// limits    hidden a multiple of 4. `flow` is scratch: four numbers for each unit would not fit a lane's registers.

override LANES: u32 = 4;

struct Params { batch: u32, time: u32, hidden: u32 }

@group(0) @binding(0) var<storage, read>       dh: array<vec4f>;          // (batch, time, hidden)
@group(0) @binding(1) var<storage, read>       weight: array<vec4f>;      // (3, hidden, hidden)
@group(0) @binding(2) var<storage, read>       before: array<vec4f>;      // (batch, time, hidden)
@group(0) @binding(3) var<storage, read>       cell: array<vec4f>;        // (batch, time, 4, hidden)
@group(0) @binding(4) var<storage, read_write> dgates: array<vec4f>;      // (batch, time, 3, hidden)
@group(0) @binding(5) var<storage, read_write> drecurrent: array<vec4f>;  // (batch, time, 3, hidden)
@group(0) @binding(6) var<storage, read_write> flow: array<vec4f>;        // (batch, hidden)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let history = (group.x + group.y * groups.x) * LANES + lane;
  if (history >= params.batch) { return; }
  let vectors = params.hidden / 4;
  let own = history * vectors;
  for (var j = 0u; j < vectors; j++) { flow[own + j] = vec4f(0.0); }

  for (var left = params.time; left > 0u; left--) {
    let t = left - 1u;
    let row = history * params.time + t;
    let fresh = t == 0u || begins(row);
    for (var j = 0u; j < vectors; j++) {
      let kept = row * 4 * vectors + j;
      let r = cell[kept];
      let z = cell[kept + vectors];
      let n = cell[kept + 2 * vectors];
      let m = cell[kept + 3 * vectors];
      let g = dh[row * vectors + j] + flow[own + j];
      let dn = g * (1.0 - z) * (1.0 - n * n);
      let dz = g * (before[row * vectors + j] - n) * z * (1.0 - z);
      let dr = dn * m * r * (1.0 - r);
      let at = row * 3 * vectors + j;
      dgates[at] = dr;
      dgates[at + vectors] = dz;
      dgates[at + 2 * vectors] = dn;
      drecurrent[at] = dr;
      drecurrent[at + vectors] = dz;
      drecurrent[at + 2 * vectors] = dn * r;
      if (fresh) { flow[own + j] = vec4f(0.0); } else { flow[own + j] = g * z; }
    }
    if (!fresh) {
      for (var i = 0u; i < vectors; i++) {
        var sum = flow[own + i];
        for (var k = 0u; k < 3 * vectors; k++) {
          let d = drecurrent[row * 3 * vectors + k];
          let at = 4 * k * vectors + i;
          sum += weight[at] * d.x + weight[at + vectors] * d.y;
          sum += weight[at + 2 * vectors] * d.z + weight[at + 3 * vectors] * d.w;
        }
        flow[own + i] = sum;
      }
    }
  }
}
