// Slot file: the logits of 64 outer and 32 inner vectors, by a workgroup of 128 lanes, 4 × 4 in each lane's registers
//
//   z[j][i] = ⟨outer[o + 4·y + i], inner[n + x + 8·j]⟩   for lane (x, y) = (lane mod 8, ⌊lane / 8⌋)
//
// needs     outer_rows.wgsl or outer_items.wgsl.
// work      slices of four quads (16 columns) pass through workgroup memory: 4 KiB of outer, 2 KiB of inner vectors.
//           Outer vector v lies at place 16·(v mod 4) + ⌊v / 4⌋ of a slice, so lanes side by side read side by side.
// numerics  columns in order.
// limits    width a multiple of 4. Vectors past the last read as 0; called in uniform control flow.

const LANES: u32 = 128;
const OUTERS: u32 = 64;
const INNERS: u32 = 32;
const SLICE: u32 = 4;

var<workgroup> outer_slice: array<vec4f, OUTERS * SLICE>;
var<workgroup> inner_slice: array<vec4f, INNERS * SLICE>;

fn logit_tile(o: u32, n: u32, lane: u32) -> array<vec4f, 4> {
  let x = lane % 8u;
  let y = lane / 8u;
  let quads = params.width / 4u;
  var z0 = vec4f();
  var z1 = vec4f();
  var z2 = vec4f();
  var z3 = vec4f();
  for (var q = 0u; q < quads; q += SLICE) {
    let quad = q + lane % SLICE;
    for (var v = lane / SLICE; v < OUTERS; v += LANES / SLICE) {
      var value = vec4f();
      if (quad < quads && o + v < outer_count()) { value = outer_quad(o + v, quad); }
      outer_slice[(lane % SLICE) * OUTERS + 16u * (v % 4u) + v / 4u] = value;
    }
    let v = lane / SLICE;
    var value = vec4f();
    if (quad < quads && n + v < inner_count()) { value = inner_quad(n + v, quad); }
    inner_slice[(lane % SLICE) * INNERS + v] = value;
    workgroupBarrier();
    for (var s = 0u; s < SLICE; s++) {
      let a0 = outer_slice[s * OUTERS + y];
      let a1 = outer_slice[s * OUTERS + 16u + y];
      let a2 = outer_slice[s * OUTERS + 32u + y];
      let a3 = outer_slice[s * OUTERS + 48u + y];
      let b0 = inner_slice[s * INNERS + x];
      let b1 = inner_slice[s * INNERS + x + 8u];
      let b2 = inner_slice[s * INNERS + x + 16u];
      let b3 = inner_slice[s * INNERS + x + 24u];
      z0 += vec4f(dot(a0, b0), dot(a1, b0), dot(a2, b0), dot(a3, b0));
      z1 += vec4f(dot(a0, b1), dot(a1, b1), dot(a2, b1), dot(a3, b1));
      z2 += vec4f(dot(a0, b2), dot(a1, b2), dot(a2, b2), dot(a3, b2));
      z3 += vec4f(dot(a0, b3), dot(a1, b3), dot(a2, b3), dot(a3, b3));
    }
    workgroupBarrier();
  }
  return array(z0, z1, z2, z3);
}
