// Slot file: the logits of 4 outer and 4 inner vectors, in one lane's registers
//
//   z[j][i] = ⟨outer[o + i], inner[n + j]⟩
//
// needs   outer_rows.wgsl or outer_items.wgsl.
// limits  width a multiple of 4. Vectors past the last are read as the last; the caller drops them.

fn logit_block(o: u32, n: u32) -> array<vec4f, 4> {
  let last_outer = outer_count() - 1u;
  let last_inner = inner_count() - 1u;
  let o1 = min(o + 1u, last_outer);
  let o2 = min(o + 2u, last_outer);
  let o3 = min(o + 3u, last_outer);
  let n1 = min(n + 1u, last_inner);
  let n2 = min(n + 2u, last_inner);
  let n3 = min(n + 3u, last_inner);
  var z0 = vec4f();
  var z1 = vec4f();
  var z2 = vec4f();
  var z3 = vec4f();
  for (var q = 0u; q < params.width / 4u; q++) {
    let a0 = outer_quad(o, q);
    let a1 = outer_quad(o1, q);
    let a2 = outer_quad(o2, q);
    let a3 = outer_quad(o3, q);
    let b0 = inner_quad(n, q);
    z0 += vec4f(dot(a0, b0), dot(a1, b0), dot(a2, b0), dot(a3, b0));
    let b1 = inner_quad(n1, q);
    z1 += vec4f(dot(a0, b1), dot(a1, b1), dot(a2, b1), dot(a3, b1));
    let b2 = inner_quad(n2, q);
    z2 += vec4f(dot(a0, b2), dot(a1, b2), dot(a2, b2), dot(a3, b2));
    let b3 = inner_quad(n3, q);
    z3 += vec4f(dot(a0, b3), dot(a1, b3), dot(a2, b3), dot(a3, b3));
  }
  return array(z0, z1, z2, z3);
}
