// Slot file: dropout_scale of the four elements that lane i owns. Needs dropout.wgsl and lane/quad.wgsl.

fn dropout_lane(i: u32) -> Lane {
  let at = lane_places(i);
  return Lane(dropout_scale(at.x), dropout_scale(at.y), dropout_scale(at.z), dropout_scale(at.w));
}
