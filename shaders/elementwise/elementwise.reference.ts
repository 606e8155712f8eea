import type { Floats } from '../../src/kernel/kernel.ts';
import { dropoutScale, type DropoutParams } from '../random/dropout.reference.ts';

/** total = a + b. */
export function accumulate(t: Readonly<Record<'a' | 'b' | 'total', Floats>>): void {
  t.total.forEach((_, i) => (t.total[i] = t.a[i] + t.b[i]));
}

/** y = dropout_scale(index) · x; the forward map and its derivative. Srivastava et al. 2014, inverted scaling. */
export function dropout(t: Readonly<Record<'x' | 'clock' | 'y', Floats>>, params: DropoutParams): void {
  t.x.forEach((x, i) => (t.y[i] = dropoutScale(i, t.clock[0], params) * x));
}
