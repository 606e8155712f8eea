// gru.forward, one history per workgroup
//
//   r, z = σ(gates_{r,z} + W_{r,z}·h[t−1] + b_{r,z})     m = W_n·h[t−1] + b_n     n = tanh(gates_n + r ⊙ m)
//   h[t] = (1 − z) ⊙ n + z ⊙ h[t−1]                      h[t−1] = 0 where a history begins
//
// slot      begins(row): whether a history begins at that position, beside the first one; from begins_*.wgsl.
// source    as in forward_history_per_lane.wgsl.
// work      workgroup n owns history n, lane j its unit j; the state lies in workgroup memory, where all lanes read it.
// limits    hidden a multiple of 4, at most LANES, which is at most 256.

override LANES: u32 = 256;

struct Params { batch: u32, time: u32, hidden: u32 }

@group(0) @binding(0) var<storage, read>       gates: array<f32>;     // (batch, time, 3, hidden)
@group(0) @binding(1) var<storage, read>       weight: array<vec4f>;  // (3, hidden, hidden)
@group(0) @binding(2) var<storage, read>       bias: array<f32>;      // (3, hidden)
@group(0) @binding(3) var<storage, read_write> h: array<f32>;         // (batch, time, hidden)
@group(0) @binding(4) var<storage, read_write> before: array<f32>;    // (batch, time, hidden)
@group(0) @binding(5) var<storage, read_write> cell: array<f32>;      // (batch, time, 4, hidden)
@group(1) @binding(0) var<uniform> params: Params;

var<workgroup> state: array<f32, 256>;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) unit: u32,
) {
  let history = group.x + group.y * groups.x;
  if (history >= params.batch) { return; }
  let hidden = params.hidden;
  let vectors = hidden / 4;
  let owns = unit < hidden;
  var own = 0.0;

  for (var t = 0u; t < params.time; t++) {
    let row = history * params.time + t;
    if (begins(row)) { own = 0.0; }
    if (owns) { state[unit] = own; }
    workgroupBarrier();
    if (owns) {
      var sums = vec3f(bias[unit], bias[hidden + unit], bias[2 * hidden + unit]);
      for (var i = 0u; i < vectors; i++) {
        let s = vec4f(state[4 * i], state[4 * i + 1], state[4 * i + 2], state[4 * i + 3]);
        let at = unit * vectors + i;
        sums += vec3f(
          dot(weight[at], s),
          dot(weight[hidden * vectors + at], s),
          dot(weight[2 * hidden * vectors + at], s),
        );
      }
      let given = row * 3 * hidden + unit;
      let squashed_gates = sigmoid(vec4f(gates[given] + sums.x, gates[given + hidden] + sums.y, 0.0, 0.0));
      let r = squashed_gates.x;
      let z = squashed_gates.y;
      let n = squashed(vec4f(gates[given + 2 * hidden] + r * sums.z)).x;
      let kept = row * 4 * hidden + unit;
      cell[kept] = r;
      cell[kept + hidden] = z;
      cell[kept + 2 * hidden] = n;
      cell[kept + 3 * hidden] = sums.z;
      before[row * hidden + unit] = own;
      own = (1.0 - z) * n + z * own;
      h[row * hidden + unit] = own;
    }
    workgroupBarrier();
  }
}
