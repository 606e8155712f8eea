import type { ParamValues, Pass, Variant } from '../../src/kernel/kernel.ts';
import { dropoutConstant, dropoutParams } from '../random/dropout.reference.ts';
import dropout from '../random/dropout.wgsl?raw';
import threefry from '../random/threefry.wgsl?raw';
import backwardHead from './backward_head.wgsl?raw';
import backwardRows from './backward_rows.wgsl?raw';
import dkvTiled from './dkv_tiled.wgsl?raw';
import dqTiled from './dq_tiled.wgsl?raw';
import forwardRows from './forward_rows.wgsl?raw';
import forwardTiled from './forward_tiled.wgsl?raw';
import tileDropout from './tile_dropout.wgsl?raw';
import tileRows from './tile_rows.wgsl?raw';
import withinSpan from './within_span.wgsl?raw';

export const params = { batch: 'u32', time: 'u32', heads: 'u32', head_width: 'u32', ...dropoutParams } as const;
/** `tokens` positions in a row are an item: time = items · tokens. */
export const itemParams = { ...params, items: 'u32', tokens: 'u32' } as const;
type Params = typeof params;
type Values = ParamValues<Params>;
type Variants = Readonly<Record<'rows' | 'head' | 'tiled', Variant<Params>>>;

const WORKGROUP_BYTES = 16_384;

/** Queries and keys of a tile of `rows`; a lane of its forward owns one such tile of queries, of its backward a head. */
const ROWS = { tile: 4, forwardLanes: 16, backwardLanes: 4 };

/** Lanes, each owning one position, and staged positions: 2 · 32 · MAX_WIDTH floats are just 16 KiB. */
const TILED = { lanes: 64, tile: 32 };
const MAX_WIDTH = 64;

/** Texts of the slots that say who sees whom: `span` reads from where to where histories reach, `mask` is what holds within one. */
export interface Sight {
  readonly span: string;
  readonly mask: string;
  /** The parameters that these read. */
  readonly params: string;
}

const joined = ({ span, mask, params: sizes }: Sight, ...files: string[]): string[] => [
  ...files,
  ...[sizes, withinSpan, span, mask, dropout, threefry],
];

/** Barrier-free: what software adapters want. */
const rowsPass = (sight: Sight, main: string, lanes: number, work: (p: Values) => number): Pass<Params> => ({
  wgsl: joined(sight, main, tileRows, tileDropout),
  overrides: (p) => ({ LANES: lanes, ...dropoutConstant(p) }),
  workgroups: (p) => Math.ceil(work(p) / lanes),
});

const rowsSupports = ({ head_width }: Values): boolean => head_width % ROWS.tile === 0;

/** One workgroup per TILED.lanes positions of a head, `staged` positions in workgroup memory at a time. */
const tiledPass = (sight: Sight, main: string, staged: (p: Values) => number): Pass<Params> => ({
  wgsl: joined(sight, main),
  overrides: (p) => ({ LANES: TILED.lanes, TILE: staged(p), HEAD_WIDTH: p.head_width }),
  workgroups: ({ batch, heads, time }) => batch * heads * Math.ceil(time / TILED.lanes),
});

const tiledSupports = ({ head_width }: Values): boolean => head_width % 4 === 0 && head_width <= MAX_WIDTH;

/** Whether a head's two staged arrays, with `extra` floats per position beside each vector, fit workgroup memory. */
const headFits = (p: Values, extra: number): boolean =>
  tiledSupports(p) && 2 * 4 * p.time * (p.head_width + extra) <= WORKGROUP_BYTES;

/** `head` stages all keys at once, `tiled` serves histories of any length. */
export const forwardVariants = (sight: Sight): Variants => ({
  rows: {
    unmeasured: true,
    barrierFree: true,
    supports: rowsSupports,
    passes: [
      rowsPass(
        sight,
        forwardRows,
        ROWS.forwardLanes,
        ({ batch, heads, time }) => batch * heads * Math.ceil(time / ROWS.tile),
      ),
    ],
  },
  head: {
    unmeasured: true,
    supports: (p) => headFits(p, 0),
    passes: [tiledPass(sight, forwardTiled, ({ time }) => time)],
  },
  tiled: { supports: tiledSupports, passes: [tiledPass(sight, forwardTiled, () => TILED.tile)] },
});

/** `head` takes one pass with everything staged, `tiled` two; `rows` computes each pair once, a head per lane. */
export const backwardVariants = (sight: Sight): Variants => ({
  rows: {
    unmeasured: true,
    barrierFree: true,
    supports: rowsSupports,
    passes: [rowsPass(sight, backwardRows, ROWS.backwardLanes, ({ batch, heads }) => batch * heads)],
  },
  head: {
    unmeasured: true,
    supports: (p) => headFits(p, 1),
    passes: [
      {
        wgsl: joined(sight, backwardHead),
        overrides: ({ time, head_width }) => ({ LANES: TILED.lanes, TIME: time, HEAD_WIDTH: head_width }),
        workgroups: ({ batch, heads }) => batch * heads,
      },
    ],
  },
  tiled: {
    supports: tiledSupports,
    scratch: ({ batch, heads, time }) => ({ delta: batch * heads * time }),
    passes: [dqTiled, dkvTiled].map((main) => tiledPass(sight, main, () => TILED.tile)),
  },
});
