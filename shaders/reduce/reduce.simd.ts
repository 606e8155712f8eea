export function reduce_weighted_sum(x: usize, weight: usize, total: usize, count: u32): void {
  let sum: f64 = 0;
  for (let i: u32 = 0; i < count; i++) sum += <f64>load<f32>(x + (i << 2));
  store<f32>(total, <f32>(sum * <f64>load<f32>(weight)));
}
