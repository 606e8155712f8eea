import { describe, expect, it } from 'vitest';
import { Events } from '../../events/events.ts';
import { leaf, root, type Tensor } from '../../graph/tensor.ts';
import { expectGolden } from '../../testing/golden_model.ts';
import { tracedLoss } from '../../testing/traced_loss.ts';
import golden from './sasrec.golden.json';
import { sasrec } from './sasrec.ts';

const words = { positions: 'newest', times: 'none', kinds: 'none', values: 'none' } as const;
const config = { blocks: 2, heads: 2, width: 8, length: 4, dropout: 0.3, ...words } as const;

/** Rows of the products by one kernel that `t` is computed from, in order. */
function rowsOf(kernel: string, t: Tensor): number[] {
  const { origin } = root(t);
  if (origin.kind !== 'output') return [];
  const { inputs, params } = origin.of;
  // The normalised stream and the stream itself meet again before each product: one way to each suffices.
  const [first = []] = Object.values(inputs)
    .map((input) => rowsOf(kernel, input))
    .sort((a, b) => b.length - a.length);
  return origin.of.kernel.name === kernel ? [...first, params.m] : first;
}

describe('sasrec', () => {
  it('has the loss, the states and the gradients of the same model in PyTorch', () => {
    expectGolden(sasrec, config, golden);
  });

  it('computes the states of named positions alone after its last attention', () => {
    const { events, scope, hidden } = tracedLoss(sasrec, config, false);
    const named = sasrec.forward(scope, new Events(events.shape, leaf('at', [3], 'u32')), config).hidden;
    expect(rowsOf('matmul.linear_gelu', named)).toEqual([8, 3]);
    expect(rowsOf('matmul.linear_gelu', hidden)).toEqual([8, 8]);
  });

  it('says of a width that does not divide into heads of four what it must be', () => {
    const fits = { ...config, heads: 2, width: 8 };
    expect(sasrec.misfit(fits)).toBeNull();
    expect(sasrec.misfit({ ...fits, heads: 3 })).toBe(
      'width 8 with 3 heads, expected a width that is a multiple of 4 · heads',
    );
  });
});
