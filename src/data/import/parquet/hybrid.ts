/**
 * Levels and dictionary indices: runs of one value, and groups of eight packed in bits, each run behind its length. Source:
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/, RLE/bit-packing hybrid. Written here because it decides
 * how fast a file is read, and because a run may claim more values than there are.
 */
import { MalformedError } from './thrift.ts';

type Numbers = Uint8Array | Int32Array;

interface Run {
  /** Position after the run. */
  readonly at: number;
  readonly values: number;
}

const cutOff = (): MalformedError => new MalformedError('a page is shorter than its values');

/**
 * Fills `out` with numbers of `width` bits (0 … 32) from `bytes[from … to)`. Throws MalformedError where they are too few.
 */
export function readHybrid(bytes: Uint8Array, from: number, to: number, width: number, out: Numbers): void {
  if (width > 32) throw new MalformedError(`a page has numbers of ${width} bits`);
  if (width === 0) {
    out.fill(0);
    return;
  }
  let at = from;
  let done = 0;
  while (done < out.length) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= to || shift > 28) throw cutOff();
      const byte = bytes[at++];
      header |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    const run = (header & 1) === 0 ? repeated : packed;
    const { at: next, values } = run(bytes, at, to, width, out, done, header >>> 1);
    at = next;
    done += values;
  }
}

function repeated(
  bytes: Uint8Array,
  from: number,
  to: number,
  width: number,
  out: Numbers,
  done: number,
  count: number,
): Run {
  const end = from + ((width + 7) >> 3);
  if (end > to) throw cutOff();
  let value = 0;
  for (let at = end - 1; at >= from; at--) value = (value << 8) | bytes[at];
  const values = Math.min(count, out.length - done);
  out.fill(value, done, done + values);
  return { at: end, values };
}

/** Groups of eight values; the last group may hold more than are needed, and its bytes may be missing where it does. */
function packed(
  bytes: Uint8Array,
  from: number,
  to: number,
  width: number,
  out: Numbers,
  done: number,
  groups: number,
): Run {
  const values = Math.min(8 * groups, out.length - done);
  if (from + Math.ceil((values * width) / 8) > to) throw cutOff();
  const mask = width === 32 ? -1 : (1 << width) - 1;
  if (width <= 24) {
    let held = 0;
    let bits = 0;
    let at = from;
    for (let i = done; i < done + values; i++) {
      while (bits < width) {
        held |= bytes[at++] << bits;
        bits += 8;
      }
      out[i] = held & mask;
      held >>>= width;
      bits -= width;
    }
  } else {
    for (let i = 0; i < values; i++) out[done + i] = wide(bytes, from, i * width) & mask;
  }
  return { at: Math.min(from + groups * width, to), values };
}

/** 32 bits of `bytes` from a bit on. */
function wide(bytes: Uint8Array, from: number, bit: number): number {
  const at = from + Math.floor(bit / 8);
  const low = (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
  const shift = bit % 8;
  return shift === 0 ? low | 0 : (low >>> shift) | (bytes[at + 4] << (32 - shift));
}
