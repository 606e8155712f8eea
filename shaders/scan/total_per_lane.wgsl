// scan.backward, pass 2 of 2: no barriers
//
//   dbc = Σ_tile of what the tiles' channels give        da_log, dskip = Σ_history
//
// source    derivative of scan.forward.
// work      lane i of the grid owns quad i of dbc; behind those, four states or the skip of a channel.
// numerics  tiles, and histories, in order.
// limits    TILE as in pass 1, states = 4·QUADS.

override LANES: u32 = 64;
override QUADS: u32 = 4;
override TILE: u32 = 32;

struct Params { batch: u32, time: u32, channels: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       partial: array<vec4f>;  // (tiles, batch, time, 2, states) and (batch, channels, states + 4)
@group(0) @binding(1) var<storage, read_write> dbc: array<vec4f>;      // (batch, time, 2, states)
@group(0) @binding(2) var<storage, read_write> da_log: array<vec4f>;   // (channels, states)
@group(0) @binding(3) var<storage, read_write> dskip: array<f32>;      // (channels)
@group(1) @binding(0) var<uniform> params: Params;

fn total(first: u32, apart: u32, count: u32) -> vec4f {
  var sum = vec4f(0.0);
  for (var n = 0u; n < count; n++) { sum += partial[first + n * apart]; }
  return sum;
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let tiles = (params.channels + TILE - 1u) / TILE;
  let quads = params.batch * params.time * 2u * QUADS;
  if (i < quads) {
    dbc[i] = total(i, quads, tiles);
    return;
  }
  let apart = params.channels * (QUADS + 1u);
  let own = i - quads;
  if (own >= apart) { return; }
  let sum = total(tiles * quads + own, apart, params.batch);
  let channel = own / (QUADS + 1u);
  let quad = own % (QUADS + 1u);
  if (quad < QUADS) { da_log[channel * QUADS + quad] = sum; } else { dskip[channel] = sum.x; }
}
