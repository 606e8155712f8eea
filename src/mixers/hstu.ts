import { lastExtent } from '../core/shape.ts';
import type { Events } from '../events/events.ts';
import type { Tensor } from '../graph/tensor.ts';
import { norm } from '../nn/layers.ts';
import { gated } from '../nn/mamba.ts';
import { normal, type Scope } from '../nn/scope.ts';
import { dropout, pointwise, pointwiseAttention, project, TIME_ROWS, type Apart } from '../ops/index.ts';
import type { Settings, Values } from '../parts/settings.ts';
import { attention } from './attention.ts';
import { defineMixer } from './mixer.ts';

const settings = {
  ...attention.settings,
  timeBias: {
    usual: 'none',
    formerly: 'none',
    options: {
      none: 'not read: it counts how many items lie between two, not how much time',
      between: 'the time between any two items as well, told apart in steps of a third',
    },
    reads: { between: 'times' },
    help: 'Whether the time between two items decides how much one counts for the other',
  },
  divided: {
    usual: 'window',
    formerly: 'window',
    options: {
      window: 'by the most items that the model reads: what happened twice counts twice',
      seen: 'by the items that are seen: a mean, which a longer history leaves as large',
    },
    help: 'What the sum over the items that are seen is divided by',
  },
} as const satisfies Settings;

/** Deviation of every weight matrix and table of biases, as in the authors' code. */
const DEVIATION = 0.02;

/**
 * y = LN(Σ_{j ≤ i} silu(q_i·k_j + p[i − j] + t[lapse(i, j)]) v_j / n) ⊙ U, in each of H heads, with (q, k, v, U) = silu(W·x), E = C. The tables
 * p and t are those of a block, one for all its heads. The query does not know when the next item will be taken, but when its own was.
 */
export const hstu = defineMixer({
  name: 'hstu',
  title: 'Pointwise attention',
  says: 'Each position adds up the items before it, each as far as it matters by what it is, how many places and how much time ago it was; a gate says what passes.',
  source:
    'Zhai et al. 2024, "Actions Speak Louder than Words", arXiv:2402.17152, section 3; the norm has a scale and a shift, as others here',
  sees: 'past',
  settings,
  linear: { kernel: 'hstu.forward', input: 'qkv', output: 'y', from: (width) => 2 * width },
  misfit: (width, c) => attention.misfit(width, c),
  mix(w, x, events, c, rate) {
    const width = lastExtent(x.shape);
    const qkv = pointwise('silu', project(x, w.parameter('qkv.weight', [3 * width, width], normal(DEVIATION))));
    const sum = pointwiseAttention(qkv, events.reach(), c.heads, apart(w, events, c.timeBias), c.divided);
    return dropout(gated(w, norm(w.at('norm'), sum), x), w.dropout('inner', rate));
  },
});

/** The tables of biases of a block. */
function apart(w: Scope, events: Events, timeBias: Values<typeof settings>['timeBias']): Apart {
  const table = (name: string, rows: number): Tensor => w.parameter(name, [rows], normal(DEVIATION));
  const positions = table('positions', events.shape.window);
  if (timeBias === 'none') return { positions };
  return { positions, times: { table: table('times', TIME_ROWS), seconds: events.seconds() } };
}
