// s4d.discretise_backward, one channel per lane: no barriers
//
//   with G_x = ∂L/∂Re x + i ∂L/∂Im x, and for y = f(x): G_x = conj(f′(x)) G_y
//   G_C = conj(B̄) G_W          G_A = conj(∂Ā/∂A) G_Ā + conj(∂B̄/∂A · C) G_W          both with G_W times planes
//   ddynamics = −rate · Re G_A, Im G_A        dreadout = Re G_C, Im G_C        dlog_step = Δ · Re Σ_n G_Δ
//
// needs     complex.wgsl.
// source    derivative of s4d.discretise.
// work      lane i of the grid owns channel i, four of its states at a time.
// numerics  as s4d.discretise; the sum of dlog_step is over quads in order, then over the four.
// limits    states a multiple of 4.

override LANES: u32 = 64;

struct Params { channels: u32, states: u32, planes: u32, rule: u32 }

@group(0) @binding(0) var<storage, read>       dynamics: array<vec4f>;   // (planes, channels, states)
@group(0) @binding(1) var<storage, read>       readout: array<vec4f>;    // (planes, channels, states)
@group(0) @binding(2) var<storage, read>       log_step: array<f32>;     // (channels)
@group(0) @binding(3) var<storage, read>       dsystem: array<f32>;      // (4, states, channels)
@group(0) @binding(4) var<storage, read_write> ddynamics: array<vec4f>;  // (planes, channels, states)
@group(0) @binding(5) var<storage, read_write> dreadout: array<vec4f>;   // (planes, channels, states)
@group(0) @binding(6) var<storage, read_write> dlog_step: array<f32>;    // (channels)
@group(1) @binding(0) var<uniform> params: Params;

fn told_back(plane: u32, n: u32, channel: u32) -> vec4f {
  let at = (plane * params.states + n) * params.channels + channel;
  return vec4f(
    dsystem[at],
    dsystem[at + params.channels],
    dsystem[at + 2u * params.channels],
    dsystem[at + 3u * params.channels],
  );
}

fn through(slope: Complex, by: Complex) -> Complex { return times(conjugate(slope), by); }

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
  var slower = vec4f(0.0);
  for (var quad = 0u; quad < quads; quad++) {
    let at = channel * quads + quad;
    let rate = exp(min(dynamics[at], vec4f(40.0)));
    var a = Complex(-rate, vec4f(0.0));
    var told = Complex(readout[at], vec4f(0.0));
    if (params.planes == 2u) {
      a.im = dynamics[apart + at];
      told.im = readout[apart + at];
    }
    let z = scaled(step, a);
    var take = real(0.0);
    var keep_by_rate = real(0.0);
    var take_by_rate = real(0.0);
    var keep_by_step = real(0.0);
    var take_by_step = real(0.0);
    if (params.rule == 0u) {
      take = scaled(step, growth(z));
      take_by_step = falling(z);
      keep_by_rate = scaled(step, take_by_step);
      take_by_rate = scaled(step * step, bend(z));
      keep_by_step = times(a, take_by_step);
    } else {
      let d = inverse(plus(real(1.0), scaled(-0.5, z)));
      take = scaled(step, d);
      take_by_step = times(d, d);
      keep_by_rate = scaled(step, take_by_step);
      take_by_rate = scaled(0.5 * step * step, take_by_step);
      keep_by_step = times(a, take_by_step);
    }
    let dkeep = Complex(told_back(0u, 4u * quad, channel), told_back(1u, 4u * quad, channel));
    let dweight = scaled(
      f32(params.planes),
      Complex(told_back(2u, 4u * quad, channel), told_back(3u, 4u * quad, channel)),
    );
    let dtold = through(take, dweight);
    let dtake = through(told, dweight);
    let da = plus(through(keep_by_rate, dkeep), through(take_by_rate, dtake));
    let dstep = plus(through(keep_by_step, dkeep), through(take_by_step, dtake));
    ddynamics[at] = -rate * da.re;
    dreadout[at] = dtold.re;
    if (params.planes == 2u) {
      ddynamics[apart + at] = da.im;
      dreadout[apart + at] = dtold.im;
    }
    slower += dstep.re;
  }
  dlog_step[channel] = step * ((slower.x + slower.y) + (slower.z + slower.w));
}
