// crossentropy.backward_{hidden, table}, first of two passes: 64 outer vectors and one part of the inner ones a workgroup
//
//   partials[s, o] = Σ_{n in part s} g(o, n) · inner[n],   g = (exp(z − lse) − onehot) · inverse_count
//
// needs     outer_rows.wgsl and gradient_of_rows.wgsl (rows are owned, items walked: dh), or outer_items.wgsl and
//           gradient_of_items.wgsl (items owned, rows walked: dtable); logit_tile.wgsl.
// source    derivative of crossentropy.forward; logits are computed again, as in Wijmans et al. 2024, section 4.3.
// work      one workgroup per 64 outer vectors, 64 columns and part. A tile of g passes through workgroup memory (8 KiB);
//           then lane (c, b) = (lane mod 16, ⌊lane / 16⌋) owns quad c of outer vectors 8·b … 8·b + 7.
// numerics  inner vectors in order.
// limits    width a multiple of 4; wider than 64, every block of 64 columns computes the logits for itself.

override SPLITS: u32 = 1;
const QUADS: u32 = 16;

struct Params { rows: u32, vocabulary: u32, width: u32 }

@group(0) @binding(5) var<storage, read_write> partials: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

// Quad b of inner vector n: the gradients of outer vectors 4·b … 4·b + 3, at 16·n + b.
var<workgroup> gradients: array<vec4f, INNERS * OUTERS / 4u>;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let quads = params.width / 4u;
  let blocks = (quads + QUADS - 1u) / QUADS;
  let tile = group.x + group.y * groups.x;
  let split = tile % SPLITS;
  let quad = ((tile / SPLITS) % blocks) * QUADS + lane % QUADS;
  let first = (tile / SPLITS / blocks) * OUTERS;
  if (first >= outer_count()) { return; }  // uniform: the whole workgroup leaves together

  let mine = owned(first + 4u * (lane / 8u));
  let band = lane / QUADS;
  var totals: array<vec4f, 8>;
  let tiles = (inner_count() + INNERS - 1u) / INNERS;
  for (var t = split; t < tiles; t += SPLITS) {
    let z = logit_tile(first, t * INNERS, lane);
    for (var j = 0u; j < 4u; j++) {
      let n = lane % 8u + 8u * j;
      gradients[n * QUADS + lane / 8u] = logit_gradients(mine, t * INNERS + n, z[j]);
    }
    workgroupBarrier();
    let inners = min(INNERS, inner_count() - t * INNERS);
    if (quad < quads) {
      for (var n = 0u; n < inners; n++) {
        let b = inner_quad(t * INNERS + n, quad);
        let g0 = gradients[n * QUADS + 2u * band];
        let g1 = gradients[n * QUADS + 2u * band + 1u];
        totals[0] += g0.x * b;
        totals[1] += g0.y * b;
        totals[2] += g0.z * b;
        totals[3] += g0.w * b;
        totals[4] += g1.x * b;
        totals[5] += g1.y * b;
        totals[6] += g1.z * b;
        totals[7] += g1.w * b;
      }
    }
    workgroupBarrier();
  }
  for (var k = 0u; k < 8u; k++) {
    let outer = first + 8u * band + k;
    if (outer < outer_count() && quad < quads) {
      partials[(split * outer_count() + outer) * quads + quad] = totals[k];
    }
  }
}
