// ssd.backward, pass 7 of 7: no barriers
//
//   da_log, dskip = Σ_chunk of what each gives
//
// source    derivative of ssd.forward.
// work      lane i of the grid owns head i.
// numerics  chunks in order.

override LANES: u32 = 64;

struct Params { batch: u32, time: u32, channels: u32, heads: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       partial: array<f32>;  // (records, heads, 2)
@group(0) @binding(1) var<storage, read_write> da_log: array<f32>;   // (heads)
@group(0) @binding(2) var<storage, read_write> dskip: array<f32>;    // (heads)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  if (i >= params.heads) { return; }
  var slower = 0.0;
  var through = 0.0;
  for (var record = 0u; record < params.records; record++) {
    slower += partial[2u * (record * params.heads + i)];
    through += partial[2u * (record * params.heads + i) + 1u];
  }
  da_log[i] = slower;
  dskip[i] = through;
}
