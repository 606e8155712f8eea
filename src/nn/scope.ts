import { stream, Random } from '../core/random.ts';
import { size, type Shape } from '../core/shape.ts';
import { leaf, type Tensor } from '../graph/tensor.ts';
import { dropoutAt, type Dropout } from '../ops/index.ts';

/** Gives element `i` of a parameter, asked for one after another. */
type Draw = (random: Random, i: number) => number;

/** How a parameter starts: a constant, normal with the given standard deviation, or drawn one by one. */
export type Init = { readonly constant: number } | { readonly deviation: number } | { readonly draw: Draw };
export const zeros: Init = { constant: 0 };
export const ones: Init = { constant: 1 };
export const normal = (deviation: number): Init => ({ deviation });
export const drawn = (draw: Draw): Init => ({ draw });

export interface Parameter {
  readonly name: string;
  readonly tensor: Tensor;
  readonly init: Init;
}

/** What every layer of one trace shares. */
export interface Trace {
  readonly seed: number;
  /** u32 (1): the training step, which dropout masks depend on. */
  readonly clock: Tensor;
  /** Dropout only while training. */
  readonly training: boolean;
}

/** Names and collects the parameters of a model; `at('mlp')` is the scope called mlp inside this one. */
export class Scope {
  readonly parameters: Parameter[];
  private readonly trace: Trace;
  private readonly path: string;

  constructor(trace: Trace, parameters: Parameter[] = [], path = '') {
    this.trace = trace;
    this.parameters = parameters;
    this.path = path;
  }

  at(name: string | number): Scope {
    return new Scope(this.trace, this.parameters, `${this.path}${name}.`);
  }

  parameter(name: string, shape: Shape, init: Init): Tensor {
    const tensor = leaf(this.path + name, shape);
    this.parameters.push({ name: this.path + name, tensor, init });
    return tensor;
  }

  /** A dropout of this scope; its masks are keyed by (seed, scope and name, step). */
  dropout(name: string, rate: number): Dropout {
    const { seed, clock, training } = this.trace;
    return dropoutAt(training ? rate : 0, seed, stream(`${this.path}${name}`), clock);
  }
}

/** The starting values of a parameter, the same for one (seed, name) whatever else the model has. */
export function initialise({ name, tensor, init }: Parameter, seed: number): Float32Array {
  const count = size(tensor.shape);
  if ('constant' in init) return new Float32Array(count).fill(init.constant);
  const random = new Random(seed, `initial ${name}`);
  if ('draw' in init) return Float32Array.from({ length: count }, (_, i) => init.draw(random, i));
  return Float32Array.from({ length: count }, () => init.deviation * random.normal());
}
