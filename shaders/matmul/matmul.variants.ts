import type { Pass, Variant } from '../../src/kernel/kernel.ts';
import { dropoutConstant, type DropoutParams } from '../random/dropout.reference.ts';
import dropout from '../random/dropout.wgsl?raw';
import threefry from '../random/threefry.wgsl?raw';
import aKm from './a_km.wgsl?raw';
import aKmVec4 from './a_km_vec4.wgsl?raw';
import aMk from './a_mk.wgsl?raw';
import aMkVec4 from './a_mk_vec4.wgsl?raw';
import bKn from './b_kn.wgsl?raw';
import bKnVec4 from './b_kn_vec4.wgsl?raw';
import bNk from './b_nk.wgsl?raw';
import bNkVec4 from './b_nk_vec4.wgsl?raw';
import direct from './direct.wgsl?raw';
import directWide from './direct_wide.wgsl?raw';
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
  /** Four rows or columns at four i: by quads along k where both operands are contiguous there. */
  readonly fours: readonly [a: string, b: string];
  readonly foursFit: (params: Sizes) => boolean;
}

const always = (): boolean => true;

const OPERANDS: Readonly<Record<Layout, Operands>> = {
  NN: {
    scalar: [aMk, bKn],
    quads: [aMk, bKnVec4],
    aligned: ({ n }) => n % 4 === 0,
    fours: [aMk, bKn],
    foursFit: always,
  },
  NT: {
    scalar: [aMk, bNk],
    quads: [aMk, bNk],
    aligned: always,
    fours: [aMkVec4, bNkVec4],
    foursFit: ({ k }) => k % 4 === 0,
  },
  TN: {
    scalar: [aKm, bKn],
    quads: [aKmVec4, bKnVec4],
    aligned: ({ m, n }) => m % 4 === 0 && n % 4 === 0,
    fours: [aKm, bKn],
    foursFit: always,
  },
};

const tiles = (edge: number, { m, n }: Sizes): number => Math.ceil(m / edge) * Math.ceil(n / edge);

const REDUCE_LANES = 64;
const DIRECT_TILE = 32;

/** A tile of direct_wide.wgsl. */
const WIDE = { rows: 16, cols: 64 };

/**
 * Products for which the wide tile pays on SwiftShader: it takes 0.5 to 0.7 of the time of `direct` and ten times as long
 * to compile, 0.3 to 0.7 s; up to 32 columns, half of it would be empty. Its 256 sums fit no GPU's registers.
 */
const widePays = ({ m, n, k }: Sizes): boolean => n > DIRECT_TILE && m * n * k >= 2 ** 22;

/** What a kernel fills the slots with. */
interface Program {
  readonly layout: Layout;
  readonly dropout: boolean;
  /** Files that define `finish` and `finish_row`. */
  readonly epilogue: readonly string[];
}

/** Every way to compute a product and its epilogue. */
export function variants(program: Program): Readonly<Record<string, Variant<P>>> {
  const { scalar, quads, aligned, fours, foursFit } = OPERANDS[program.layout];
  const params = program.dropout ? [dropoutParams, threefry, dropout] : [plainParams];
  const constants = (p: Sizes & Partial<DropoutParams>): Record<string, number> =>
    program.dropout ? dropoutConstant({ threshold: p.threshold ?? 0 }) : {};
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
    overrides: (p) => ({ TILE: edge, ...constants(p) }),
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
      overrides: (p) => ({ SHARES: split(p).shares, ...constants(p) }),
      workgroups: ({ m, n }) => Math.ceil((m * n) / REDUCE_LANES),
    },
  ];
  const scratch = (p: Sizes): Record<string, number> => ({
    share_sums: split(p).shares * p.m * p.n,
    share_rows: split(p).shares * p.m,
  });
  const splits = (p: Sizes): boolean => split(p).shares > 1;

  return {
    wide: {
      barrierFree: true,
      supports: foursFit,
      onSoftware: widePays,
      passes: [
        {
          wgsl: join(fours, directWide),
          overrides: (p) => ({ REST: p.k % 4, ...constants(p) }),
          workgroups: ({ m, n }) => Math.ceil(m / WIDE.rows) * Math.ceil(n / WIDE.cols),
        },
      ],
    },
    direct: {
      unmeasured: true,
      barrierFree: true,
      passes: [{ wgsl: join(scalar, direct), overrides: constants, workgroups: (p) => tiles(DIRECT_TILE, p) }],
    },
    tile32: { passes: [tile(scalar, 32)] },
    // A tile more than twice as wide as the product only wastes lanes.
    tile64: { unmeasured: true, passes: [tile(quads, 64)], supports: (p) => aligned(p) && Math.min(p.m, p.n) > 32 },
    tile128: {
      unmeasured: true,
      passes: [{ wgsl: join(quads, tile8x8), overrides: constants, workgroups: (p) => tiles(128, p) }],
      supports: (p) => aligned(p) && Math.min(p.m, p.n) > 64,
    },
    splitK: { passes: splitPasses(quads), scratch, supports: (p) => splits(p) && aligned(p) },
    // Where operands come by quads only at some extents.
    ...(aligned === always
      ? {}
      : { splitKScalar: { passes: splitPasses(scalar), scratch, supports: (p: Sizes) => splits(p) && !aligned(p) } }),
  };
}
