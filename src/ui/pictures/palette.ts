/** Viridis (Smith & van der Walt 2015) at ten equal steps: dark is little, bright is much, also without colour vision. */
const VIRIDIS = [
  ...[0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e],
  ...[0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725],
];
/** Blue below 0, pale at it, orange above, after ColorBrewer's RdBu and PuOr: told apart without colour vision too. */
const BOTH_SIDES = [0x053061, 0x2166ac, 0x92c5de, 0xf2f2f2, 0xfdb863, 0xb35806, 0x7f3b08];
const STEPS = 256;

const channel = (colour: number, shift: number): number => (colour >> shift) & 255;

/** (256 × 3) red, green and blue. */
const tableOf = (anchors: readonly number[]): Uint8ClampedArray =>
  Uint8ClampedArray.from({ length: STEPS * 3 }, (_, i) => {
    const at = (Math.floor(i / 3) / (STEPS - 1)) * (anchors.length - 1);
    const low = Math.min(anchors.length - 2, Math.floor(at));
    const shift = 16 - 8 * (i % 3);
    const [a, b] = [channel(anchors[low], shift), channel(anchors[low + 1], shift)];
    return a + (at - low) * (b - a);
  });

const [oneSide, twoSides] = [tableOf(VIRIDIS), tableOf(BOTH_SIDES)];

type Colour = readonly [red: number, green: number, blue: number];

/** Place of a weight on the scale, 0 to 1: the square root shows small weights beside one large weight. */
export const brightness = (weight: number, most: number): number => (most > 0 ? Math.sqrt(weight / most) : 0);

/** Colour at `t` from 0 to 1. */
export const colourAt = (t: number): Colour => inTable(oneSide, t);

/** How numbers are coloured: from 0 to `most`, or, where some are below 0, from −`most` to it. */
export interface Colours {
  readonly most: number;
  readonly signed: boolean;
}

export function coloursFor(values: Float32Array): Colours {
  const [least, most] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [0, 0]);
  return { most: Math.max(most, -least), signed: least < 0 };
}

/** Colour of a number. */
export const colourOf = (value: number, { most, signed }: Colours): Colour =>
  signed
    ? inTable(twoSides, (1 + Math.sign(value) * brightness(Math.abs(value), most)) / 2)
    : colourAt(brightness(value, most));

/** What can be read on that colour. */
export function inkOn(value: number, { most, signed }: Colours): string {
  const strong = brightness(Math.abs(value), most) > (signed ? 0.7 : 0.6);
  return strong === signed ? '#fff' : '#000';
}

function inTable(table: Uint8ClampedArray, t: number): Colour {
  const at = 3 * Math.round(Math.max(0, Math.min(1, t)) * (STEPS - 1));
  return [table[at], table[at + 1], table[at + 2]];
}
