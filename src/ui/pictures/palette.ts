/** Viridis (Smith & van der Walt 2015) at ten equal steps: dark is little, bright is much, also without colour vision. */
const ANCHORS = [
  ...[0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e],
  ...[0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725],
];
const STEPS = 256;

const channel = (colour: number, shift: number): number => (colour >> shift) & 255;

/** (256 × 3) red, green and blue. */
const table = Uint8ClampedArray.from({ length: STEPS * 3 }, (_, i) => {
  const at = (Math.floor(i / 3) / (STEPS - 1)) * (ANCHORS.length - 1);
  const low = Math.min(ANCHORS.length - 2, Math.floor(at));
  const shift = 16 - 8 * (i % 3);
  const [a, b] = [channel(ANCHORS[low], shift), channel(ANCHORS[low + 1], shift)];
  return a + (at - low) * (b - a);
});

/** Place of a weight on the scale, 0 to 1: the square root shows small weights beside one large weight. */
export const brightness = (weight: number, most: number): number => (most > 0 ? Math.sqrt(weight / most) : 0);

/** Red, green and blue at `t` from 0 to 1. */
export function colourAt(t: number): readonly [number, number, number] {
  const at = 3 * Math.round(Math.max(0, Math.min(1, t)) * (STEPS - 1));
  return [table[at], table[at + 1], table[at + 2]];
}
