import { dropoutAt, noDropout, type DropoutParams } from '../random/dropout.reference.ts';
import type { Sizes } from './matmul.reference.ts';

const size = (m: number, n: number, k: number): Sizes => ({ m, n, k });

/** Both sides of every boundary: quads, register tiles, 16, 32, 64 and 128 wide tiles, steps of 4, 8 and 16 along k. */
export const tileCases: readonly Sizes[] = [
  size(1, 1, 1),
  size(3, 5, 7),
  size(8, 8, 8),
  size(15, 63, 4),
  size(17, 65, 12),
  size(31, 33, 15),
  size(32, 32, 16),
  size(33, 31, 17),
  size(63, 65, 9),
  size(64, 64, 32),
  size(68, 68, 5),
  size(127, 129, 3),
  size(128, 128, 8),
  size(132, 132, 20),
];

/** One value too short to split, one over, two full shares; odd and even extents. All split into spans of 80. */
export const splitCases: readonly Sizes[] = [
  size(4, 4, 127),
  size(4, 4, 129),
  size(7, 5, 159),
  size(8, 4, 160),
  size(36, 68, 500),
];

/** What an epilogue can get wrong: bounds of every tile, with and without splitting, aligned and not. */
export const epilogueCases: readonly Sizes[] = [
  size(1, 1, 1),
  size(17, 65, 12),
  size(33, 31, 17),
  size(68, 132, 5),
  size(9, 12, 130),
  size(7, 5, 130),
];

/** The same with dropout off and on. */
export const dropoutCases: readonly (Sizes & DropoutParams)[] = [
  ...epilogueCases.map((sizes) => ({ ...sizes, ...noDropout })),
  ...epilogueCases.slice(1).map((sizes, site) => ({ ...sizes, ...dropoutAt(0.3, 17, site) })),
];
