// pointwise relu
//
//   value(x) = max(x, 0)        slope(x) = [x > 0]
//
// Slot file.
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// source    Nair & Hinton 2010; the slope at 0 is 0, as in PyTorch.

fn value(x: Lane) -> Lane { return max(x, Lane()); }

fn slope(x: Lane) -> Lane { return select(Lane(), Lane(1.0), x > Lane()); }
