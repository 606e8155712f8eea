// Σ_i term(i), second of two passes, no barriers: one lane adds the partial sums
//
//   result = Σ_p partials[p]
//
// slot      finish(sum), from a file that binds its output at 1 (and what it reads from 2).
// work      one lane.
// numerics  in order of p.

override PARTIALS: u32 = 1024;

@group(0) @binding(0) var<storage, read> partials: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(1)
fn main() {
  var sum = 0.0;
  for (var p = 0u; p < PARTIALS; p++) { sum += partials[p]; }
  finish(sum);
}
