import type { ParamValues, Pass, Variant } from '../../src/kernel/kernel.ts';
import maskCausal from '../attention/mask_causal.wgsl?raw';
import tileRows from '../attention/tile_rows.wgsl?raw';
import withinSpan from '../attention/within_span.wgsl?raw';
import element from '../lane/element.wgsl?raw';
import quad from '../lane/quad.wgsl?raw';
import silu from '../pointwise/silu.wgsl?raw';
import workgroupSum from '../workgroup/sum.wgsl?raw';
import apartInItems from './apart_in_items.wgsl?raw';
import apartInTime from './apart_in_time.wgsl?raw';
import backwardRows from './backward_rows.wgsl?raw';
import biasFour from './bias_four.wgsl?raw';
import dkvTiled from './dkv_tiled.wgsl?raw';
import dqTiled from './dq_tiled.wgsl?raw';
import forwardRows from './forward_rows.wgsl?raw';
import forwardTiled from './forward_tiled.wgsl?raw';
import { TIME_ROWS } from './hstu.reference.ts';
import sizes from './params.wgsl?raw';
import timesBackward from './times_backward.wgsl?raw';
import timesForward from './times_forward.wgsl?raw';
import timesKeys from './times_keys.wgsl?raw';
import totalInItems from './total_in_items.wgsl?raw';
import totalInTime from './total_in_time.wgsl?raw';
import totalPerLane from './total_per_lane.wgsl?raw';
import totalPerWorkgroup from './total_per_workgroup.wgsl?raw';

export const params = {
  batch: 'u32',
  time: 'u32',
  heads: 'u32',
  head_width: 'u32',
  window: 'u32',
  seen: 'u32',
} as const;
type Params = typeof params;
type Values = ParamValues<Params>;
type Variants = Readonly<Record<'rows' | 'tiled', Variant<Params>>>;

/** Queries and keys of a tile of `rows`; a lane of its forward owns one such tile of queries, of its backward a head. */
const ROWS = { tile: 4, forwardLanes: 16, backwardLanes: 4 };
/** Lanes, each owning one position, and staged positions; beside the slopes of a tile there is room for half as many. */
const TILED = { lanes: 64, tile: 32, tileOfSlopes: 16 };
const MAX_WIDTH = 64;
const TOTAL_LANES = 64;
/** More queries than any head has. */
const ALL = 1 << 30;

/** How far histories reach, and whether the time between two items counts. */
export interface Sight {
  readonly span: string;
  readonly timed: boolean;
}

/** Sums of a row of `partial`: one for each row of the tables. */
const entries = (timed: boolean, { window }: Values): number => window + (timed ? TIME_ROWS : 0);

const joined = ({ span, timed }: Sight, times: string, ...files: readonly string[]): string[] => [
  ...files,
  ...[sizes, withinSpan, span, maskCausal, silu],
  ...(timed ? [apartInTime, times] : [apartInItems]),
];

const rowsSupports = ({ head_width }: Values): boolean => head_width % ROWS.tile === 0;
const tiledSupports = ({ head_width }: Values): boolean => head_width % 4 === 0 && head_width <= MAX_WIDTH;

const heads = ({ batch, heads: count }: Values): number => batch * count;
const tiles = (p: Values): number => heads(p) * Math.ceil(p.time / TILED.lanes);

/** One workgroup per TILED.lanes positions of a head. */
const tiledPass = (wgsl: readonly string[], staged: number): Pass<Params> => ({
  wgsl,
  overrides: (p) => ({ LANES: TILED.lanes, TILE: staged, HEAD_WIDTH: p.head_width }),
  workgroups: tiles,
});

export const forwardVariants = (sight: Sight): Variants => ({
  rows: {
    unmeasured: true,
    barrierFree: true,
    supports: rowsSupports,
    passes: [
      {
        wgsl: joined(sight, timesForward, forwardRows, tileRows, biasFour, quad),
        overrides: () => ({ LANES: ROWS.forwardLanes }),
        workgroups: (p) => Math.ceil((heads(p) * Math.ceil(p.time / ROWS.tile)) / ROWS.forwardLanes),
      },
    ],
  },
  tiled: {
    supports: tiledSupports,
    passes: [tiledPass(joined(sight, timesForward, forwardTiled, element), TILED.tile)],
  },
});

/** The last pass: what rows of partial sums, each of so many queries of a head, come to. */
const total = (timed: boolean, wgsl: readonly string[], queries: number, perGroup: number): Pass<Params> => ({
  wgsl: [...wgsl, timed ? totalInTime : totalInItems, sizes],
  overrides: () => ({ LANES: TOTAL_LANES, QUERIES: queries }),
  workgroups: (p) => Math.ceil(entries(timed, p) / perGroup),
});

/** `rows` computes each pair once, a head per lane; `tiled` twice, a query and then a key per lane. */
export function backwardVariants(sight: Sight): Variants {
  const { timed } = sight;
  return {
    rows: {
      unmeasured: true,
      barrierFree: true,
      supports: rowsSupports,
      scratch: (p) => ({ partial: heads(p) * entries(timed, p) }),
      passes: [
        {
          wgsl: joined(sight, timesBackward, backwardRows, tileRows, biasFour, quad),
          overrides: () => ({ LANES: ROWS.backwardLanes }),
          workgroups: (p) => Math.ceil(heads(p) / ROWS.backwardLanes),
        },
        total(timed, [totalPerLane], ALL, TOTAL_LANES),
      ],
    },
    tiled: {
      supports: tiledSupports,
      scratch: (p) => ({ partial: tiles(p) * entries(timed, p) }),
      passes: [
        tiledPass(joined(sight, timesBackward, dqTiled, element), TILED.tileOfSlopes),
        tiledPass(joined(sight, timesKeys, dkvTiled, element), TILED.tile),
        total(timed, [totalPerWorkgroup, workgroupSum], TILED.lanes, 1),
      ],
    },
  };
}
