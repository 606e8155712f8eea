// codebook.update
//
//   n = offsets[c + 1] − offsets[c]        counts′ = γ counts + (1 − γ) n        sums′ = γ sums + (1 − γ) found
//   codebook′ = sums′ / counts′ where counts′ ≥ 10⁻⁶, else as it was
//
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// source    van den Oord et al. 2017, arXiv:1711.00937, appendix A.1; with γ = 0 the means of k-means, Lloyd 1982.
// work      lane i of the grid owns element or quad i of the codebook; that of a code's first column its count.
// limits    width a multiple of LANE_WIDTH.

override LANES: u32 = 64;

struct Params { codes: u32, width: u32, bounds: u32, decay: f32 }

@group(0) @binding(0) var<storage, read>       found: array<Lane>;         // (codes, width)
@group(0) @binding(1) var<storage, read>       offsets: array<u32>;        // (bounds)
@group(0) @binding(2) var<storage, read>       counts: array<f32>;         // (codes)
@group(0) @binding(3) var<storage, read_write> sums: array<Lane>;          // (codes, width)
@group(0) @binding(4) var<storage, read_write> codebook: array<Lane>;      // (codes, width)
@group(0) @binding(5) var<storage, read_write> counts_after: array<f32>;   // (codes)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.width / LANE_WIDTH;
  if (i >= params.codes * width) { return; }
  let code = i / width;
  let gain = 1.0 - params.decay;
  let count = params.decay * counts[code] + gain * f32(offsets[code + 1u] - offsets[code]);
  let sum = params.decay * sums[i] + gain * found[i];
  sums[i] = sum;
  if (count >= 1e-6) { codebook[i] = sum / count; }
  if (i % width == 0u) { counts_after[code] = count; }
}
