// pointwise softplus
//
//   value(x) = ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|)        slope(x) = σ(x)
//
// Slot file.
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// source    Dugas et al. 2001.
// numerics  exp only of numbers ≤ 0; exact to 6·10⁻⁸ absolutely.

fn value(x: Lane) -> Lane {
  let e = exp(-abs(x));
  return max(x, Lane()) + log(1.0 + e);
}

fn slope(x: Lane) -> Lane {
  let e = exp(-abs(x));
  return select(e, Lane(1.0), x >= Lane()) / (1.0 + e);
}
