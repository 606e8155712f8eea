import { backward, beginPointwise, forward } from './hstu.as';

export function hstu_forward(
  qkv: usize, positions: usize, y: usize, lengths: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, window: u32, seen: u32,
): void {
  beginPointwise(false, time, heads, headWidth, lengths, positions, window, seen, 0, 0);
  forward(qkv, y, batch);
}

export function hstu_backward(
  dy: usize, qkv: usize, positions: usize, dqkv: usize, dpositions: usize, lengths: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, window: u32, seen: u32,
): void {
  beginPointwise(false, time, heads, headWidth, lengths, positions, window, seen, 0, 0);
  backward(dy, qkv, dqkv, dpositions, 0, batch);
}

export function hstu_packed_forward(
  qkv: usize, positions: usize, y: usize, spans: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, window: u32, seen: u32,
): void {
  beginPointwise(true, time, heads, headWidth, spans, positions, window, seen, 0, 0);
  forward(qkv, y, batch);
}

export function hstu_packed_backward(
  dy: usize, qkv: usize, positions: usize, dqkv: usize, dpositions: usize, spans: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, window: u32, seen: u32,
): void {
  beginPointwise(true, time, heads, headWidth, spans, positions, window, seen, 0, 0);
  backward(dy, qkv, dqkv, dpositions, 0, batch);
}

export function hstu_timed_forward(
  qkv: usize, positions: usize, y: usize, lengths: usize, seconds: usize, times: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, window: u32, seen: u32,
): void {
  beginPointwise(false, time, heads, headWidth, lengths, positions, window, seen, seconds, times);
  forward(qkv, y, batch);
}

export function hstu_timed_backward(
  dy: usize, qkv: usize, positions: usize, dqkv: usize, dpositions: usize, lengths: usize, seconds: usize, times: usize, dtimes: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, window: u32, seen: u32,
): void {
  beginPointwise(false, time, heads, headWidth, lengths, positions, window, seen, seconds, times);
  backward(dy, qkv, dqkv, dpositions, dtimes, batch);
}

export function hstu_timed_packed_forward(
  qkv: usize, positions: usize, y: usize, spans: usize, seconds: usize, times: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, window: u32, seen: u32,
): void {
  beginPointwise(true, time, heads, headWidth, spans, positions, window, seen, seconds, times);
  forward(qkv, y, batch);
}

export function hstu_timed_packed_backward(
  dy: usize, qkv: usize, positions: usize, dqkv: usize, dpositions: usize, spans: usize, seconds: usize, times: usize, dtimes: usize,
  batch: u32, time: u32, heads: u32, headWidth: u32, window: u32, seen: u32,
): void {
  beginPointwise(true, time, heads, headWidth, spans, positions, window, seen, seconds, times);
  backward(dy, qkv, dqkv, dpositions, dtimes, batch);
}
