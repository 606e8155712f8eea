import { backward, begin, BIDIRECTIONAL, CAUSAL, forward, ITEMS } from './attention.as';

export function attention_causal_forward(
  qkv: usize, clock: usize, y: usize, lse: usize, lengths: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  begin(CAUSAL, false, 1, time, heads, headWidth, lengths);
  forward(qkv, clock, y, lse, batch, seed, site, threshold, keepScale);
}

export function attention_causal_backward(
  dy: usize, qkv: usize, y: usize, lse: usize, clock: usize, dqkv: usize, lengths: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  begin(CAUSAL, false, 1, time, heads, headWidth, lengths);
  backward(dy, qkv, y, lse, clock, dqkv, batch, seed, site, threshold, keepScale);
}

export function attention_causal_packed_forward(
  qkv: usize, clock: usize, y: usize, lse: usize, spans: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  begin(CAUSAL, true, 1, time, heads, headWidth, spans);
  forward(qkv, clock, y, lse, batch, seed, site, threshold, keepScale);
}

export function attention_causal_packed_backward(
  dy: usize, qkv: usize, y: usize, lse: usize, clock: usize, dqkv: usize, spans: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  begin(CAUSAL, true, 1, time, heads, headWidth, spans);
  backward(dy, qkv, y, lse, clock, dqkv, batch, seed, site, threshold, keepScale);
}

export function attention_bidirectional_forward(
  qkv: usize, clock: usize, y: usize, lse: usize, lengths: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  begin(BIDIRECTIONAL, false, 1, time, heads, headWidth, lengths);
  forward(qkv, clock, y, lse, batch, seed, site, threshold, keepScale);
}

export function attention_bidirectional_backward(
  dy: usize, qkv: usize, y: usize, lse: usize, clock: usize, dqkv: usize, lengths: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  begin(BIDIRECTIONAL, false, 1, time, heads, headWidth, lengths);
  backward(dy, qkv, y, lse, clock, dqkv, batch, seed, site, threshold, keepScale);
}

export function attention_bidirectional_packed_forward(
  qkv: usize, clock: usize, y: usize, lse: usize, spans: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  begin(BIDIRECTIONAL, true, 1, time, heads, headWidth, spans);
  forward(qkv, clock, y, lse, batch, seed, site, threshold, keepScale);
}

export function attention_bidirectional_packed_backward(
  dy: usize, qkv: usize, y: usize, lse: usize, clock: usize, dqkv: usize, spans: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  begin(BIDIRECTIONAL, true, 1, time, heads, headWidth, spans);
  backward(dy, qkv, y, lse, clock, dqkv, batch, seed, site, threshold, keepScale);
}

export function attention_items_forward(
  qkv: usize, clock: usize, y: usize, lse: usize, lengths: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, seed: u32, site: u32, threshold: u32, keepScale: f32, items: u32, tokens: u32,
): void {
  begin(ITEMS, false, tokens, time, heads, headWidth, lengths);
  forward(qkv, clock, y, lse, batch, seed, site, threshold, keepScale);
}

export function attention_items_backward(
  dy: usize, qkv: usize, y: usize, lse: usize, clock: usize, dqkv: usize, lengths: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, seed: u32, site: u32, threshold: u32, keepScale: f32, items: u32, tokens: u32,
): void {
  begin(ITEMS, false, tokens, time, heads, headWidth, lengths);
  backward(dy, qkv, y, lse, clock, dqkv, batch, seed, site, threshold, keepScale);
}

export function attention_items_packed_forward(
  qkv: usize, clock: usize, y: usize, lse: usize, spans: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, seed: u32, site: u32, threshold: u32, keepScale: f32, items: u32, tokens: u32,
): void {
  begin(ITEMS, true, tokens, time, heads, headWidth, spans);
  forward(qkv, clock, y, lse, batch, seed, site, threshold, keepScale);
}

export function attention_items_packed_backward(
  dy: usize, qkv: usize, y: usize, lse: usize, clock: usize, dqkv: usize, spans: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, seed: u32, site: u32, threshold: u32, keepScale: f32, items: u32, tokens: u32,
): void {
  begin(ITEMS, true, tokens, time, heads, headWidth, spans);
  backward(dy, qkv, y, lse, clock, dqkv, batch, seed, site, threshold, keepScale);
}
