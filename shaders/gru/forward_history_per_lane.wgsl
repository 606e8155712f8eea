// gru.forward, one history per lane: no barriers
//
//   r, z = σ(gates_{r,z} + W_{r,z}·h[t−1] + b_{r,z})     m = W_n·h[t−1] + b_n     n = tanh(gates_n + r ⊙ m)
//   h[t] = (1 − z) ⊙ n + z ⊙ h[t−1]                      h[t−1] = 0 where a history begins
//
// slot      begins(row): whether a history begins at that position, beside the first one; from begins_*.wgsl.
// source    Cho et al. 2014, arXiv:1406.1078, section 2.3; with the reset after the product, as cuDNN and PyTorch have it.
// work      lane n of the grid owns history n, position by position, four units at once: every step needs all units of the
//           one before, so that lanes that share a history would wait for each other.
// limits    hidden a multiple of 4. h[t−1] is kept as `before`, for the backward pass and for the gradient of W.

override LANES: u32 = 4;

struct Params { batch: u32, time: u32, hidden: u32 }

@group(0) @binding(0) var<storage, read>       gates: array<vec4f>;   // (batch, time, 3, hidden)
@group(0) @binding(1) var<storage, read>       weight: array<vec4f>;  // (3, hidden, hidden)
@group(0) @binding(2) var<storage, read>       bias: array<vec4f>;    // (3, hidden)
@group(0) @binding(3) var<storage, read_write> h: array<vec4f>;       // (batch, time, hidden)
@group(0) @binding(4) var<storage, read_write> before: array<vec4f>;  // (batch, time, hidden)
@group(0) @binding(5) var<storage, read_write> cell: array<vec4f>;    // (batch, time, 4, hidden)
@group(1) @binding(0) var<uniform> params: Params;

// Four rows of W, at four columns: a vector times it is four inner products.
fn rows(at: u32, vectors: u32) -> mat4x4f {
  return mat4x4f(weight[at], weight[at + vectors], weight[at + 2 * vectors], weight[at + 3 * vectors]);
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let history = (group.x + group.y * groups.x) * LANES + lane;
  if (history >= params.batch) { return; }
  let vectors = params.hidden / 4;
  let gate = params.hidden * vectors;  // from W of one gate to that of the next

  for (var t = 0u; t < params.time; t++) {
    let row = history * params.time + t;
    let fresh = t == 0u || begins(row);
    for (var i = 0u; i < vectors; i++) {
      if (fresh) { before[row * vectors + i] = vec4f(0.0); } else { before[row * vectors + i] = h[(row - 1) * vectors + i]; }
    }
    for (var j = 0u; j < vectors; j++) {
      var recurrent_r = bias[j];
      var recurrent_z = bias[vectors + j];
      var m = bias[2 * vectors + j];
      for (var i = 0u; i < vectors; i++) {
        let state = before[row * vectors + i];
        let at = 4 * j * vectors + i;
        recurrent_r += state * rows(at, vectors);
        recurrent_z += state * rows(gate + at, vectors);
        m += state * rows(2 * gate + at, vectors);
      }
      let given = row * 3 * vectors + j;
      let r = sigmoid(gates[given] + recurrent_r);
      let z = sigmoid(gates[given + vectors] + recurrent_z);
      let n = squashed(gates[given + 2 * vectors] + r * m);
      let kept = row * 4 * vectors + j;
      cell[kept] = r;
      cell[kept + vectors] = z;
      cell[kept + 2 * vectors] = n;
      cell[kept + 3 * vectors] = m;
      h[row * vectors + j] = (1.0 - z) * n + z * before[row * vectors + j];
    }
  }
}
