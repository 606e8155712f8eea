/**
 * Counter-based random numbers: Threefry-2x32 with 20 rounds, the same bits here and in `shaders/random/threefry.wgsl`.
 * A number is a function of (key, counter), so initialisation, dropout, shuffles and samplers need no state to resume.
 *
 * Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", table 2 (rotations).
 */
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;
const PARITY = 0x1bd11bda;

/** 64 random bits of (key, counter), as two u32. */
export function threefry2x32(key: readonly [number, number], counter: readonly [number, number]): [number, number] {
  const keys = [key[0] | 0, key[1] | 0, PARITY ^ key[0] ^ key[1]];
  let x0 = (counter[0] + keys[0]) | 0;
  let x1 = (counter[1] + keys[1]) | 0;
  for (let injection = 1; injection <= 5; injection++) {
    const from = injection % 2 === 1 ? 0 : 4;
    for (let round = from; round < from + 4; round++) {
      const by = ROTATIONS[round];
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << by) | (x1 >>> (32 - by))) ^ x0;
    }
    x0 = (x0 + keys[injection % 3]) | 0;
    x1 = (x1 + keys[(injection + 1) % 3] + injection) | 0;
  }
  return [x0 >>> 0, x1 >>> 0];
}

/** Seeds are 32-bit numbers: of a larger one the generator would see only a part. */
export const LARGEST_SEED = 2 ** 32 - 1;

/** A 32-bit key for a named stream, so that two uses of one seed never share bits. FNV-1a. */
export function stream(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** A sequence of random numbers keyed by (seed, stream); `position` is all its state. */
export class Random {
  private readonly key: readonly [number, number];
  private position = 0;
  /** The 64 bits of which the next number is the second half. */
  private block: readonly [number, number] = [0, 0];

  constructor(seed: number, streamName: string) {
    this.key = [seed >>> 0, stream(streamName)];
  }

  /** 32 uniform bits. */
  bits(): number {
    const at = this.position++;
    if (at % 2 === 1) return this.block[1];
    this.block = threefry2x32(this.key, [(at / 2) >>> 0, Math.floor(at / 2 ** 33)]);
    return this.block[0];
  }

  /** Uniform in [0, 1), a multiple of 2⁻³². */
  uniform(): number {
    return this.bits() / 2 ** 32;
  }

  /** Uniform in {0, …, count − 1}. The bias of the multiplication is below count / 2³². */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Standard normal, by Box & Muller 1958. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Permutes `items` in place: Fisher & Yates, from the end. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [items[i], items[j]] = [items[j], items[i]];
    }
    return items;
  }
}
