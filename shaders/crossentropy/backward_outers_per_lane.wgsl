// crossentropy.backward_{hidden, table}, four outer vectors per lane: no barriers
//
//   total[o] = Σ_n g(o, n) · inner[n],   g = (exp(z − lse) − onehot) · inverse_count,   z = ⟨outer[o], inner[n]⟩
//
// needs     outer_rows.wgsl, gradient_of_rows.wgsl and total_hidden.wgsl (rows are owned, items walked: dh), or
//           outer_items.wgsl, gradient_of_items.wgsl and total_table.wgsl (items owned, rows walked: dtable);
//           logit_block.wgsl.
// source    derivative of crossentropy.forward; logits are computed again, as in Wijmans et al. 2024, section 4.3.
// work      lane i of the grid owns 64 columns of four outer vectors and walks over the inner ones four at a time.
// numerics  inner vectors in order.
// limits    width a multiple of 4; wider than 64, every block of 64 columns computes the logits for itself.

override LANES: u32 = 16;
const QUADS: u32 = 16;

struct Params { rows: u32, vocabulary: u32, width: u32 }

@group(1) @binding(0) var<uniform> params: Params;

// Column k of totals[q]: quad q of outer vector k.
var<private> totals: array<mat4x4f, QUADS>;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let blocks = (params.width / 4u + QUADS - 1u) / QUADS;
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let first = 4u * (i / blocks);
  if (first >= outer_count()) { return; }
  let first_quad = (i % blocks) * QUADS;
  let end_quad = min(first_quad + QUADS, params.width / 4u);

  let mine = owned(first);
  let last = inner_count() - 1u;
  for (var n = 0u; n <= last; n += 4u) {
    let z = logit_block(first, n);
    let g0 = logit_gradients(mine, n, z[0]);
    let g1 = logit_gradients(mine, n + 1u, z[1]);
    let g2 = logit_gradients(mine, n + 2u, z[2]);
    let g3 = logit_gradients(mine, n + 3u, z[3]);
    for (var q = first_quad; q < end_quad; q++) {
      let b0 = inner_quad(n, q);
      let b1 = inner_quad(min(n + 1u, last), q);
      let b2 = inner_quad(min(n + 2u, last), q);
      let b3 = inner_quad(min(n + 3u, last), q);
      totals[q - first_quad] += mat4x4f(
        g0.x * b0 + g1.x * b1 + g2.x * b2 + g3.x * b3,
        g0.y * b0 + g1.y * b1 + g2.y * b2 + g3.y * b3,
        g0.z * b0 + g1.z * b1 + g2.z * b2 + g3.z * b3,
        g0.w * b0 + g1.w * b1 + g2.w * b2 + g3.w * b3,
      );
    }
  }
  for (var k = 0u; k < 4u && first + k < outer_count(); k++) {
    for (var q = first_quad; q < end_quad; q++) { write_total(first + k, q, totals[q - first_quad][k]); }
  }
}
