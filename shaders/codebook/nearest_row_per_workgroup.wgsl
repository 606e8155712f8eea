// codebook.nearest, last pass, one workgroup per vector
//
//   index[r] = the first c of the least distances[r,c]        residual[r] = a[r] − b[index[r]]
//
// slot      params, from matmul/params.wgsl.
// work      lane l of workgroup r owns codes l, l + LANES, …, then elements l, l + LANES, … of the residual.
// numerics  of equal distances the lower index, within a lane and in the tree.
// limits    LANES a power of two.

override LANES: u32 = 64;

@group(0) @binding(0) var<storage, read>       a: array<f32>;          // (m, k)
@group(0) @binding(1) var<storage, read>       b: array<f32>;          // (n, k)
@group(0) @binding(2) var<storage, read>       distances: array<f32>;  // (m, n)
@group(0) @binding(3) var<storage, read_write> index: array<u32>;      // (m)
@group(0) @binding(4) var<storage, read_write> residual: array<f32>;   // (m, k)

struct Code { distance: f32, index: u32 }

var<workgroup> nearest: array<Code, LANES>;

fn precedes(x: Code, y: Code) -> bool {
  return x.distance < y.distance || (x.distance == y.distance && x.index < y.index);
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = group.x + group.y * groups.x;
  if (row >= params.m) { return; }  // uniform: the whole workgroup leaves together
  var best = Code(3.4e38, 0xffffffffu);
  for (var code = lane; code < params.n; code += LANES) {
    let found = Code(distances[row * params.n + code], code);
    if (precedes(found, best)) { best = found; }
  }
  nearest[lane] = best;
  for (var half = LANES / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half && precedes(nearest[lane + half], nearest[lane])) { nearest[lane] = nearest[lane + half]; }
  }
  let code = workgroupUniformLoad(&nearest[0]).index;
  if (lane == 0u) { index[row] = code; }
  for (var i = lane; i < params.k; i += LANES) {
    residual[row * params.k + i] = a[row * params.k + i] - b[code * params.k + i];
  }
}
