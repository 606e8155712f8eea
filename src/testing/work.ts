import { vi } from 'vitest';
import { kernels } from '../../shaders/catalogue.ts';
import { Pacer } from '../core/pace.ts';
import { workOf, type Kernel, type Params, type Span } from '../kernel/kernel.ts';

/** What was computed by the references of kernels since this was made, in floating-point operations. */
export interface CountedWork {
  /** In all. */
  total: number;
  /** The most between two looks at the clock. */
  longest: number;
  looks: number;
}

/** Counts the work of every reference until mocks are restored. */
export function countWork(): CountedWork {
  const counted: CountedWork = { total: 0, longest: 0, looks: 0 };
  let sinceLook = 0;
  for (const kernel of kernels) {
    const reference = kernel.reference.bind(kernel);
    vi.spyOn(kernel, 'reference').mockImplementation((tensors, params, span) => {
      const work = workOfSpan(kernel, params, span);
      counted.total += work;
      sinceLook += work;
      counted.longest = Math.max(counted.longest, sinceLook);
      reference(tensors, params, span);
    });
  }
  vi.spyOn(Pacer.prototype, 'due').mockImplementation(() => {
    sinceLook = 0;
    counted.looks++;
    return false;
  });
  return counted;
}

function workOfSpan(kernel: Kernel, params: Params, span: Span | undefined): number {
  const rows = kernel.rows?.count(params) ?? 1;
  return workOf(kernel, params) * (span === undefined ? 1 : (span.to - span.from) / rows);
}
