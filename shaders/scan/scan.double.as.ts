// How a scan with its gates held mixes positions, in double precision.

/** Both numbers of a vector together. */
function both(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/**
 * into (T, T) += Σ_n C_in (Π_{k=j+1…i} keep_kn) w_jn at i ≥ j, from keeps and writes w (T, N) and bc (T, 2, N); N is a multiple of four. Eight
 * states are followed at once, so that what is left of them stays in registers.
 */
export function scan_operator(keeps: usize, writes: usize, bc: usize, into: usize, time: u32, states: u32): void {
  const row = <usize>states << 3;
  let n: usize = 0;
  for (; n + 64 <= row; n += 64) {
    for (let j: u32 = 0; j < time; j++) {
      let at = writes + j * row + n;
      let w0 = v128.load(at), w1 = v128.load(at, 16), w2 = v128.load(at, 32), w3 = v128.load(at, 48);
      let told = bc + (2 * j + 1) * row + n;
      let keep = keeps + j * row + n;
      let to = into + ((<usize>j * time + j) << 3);
      for (let i = j; i < time; i++) {
        const one = f64x2.add(f64x2.mul(w0, v128.load(told)), f64x2.mul(w1, v128.load(told, 16)));
        const two = f64x2.add(f64x2.mul(w2, v128.load(told, 32)), f64x2.mul(w3, v128.load(told, 48)));
        store<f64>(to, load<f64>(to) + both(f64x2.add(one, two)));
        told += 2 * row;
        keep += row;
        to += <usize>time << 3;
        w0 = f64x2.mul(w0, v128.load(keep));
        w1 = f64x2.mul(w1, v128.load(keep, 16));
        w2 = f64x2.mul(w2, v128.load(keep, 32));
        w3 = f64x2.mul(w3, v128.load(keep, 48));
      }
    }
  }
  for (; n < row; n += 32) {
    for (let j: u32 = 0; j < time; j++) {
      let at = writes + j * row + n;
      let w0 = v128.load(at), w1 = v128.load(at, 16);
      let told = bc + (2 * j + 1) * row + n;
      let keep = keeps + j * row + n;
      let to = into + ((<usize>j * time + j) << 3);
      for (let i = j; i < time; i++) {
        const one = f64x2.add(f64x2.mul(w0, v128.load(told)), f64x2.mul(w1, v128.load(told, 16)));
        store<f64>(to, load<f64>(to) + both(one));
        told += 2 * row;
        keep += row;
        to += <usize>time << 3;
        w0 = f64x2.mul(w0, v128.load(keep));
        w1 = f64x2.mul(w1, v128.load(keep, 16));
      }
    }
  }
}
