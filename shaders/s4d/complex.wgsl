// s4d, four complex numbers at once, and the exponential of such
//
//   turned(y) = cos y + i sin y        growth(z) = (e^z − 1) / z        bend(z) = (z e^z − e^z + 1) / z², the slope of growth
//
// Slot file.
// numerics  y is brought to within π/4 of a multiple of π/2, which is taken off in three parts, and is then summed by the polynomials of
//           Cephes: WGSL allows sin an error of 2⁻¹¹. Below 1 growth and bend are series, of which what is left out is 3e-7 at most:
//           e^z − 1 would lose the digits of a small z. Both parts of every `select` are finite.

struct Complex { re: vec4f, im: vec4f }

fn times(a: Complex, b: Complex) -> Complex { return Complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re); }
fn plus(a: Complex, b: Complex) -> Complex { return Complex(a.re + b.re, a.im + b.im); }
fn scaled(factor: f32, a: Complex) -> Complex { return Complex(factor * a.re, factor * a.im); }
fn conjugate(a: Complex) -> Complex { return Complex(a.re, -a.im); }
fn real(x: f32) -> Complex { return Complex(vec4f(x), vec4f(0.0)); }

// 1 / a; a is divided by its larger part first, whose square might not be finite.
fn inverse(a: Complex) -> Complex {
  let largest = max(abs(a.re), abs(a.im));
  let re = a.re / largest;
  let im = a.im / largest;
  let size = (re * re + im * im) * largest;
  return Complex(re / size, -im / size);
}

fn turned(angle: vec4f) -> Complex {
  let y = clamp(angle, vec4f(-1e5), vec4f(1e5));
  let turns = round(y * 0.6366197723675814);
  let r = ((y - turns * 1.5703125) - turns * 4.837512969970703125e-4) - turns * 7.54978995489188216e-8;
  let q = r * r;
  let s = r + r * q * (q * (q * -1.9515295891e-4 + 8.3321608736e-3) - 1.6666654611e-1);
  let c = 1.0 - 0.5 * q + q * q * (q * (q * 2.443315711809948e-5 - 1.388731625493765e-3) + 4.166664568298827e-2);
  let quarter = vec4i(turns) & vec4i(3);
  let odd = (quarter & vec4i(1)) == vec4i(1);
  let across = select(c, s, odd);
  let up = select(s, c, odd);
  let left = (quarter == vec4i(1)) | (quarter == vec4i(2));
  return Complex(select(across, -across, left), select(up, -up, quarter >= vec4i(2)));
}

// e^z for Re z ≤ 0.
fn falling(z: Complex) -> Complex {
  let fall = z.re;
  let size = exp(-abs(fall));
  let turn = turned(z.im);
  return Complex(size * turn.re, size * turn.im);
}

fn is_small(z: Complex) -> vec4<bool> { return max(abs(z.re), abs(z.im)) < vec4f(1.0); }

fn either(small: Complex, large: Complex, z: Complex) -> Complex {
  let which = is_small(z);
  return Complex(select(large.re, small.re, which), select(large.im, small.im, which));
}

// z where it is not small, else 1: of it e^z may be divided by.
fn divisible(z: Complex) -> Complex { return either(real(1.0), z, z); }

// z where it is small, else 0: of it the series may be summed.
fn summable(z: Complex) -> Complex { return either(z, real(0.0), z); }

fn growth(z: Complex) -> Complex {
  let z0 = summable(z);
  let z1 = divisible(z);
  var sum = real(1.0 / 3628800.0);
  sum = plus(times(sum, z0), real(1.0 / 362880.0));
  sum = plus(times(sum, z0), real(1.0 / 40320.0));
  sum = plus(times(sum, z0), real(1.0 / 5040.0));
  sum = plus(times(sum, z0), real(1.0 / 720.0));
  sum = plus(times(sum, z0), real(1.0 / 120.0));
  sum = plus(times(sum, z0), real(1.0 / 24.0));
  sum = plus(times(sum, z0), real(1.0 / 6.0));
  sum = plus(times(sum, z0), real(0.5));
  sum = plus(times(sum, z0), real(1.0));
  return either(sum, times(plus(falling(z1), real(-1.0)), inverse(z1)), z);
}

fn bend(z: Complex) -> Complex {
  let z0 = summable(z);
  let z1 = divisible(z);
  var sum = real(1.0 / 3991680.0);
  sum = plus(times(sum, z0), real(1.0 / 403200.0));
  sum = plus(times(sum, z0), real(1.0 / 45360.0));
  sum = plus(times(sum, z0), real(1.0 / 5760.0));
  sum = plus(times(sum, z0), real(1.0 / 840.0));
  sum = plus(times(sum, z0), real(1.0 / 144.0));
  sum = plus(times(sum, z0), real(1.0 / 30.0));
  sum = plus(times(sum, z0), real(0.125));
  sum = plus(times(sum, z0), real(1.0 / 3.0));
  sum = plus(times(sum, z0), real(0.5));
  let over = inverse(z1);
  let large = plus(times(plus(z1, real(-1.0)), falling(z1)), real(1.0));
  return either(sum, times(large, times(over, over)), z);
}
