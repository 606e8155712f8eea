// mix.backward, one lane per row: no barriers
//
//   da[r] = σ(z[r]) · dy[r, 0]        db[r] = (1 − σ(z[r])) · dy[r, 1]
//   dz[r] = σ′(z[r]) · (⟨dy[r, 0], a[r]⟩ − ⟨dy[r, 1], b[r]⟩)
//
// slots     Lane, from lane/element.wgsl or lane/quad.wgsl; value and slope, from pointwise/sigmoid.wgsl.
// source    derivative of mix_rows.wgsl.
// work      lane i of workgroup g owns row g·LANES + i, columns in order.
// limits    rows·width < 2³¹; width a multiple of LANE_WIDTH.

override LANES: u32 = 64;

struct Params { rows: u32, width: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<Lane>;  // (rows, 2, width)
@group(0) @binding(1) var<storage, read>       a: array<Lane>;   // (rows, width)
@group(0) @binding(2) var<storage, read>       b: array<Lane>;   // (rows, width)
@group(0) @binding(3) var<storage, read>       z: array<f32>;    // (rows)
@group(0) @binding(4) var<storage, read_write> da: array<Lane>;  // (rows, width)
@group(0) @binding(5) var<storage, read_write> db: array<Lane>;  // (rows, width)
@group(0) @binding(6) var<storage, read_write> dz: array<f32>;   // (rows)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = (group.x + group.y * groups.x) * LANES + lane;
  if (row >= params.rows) { return; }
  let width = params.width / LANE_WIDTH;
  let start = row * width;
  let left = value(Lane(z[row]));
  let right = value(Lane(-z[row]));
  var sum = 0.0;
  for (var c = 0u; c < width; c++) {
    let of_a = dy[2u * start + c];
    let of_b = dy[2u * start + width + c];
    da[start + c] = left * of_a;
    db[start + c] = right * of_b;
    sum += lane_dot(of_a, a[start + c]) - lane_dot(of_b, b[start + c]);
  }
  dz[row] = lane_element(slope(Lane(z[row])), 0u) * sum;
}
