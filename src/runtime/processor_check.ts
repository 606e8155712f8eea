import { turn } from '../core/turn.ts';
import { elements, type Binding, type Kernel, type Params } from '../kernel/kernel.ts';
import { compared, sameBits, testInputs, type ConformanceResult } from './conformance.ts';
import { Heap } from './heap.ts';
import { programsIn, wordsOf, type Programs } from './programs.ts';
import type { Written } from './run_once.ts';

/** Bytes behind each tensor that a program must leave alone. */
const GUARD = 16;
const NAN_BITS = 0x7fc0_0000;

interface Placed {
  readonly name: string;
  readonly binding: Binding;
  readonly at: number;
  readonly count: number;
}

/** A memory with the programs, in which kernels are run one at a time. */
export class ProcessorCheck {
  private readonly programs: Programs;
  private readonly heap: Heap;

  private constructor(heap: Heap, programs: Programs) {
    this.heap = heap;
    this.programs = programs;
  }

  static async open(): Promise<ProcessorCheck> {
    const memory = new WebAssembly.Memory({ initial: 512, maximum: 65_536 });
    const programs = await programsIn(memory);
    return new ProcessorCheck(new Heap(memory, programs.base), programs);
  }

  /** Whether a kernel has a program; one without is computed by its reference. */
  has(kernel: Kernel): boolean {
    return this.programs.of(kernel) !== undefined;
  }

  /** Runs the program of a kernel twice and compares with the reference. */
  conform(kernel: Kernel, params: Params): ConformanceResult {
    const inputs = testInputs(kernel, params);
    const wanted = Object.fromEntries(Object.entries(inputs).map(([name, values]) => [name, values.slice()]));
    kernel.reference(wanted, params);
    const tolerance = kernel.tolerance(params);
    const [first, second] = [this.run(kernel, params, inputs), this.run(kernel, params, inputs)];
    const repeats = Object.keys(first.written).every((name) => sameBits(first.written[name], second.written[name]));
    const { error, detail } = compared(first.written, wanted, tolerance);
    const pass = error <= 1 && repeats && first.beyond.length === 0;
    const where = first.beyond.length === 0 ? detail : `written beyond the end: ${first.beyond.join(', ')}`;
    return { kernel: kernel.name, variant: 'processor', case: params, tolerance, error, repeats, pass, detail: where };
  }

  /** What the program wrote, and the tensors behind whose end it wrote. */
  private run(
    kernel: Kernel,
    params: Params,
    inputs: Readonly<Record<string, Float64Array>>,
  ): { readonly written: Written; readonly beyond: readonly string[] } {
    const tensors = Object.entries(kernel.tensors).map(([name, binding]): Placed => {
      const count = elements(binding, params);
      return { name, binding, count, at: this.heap.take(count * 4 + GUARD, name) };
    });
    const { buffer } = this.heap.memory;
    for (const { name, binding, at, count } of tensors) {
      new Uint32Array(buffer, at, count + GUARD / 4).fill(NAN_BITS);
      if (binding.access !== 'write') numbers(binding, buffer, at, count).set(inputs[name]);
    }
    const address = (wanted: string): number => tensors.find(({ name }) => name === wanted)?.at ?? 0;
    this.programs.of(kernel)?.(...wordsOf(kernel, params, address));
    const written = tensors
      .filter(({ binding }) => binding.access !== 'read')
      .map(({ name, binding, at, count }) => [name, numbers(binding, buffer, at, count).slice()] as const);
    const beyond = tensors.filter(({ at, count }) =>
      new Uint32Array(buffer, at + count * 4, GUARD / 4).some((word) => word !== NAN_BITS),
    );
    for (const { at, count } of tensors) this.heap.give(at, count * 4 + GUARD);
    return { written: Object.fromEntries(written), beyond: beyond.map(({ name }) => name) };
  }
}

const numbers = ({ element }: Binding, buffer: ArrayBuffer, at: number, count: number) =>
  element === 'u32' ? new Uint32Array(buffer, at, count) : new Float32Array(buffer, at, count);

/** Every program at every case of its kernel, in order; `report` is called after each. */
export async function processorConformance(
  kernels: readonly Kernel[],
  report: (results: readonly ConformanceResult[]) => void = () => undefined,
): Promise<ConformanceResult[]> {
  const check = await ProcessorCheck.open();
  const all: ConformanceResult[] = [];
  for (const kernel of kernels.filter((each) => check.has(each))) {
    for (const params of kernel.cases) {
      const result = check.conform(kernel, params);
      all.push(result);
      report([result]);
      await turn();
    }
  }
  return all;
}
