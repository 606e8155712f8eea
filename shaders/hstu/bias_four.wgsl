// hstu, tiles of four queries × four keys: what lies between a query and each of four keys
//
// Slot file: needs `params`, the binding `positions` and the slot `apart`.

// How many places each key is before query i; any where it is not seen
fn places_apart(i: u32, j: vec4u) -> vec4u { return min(i - min(vec4u(i), j), vec4u(params.window - 1)); }

fn moments(at: vec4u) -> vec4f { return vec4f(moment(at.x), moment(at.y), moment(at.z), moment(at.w)); }

fn lapses(a: f32, b: vec4f) -> vec4u { return vec4u(lapse(a, b.x), lapse(a, b.y), lapse(a, b.z), lapse(a, b.w)); }

fn bias(places: vec4u, rows: vec4u) -> vec4f {
  let p = vec4f(positions[places.x], positions[places.y], positions[places.z], positions[places.w]);
  if (!TIMED) { return p; }
  return p + vec4f(time_bias(rows.x), time_bias(rows.y), time_bias(rows.z), time_bias(rows.w));
}
