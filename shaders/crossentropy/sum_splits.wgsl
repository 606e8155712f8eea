// crossentropy.backward_{hidden, table}, second of two passes: adds the parts of the inner vectors
//
//   total[i] = Σ_s partials[s, i]
//
// slot      write_total(i, total) and total_quads(), from sum_splits_hidden.wgsl or sum_splits_table.wgsl.
// work      lane i of the grid owns quad i of the result.
// numerics  parts in order.

override LANES: u32 = 64;
override SPLITS: u32 = 1;

struct Params { rows: u32, vocabulary: u32, width: u32 }

@group(0) @binding(0) var<storage, read> partials: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let count = total_quads();
  if (i >= count) { return; }
  var sum = vec4f();
  for (var s = 0u; s < SPLITS; s++) { sum += partials[s * count + i]; }
  write_total(i, sum);
}
