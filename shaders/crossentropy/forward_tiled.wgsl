// crossentropy.forward, first of two passes: maximum and sum of exp over one part of the catalogue
//
//   maxima[s, r] = max_{v in part s} z[r,v],   sums[s, r] = Σ_{v in part s} exp(z[r,v] − maxima[s, r]),   item 0 left out
//
// needs     outer_rows.wgsl, logit_tile.wgsl.
// source    Wijmans et al. 2024, arXiv:2411.09009, section 4.2; running maximum of Milakov & Gimelshein 2018,
//           arXiv:1805.02867, algorithm 3.
// work      one workgroup per 64 rows and part; each lane keeps maximum and sum of its 4 rows and every eighth item,
//           and the eight lanes of a row are merged at the end.
// numerics  exponents are ≤ 0; items, then lanes in order.
// limits    width a multiple of 4; logits > −10³⁰. A part may be empty: maximum −10³⁰, sum 0.

override SPLITS: u32 = 1;

const MASKED = vec4f(-1e30);

struct Params { rows: u32, vocabulary: u32, width: u32 }

@group(0) @binding(2) var<storage, read_write> maxima: array<f32>;
@group(0) @binding(3) var<storage, read_write> sums: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

var<workgroup> lane_maxima: array<vec4f, LANES>;
var<workgroup> lane_sums: array<vec4f, LANES>;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let tile = group.x + group.y * groups.x;
  let split = tile % SPLITS;
  let first = (tile / SPLITS) * OUTERS;
  if (first >= params.rows) { return; }  // uniform: the whole workgroup leaves together

  let tiles = (params.vocabulary + INNERS - 1u) / INNERS;
  var largest = MASKED;
  var sum = vec4f();
  for (var t = split; t < tiles; t += SPLITS) {
    let z = logit_tile(first, t * INNERS, lane);
    let v = t * INNERS + lane % 8u;
    let z0 = select(z[0], MASKED, v == 0u || v >= params.vocabulary);
    let z1 = select(z[1], MASKED, v + 8u >= params.vocabulary);
    let z2 = select(z[2], MASKED, v + 16u >= params.vocabulary);
    let z3 = select(z[3], MASKED, v + 24u >= params.vocabulary);
    let larger = max(largest, max(max(z0, z1), max(z2, z3)));
    // A lane without items so far has larger = MASKED, where exp(0) would count what is masked.
    let seen = vec4f(larger > MASKED);
    sum = sum * exp(largest - larger)
      + seen * (exp(z0 - larger) + exp(z1 - larger) + exp(z2 - larger) + exp(z3 - larger));
    largest = larger;
  }
  lane_maxima[lane] = largest;
  lane_sums[lane] = sum;
  workgroupBarrier();

  if (lane % 8u == 0u) {
    for (var x = 1u; x < 8u; x++) {
      let larger = max(largest, lane_maxima[lane + x]);
      sum = sum * exp(largest - larger) + lane_sums[lane + x] * exp(lane_maxima[lane + x] - larger);
      largest = larger;
    }
    for (var i = 0u; i < 4u; i++) {
      let row = first + 4u * (lane / 8u) + i;
      if (row < params.rows) {
        maxima[split * params.rows + row] = largest[i];
        sums[split * params.rows + row] = sum[i];
      }
    }
  }
}
