import { Random } from '../src/core/random.ts';

/** One seed for all that the bench draws; each use has its own stream. */
const SEED = 1;

let spent = 0;

/** Time that drawing inputs has taken in this page; no library's doing, so it is taken off the time to the first run. */
export const inputMilliseconds = (): number => spent;

function clocked<T>(draw: () => T): T {
  const start = performance.now();
  const drawn = draw();
  spent += performance.now() - start;
  return drawn;
}

/** `count` normal numbers of standard deviation `scale`, as f32. */
export const normals = (count: number, scale: number, stream: string): Float32Array<ArrayBuffer> =>
  clocked(() => {
    const random = new Random(SEED, `bench ${stream}`);
    return Float32Array.from({ length: count }, () => scale * random.normal());
  });

/** `count` ids uniform in {0, …, items − 1}. */
export const uniformIds = (count: number, items: number, stream: string): Int32Array<ArrayBuffer> =>
  clocked(() => {
    const random = new Random(SEED, `bench ${stream}`);
    return Int32Array.from({ length: count }, () => random.below(items));
  });
