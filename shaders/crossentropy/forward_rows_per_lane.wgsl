// crossentropy.forward, four rows per lane: no barriers
//
//   lse[r]  = ln Σ_{v ≥ 1} exp(z[r,v]),   z[r,v] = ⟨h[r], table[v]⟩
//   loss[r] = lse[r] − z[r, targets[r]],  0 where targets[r] = 0
//
// needs     outer_rows.wgsl, logit_block.wgsl.
// source    Wijmans et al. 2024, arXiv:2411.09009, section 4.2; running maximum of Milakov & Gimelshein 2018,
//           arXiv:1805.02867, algorithm 3.
// work      lane i of the grid owns rows 4·i … 4·i + 3 and walks over the catalogue four items at a time.
// numerics  exponents are ≤ 0; items in order.
// limits    vocabulary ≥ 2; width a multiple of 4; logits > −10³⁰.

override LANES: u32 = 16;

const MASKED = vec4f(-1e30);

struct Params { rows: u32, vocabulary: u32, width: u32 }

@group(0) @binding(2) var<storage, read>       targets: array<u32>;  // (rows)
@group(0) @binding(3) var<storage, read_write> lse: array<f32>;      // (rows)
@group(0) @binding(4) var<storage, read_write> loss: array<f32>;     // (rows)
@group(1) @binding(0) var<uniform> params: Params;

fn target_logit(row: u32) -> f32 {
  var sum = 0.0;
  for (var q = 0u; q < params.width / 4u; q++) { sum += dot(outer_quad(row, q), inner_quad(targets[row], q)); }
  return sum;
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let first = 4u * ((group.x + group.y * groups.x) * LANES + lane);
  if (first >= params.rows) { return; }
  var largest = MASKED;
  var sum = vec4f();
  for (var v = 0u; v < params.vocabulary; v += 4u) {
    let z = logit_block(first, v);
    let z0 = select(z[0], MASKED, v == 0u);
    let z1 = select(z[1], MASKED, v + 1u >= params.vocabulary);
    let z2 = select(z[2], MASKED, v + 2u >= params.vocabulary);
    let z3 = select(z[3], MASKED, v + 3u >= params.vocabulary);
    let larger = max(largest, max(max(z0, z1), max(z2, z3)));
    sum = sum * exp(largest - larger) + exp(z0 - larger) + exp(z1 - larger) + exp(z2 - larger) + exp(z3 - larger);
    largest = larger;
  }
  let total = largest + log(sum);
  for (var i = 0u; i < 4u && first + i < params.rows; i++) {
    let row = first + i;
    lse[row] = total[i];
    loss[row] = select(total[i] - target_logit(row), 0.0, targets[row] == 0u);
  }
}
