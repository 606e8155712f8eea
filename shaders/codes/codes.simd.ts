export function codes_of(codes: usize, ids: usize, y: usize, count: u32, vocabulary: u32): void {
  for (let r: u32 = 0; r < count; r++) store<u32>(y + (r << 2), load<u32>(codes + (load<u32>(ids + (r << 2)) << 2)));
}

export function codes_scores(logits: usize, codes: usize, y: usize, rows: u32, vocabulary: u32, size: u32): void {
  for (let r: u32 = 0; r < rows; r++) {
    const row = logits + ((r * size) << 2);
    const out = y + ((r * vocabulary) << 2);
    for (let v: u32 = 0; v < vocabulary; v++) {
      const at = v << 2;
      store<f32>(out + at, load<f32>(row + (load<u32>(codes + at) << 2)));
    }
  }
}

export function codes_scores_onto(
  logits: usize, codes: usize, y: usize, sofar: usize, rows: u32, vocabulary: u32, size: u32,
): void {
  for (let r: u32 = 0; r < rows; r++) {
    const row = logits + ((r * size) << 2);
    const from = (r * vocabulary) << 2;
    for (let v: u32 = 0; v < vocabulary; v++) {
      const at = v << 2;
      store<f32>(y + from + at, load<f32>(sofar + from + at) + load<f32>(row + (load<u32>(codes + at) << 2)));
    }
  }
}
