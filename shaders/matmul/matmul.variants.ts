import type { Pass, Variant } from '../../src/kernel/kernel.ts';
import dropout from '../random/dropout.wgsl?raw';
import threefry from '../random/threefry.wgsl?raw';
import aKm from './a_km.wgsl?raw';
import aKmVec4 from './a_km_vec4.wgsl?raw';
import aMk from './a_mk.wgsl?raw';
import bKn from './b_kn.wgsl?raw';
import bKnVec4 from './b_kn_vec4.wgsl?raw';
import bNk from './b_nk.wgsl?raw';
import direct from './direct.wgsl?raw';
import epilogueShare from './epilogue_share.wgsl?raw';
import plainParams from './params.wgsl?raw';
import dropoutParams from './params_dropout.wgsl?raw';
import reduce from './reduce.wgsl?raw';
import registerTile from './register_tile.wgsl?raw';
import tile4x4 from './tile_4x4.wgsl?raw';
import tile8x8 from './tile_8x8.wgsl?raw';
import type { Layout, Sizes } from './matmul.reference.ts';
import { split, SPLIT_TILE } from './split.ts';

/** Extents of a product, as every kernel of the family has them. */
export const sizes = { m: 'u32', n: 'u32', k: 'u32' } as const;

type P = typeof sizes;

/**
 * The two operand slots of a layout. Operands contiguous along k are staged four rows at one i, element by element;
 * operands contiguous along rows or columns also come by quads, where that extent is a multiple of 4.
 */
interface Operands {
  readonly scalar: readonly [a: string, b: string];
  readonly quads: readonly [a: string, b: string];
  readonly aligned: (params: Sizes) => boolean;
}

const OPERANDS: Readonly<Record<Layout, Operands>> = {
  NN: { scalar: [aMk, bKn], quads: [aMk, bKnVec4], aligned: ({ n }) => n % 4 === 0 },
  NT: { scalar: [aMk, bNk], quads: [aMk, bNk], aligned: () => true },
  TN: { scalar: [aKm, bKn], quads: [aKmVec4, bKnVec4], aligned: ({ m, n }) => m % 4 === 0 && n % 4 === 0 },
};

const tiles = (edge: number, { m, n }: Sizes): number => Math.ceil(m / edge) * Math.ceil(n / edge);

const REDUCE_LANES = 64;
const DIRECT_TILE = 32;

/** What a kernel fills the slots with. */
interface Program {
  readonly layout: Layout;
  readonly dropout: boolean;
  /** Files that define `finish` and `finish_row`. */
  readonly epilogue: readonly string[];
}

/** Every way to compute a product and its epilogue. */
export function variants(program: Program): Readonly<Record<string, Variant<P>>> {
  const { scalar, quads, aligned } = OPERANDS[program.layout];
  const params = program.dropout ? [dropoutParams, threefry, dropout] : [plainParams];
  const join = (operands: readonly string[], main: string, epilogue = program.epilogue): string[] => [
    ...params.slice(0, 1),
    ...operands,
    ...epilogue,
    ...(epilogue === program.epilogue ? params.slice(1) : []),
    registerTile,
    main,
  ];
  const tile = (operands: readonly string[], edge: number): Pass<P> => ({
    wgsl: join(operands, tile4x4),
    overrides: () => ({ TILE: edge }),
    workgroups: (p) => tiles(edge, p),
  });
  const splitPasses = (operands: readonly string[]): Pass<P>[] => [
    {
      wgsl: join(operands, tile4x4, [epilogueShare]),
      overrides: (p) => ({ TILE: SPLIT_TILE, SPAN: split(p).span }),
      workgroups: (p) => tiles(SPLIT_TILE, p) * split(p).shares,
    },
    {
      wgsl: [...params, ...program.epilogue, reduce],
      overrides: (p) => ({ SHARES: split(p).shares }),
      workgroups: ({ m, n }) => Math.ceil((m * n) / REDUCE_LANES),
    },
  ];
  const scratch = (p: Sizes): Record<string, number> => ({
    share_sums: split(p).shares * p.m * p.n,
    share_rows: split(p).shares * p.m,
  });
  const splits = (p: Sizes): boolean => split(p).shares > 1;

  return {
    direct: { barrierFree: true, passes: [{ wgsl: join(scalar, direct), workgroups: (p) => tiles(DIRECT_TILE, p) }] },
    tile32: { passes: [tile(scalar, 32)] },
    // A tile more than twice as wide as the product only wastes lanes.
    tile64: { passes: [tile(quads, 64)], supports: (p) => aligned(p) && Math.min(p.m, p.n) > 32 },
    tile128: {
      passes: [{ wgsl: join(quads, tile8x8), workgroups: (p) => tiles(128, p) }],
      supports: (p) => aligned(p) && Math.min(p.m, p.n) > 64,
    },
    splitK: { passes: splitPasses(quads), scratch, supports: (p) => splits(p) && aligned(p) },
    splitKScalar: { passes: splitPasses(scalar), scratch, supports: (p) => splits(p) && !aligned(p) },
  };
}
