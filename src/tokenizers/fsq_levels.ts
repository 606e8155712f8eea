import { codesOf } from '../../shaders/fsq/levels.ts';

/**
 * Levels of the numbers that a code is made of, from the fewest codes to the most. Those of 240, 1,000, 4,375 and 15,360 codes are
 * what Mentzer et al. 2023 recommend for about 2⁸, 2¹⁰, 2¹² and 2¹⁴; the last are RecGPT's too.
 */
export const LEVELS: readonly (readonly number[])[] = [
  [2],
  [3],
  [2, 2],
  [4, 2],
  [3, 3],
  [4, 4],
  [5, 5],
  [8, 4],
  [8, 5],
  [8, 6],
  [4, 4, 4],
  [5, 5, 4],
  [5, 5, 5],
  [6, 6, 5],
  [8, 6, 5],
  [8, 8, 4],
  [8, 8, 8],
  [8, 5, 5, 5],
  [7, 5, 5, 5, 5],
  [8, 8, 8, 6, 5],
];

/** How levels are called: 8x6x5. */
export const nameOf = (levels: readonly number[]): string => levels.join('x');

/** The levels of that name. */
export const levelsNamed = (name: string): readonly number[] => name.split('x').map(Number);

/** Of the levels above those that make the most codes, but not more than `size`, which is 2 or more. */
export const fittingLevels = (size: number): readonly number[] =>
  LEVELS.findLast((levels) => codesOf(levels) <= size) ?? LEVELS[0];

/** Most codes that any of them make. */
export const MOST_CODES = Math.max(...LEVELS.map(codesOf));
