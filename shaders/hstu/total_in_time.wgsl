// hstu.backward, slot `put` of the last pass: entries of the table of positions, and behind them those of the table of times

const TIME_ROWS = 64u;

@group(0) @binding(1) var<storage, read_write> dpositions: array<f32>;  // (window)
@group(0) @binding(2) var<storage, read_write> dtimes: array<f32>;      // (64)

fn put(entry: u32, sum: f32) {
  if (entry < params.window) { dpositions[entry] = sum; } else { dtimes[entry - params.window] = sum; }
}
