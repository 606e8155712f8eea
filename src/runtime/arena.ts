import { size, type Shape } from '../core/shape.ts';
import { ALIGNMENT, type Slice } from './plan.ts';

/** Named tensors laid out one after another in one buffer, each at an offset a binding may have. */
export interface Arena {
  readonly buffer: string;
  readonly slices: Readonly<Record<string, Slice>>;
  /** Elements of the whole buffer, gaps included. */
  readonly count: number;
}

export function layOut(buffer: string, tensors: readonly { readonly name: string; readonly shape: Shape }[]): Arena {
  const slices: Record<string, Slice> = {};
  let offset = 0;
  for (const { name, shape } of tensors) {
    const count = size(shape);
    slices[name] = { buffer, offset, count };
    offset += Math.ceil(count / ALIGNMENT) * ALIGNMENT;
  }
  return { buffer, slices, count: Math.max(ALIGNMENT, offset) };
}

/** The whole arena as one slice. */
export const whole = (arena: Arena): Slice => ({ buffer: arena.buffer, offset: 0, count: arena.count });
