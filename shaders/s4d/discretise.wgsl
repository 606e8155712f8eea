// s4d.discretise, one channel per lane: no barriers
//
//   A = −e^dynamics[0] + i·dynamics[1],  C = readout[0] + i·readout[1],  Δ = e^log_step
//   system = Re Ā, Im Ā, Re W, Im W with W = planes · C · B̄, and by the rule
//     0, a zero-order hold   Ā = e^(ΔA)                   B̄ = (e^(ΔA) − 1) / A
//     1, bilinear            Ā = (1 + ΔA/2) / (1 − ΔA/2)  B̄ = Δ / (1 − ΔA/2)
//
// needs     complex.wgsl.
// source    Gu, Goel, Gupta & Ré 2022, arXiv:2206.11893.
// work      lane i of the grid owns channel i, four of its states at a time.
// numerics  see complex.wgsl; rates and steps are held at e^40.
// limits    states a multiple of 4.

override LANES: u32 = 64;

struct Params { channels: u32, states: u32, planes: u32, rule: u32 }

@group(0) @binding(0) var<storage, read>       dynamics: array<vec4f>;  // (planes, channels, states)
@group(0) @binding(1) var<storage, read>       readout: array<vec4f>;   // (planes, channels, states)
@group(0) @binding(2) var<storage, read>       log_step: array<f32>;    // (channels)
@group(0) @binding(3) var<storage, read_write> system: array<f32>;      // (4, states, channels)
@group(1) @binding(0) var<uniform> params: Params;

fn put(plane: u32, n: u32, channel: u32, values: vec4f) {
  let at = (plane * params.states + n) * params.channels + channel;
  system[at] = values.x;
  system[at + params.channels] = values.y;
  system[at + 2u * params.channels] = values.z;
  system[at + 3u * params.channels] = values.w;
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let channel = (group.x + group.y * groups.x) * LANES + lane;
  if (channel >= params.channels) { return; }
  let quads = params.states / 4u;
  let apart = params.channels * quads;
  let step = exp(min(vec4f(log_step[channel]), vec4f(40.0))).x;
  for (var quad = 0u; quad < quads; quad++) {
    let at = channel * quads + quad;
    var a = Complex(-exp(min(dynamics[at], vec4f(40.0))), vec4f(0.0));
    var told = Complex(readout[at], vec4f(0.0));
    if (params.planes == 2u) {
      a.im = dynamics[apart + at];
      told.im = readout[apart + at];
    }
    let z = scaled(step, a);
    var keep = real(0.0);
    var take = real(0.0);
    if (params.rule == 0u) {
      keep = falling(z);
      take = scaled(step, growth(z));
    } else {
      let d = inverse(plus(real(1.0), scaled(-0.5, z)));
      keep = times(plus(real(1.0), scaled(0.5, z)), d);
      take = scaled(step, d);
    }
    let weight = scaled(f32(params.planes), times(told, take));
    put(0u, 4u * quad, channel, keep.re);
    put(1u, 4u * quad, channel, keep.im);
    put(2u, 4u * quad, channel, weight.re);
    put(3u, 4u * quad, channel, weight.im);
  }
}
