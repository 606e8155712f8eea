// Slot file: dropout_scale of the element that lane i owns. Needs dropout.wgsl and lane/element.wgsl.

fn dropout_lane(i: u32) -> Lane { return dropout_scale(i); }
