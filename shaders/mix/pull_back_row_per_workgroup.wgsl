// mix.backward, one workgroup per row
//
//   da[r] = σ(z[r]) · dy[r, 0]        db[r] = (1 − σ(z[r])) · dy[r, 1]
//   dz[r] = σ′(z[r]) · (⟨dy[r, 0], a[r]⟩ − ⟨dy[r, 1], b[r]⟩)
//
// needs     workgroup/sum.wgsl, lane/element.wgsl, pointwise/sigmoid.wgsl.
// source    derivative of mix_rows.wgsl.
// work      one workgroup per row; lane i owns columns i, i + LANES, i + 2·LANES, …
// limits    rows·width < 2³¹; LANES a power of two.

override LANES: u32 = 64;

struct Params { rows: u32, width: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<f32>;  // (rows, 2, width)
@group(0) @binding(1) var<storage, read>       a: array<f32>;   // (rows, width)
@group(0) @binding(2) var<storage, read>       b: array<f32>;   // (rows, width)
@group(0) @binding(3) var<storage, read>       z: array<f32>;   // (rows)
@group(0) @binding(4) var<storage, read_write> da: array<f32>;  // (rows, width)
@group(0) @binding(5) var<storage, read_write> db: array<f32>;  // (rows, width)
@group(0) @binding(6) var<storage, read_write> dz: array<f32>;  // (rows)
@group(1) @binding(0) var<uniform> params: Params;

alias Term = f32;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = group.x + group.y * groups.x;
  if (row >= params.rows) { return; }  // uniform: the whole workgroup leaves together
  let start = row * params.width;
  let left = value(z[row]);
  let right = value(-z[row]);
  var sum = 0.0;
  for (var c = lane; c < params.width; c += LANES) {
    let of_a = dy[2u * start + c];
    let of_b = dy[2u * start + params.width + c];
    da[start + c] = left * of_a;
    db[start + c] = right * of_b;
    sum += of_a * a[start + c] - of_b * b[start + c];
  }
  let whole = workgroup_sum(lane, sum);
  if (lane == 0u) { dz[row] = slope(z[row]) * whole; }
}
