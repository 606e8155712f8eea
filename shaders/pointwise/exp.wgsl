// pointwise exp
//
//   value(x) = e^min(x, 80)        slope(x) = value(x) where x < 80, else 0
//
// Slot file.
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// numerics  f32 ends at e^88.7: held at 80, the result can still be multiplied.

fn value(x: Lane) -> Lane { return exp(min(x, Lane(80.0))); }

fn slope(x: Lane) -> Lane { return select(Lane(), value(x), x < Lane(80.0)); }
