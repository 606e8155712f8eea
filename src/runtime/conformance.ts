import { Random } from '../core/random.ts';
import type { Gpu } from '../gpu/device.ts';
import { Pipelines } from '../gpu/pipelines.ts';
import { elements, supported, type Kernel, type Params, type Tolerance } from '../kernel/kernel.ts';
import { runTwice, uploadRead, type Written } from './run_once.ts';

/** One kernel, one variant, one set of sizes, compared with the f64 reference on this adapter. */
export interface ConformanceResult {
  readonly kernel: string;
  readonly variant: string;
  readonly case: Params;
  /** Largest |gpu − reference| / (absolute + relative·|reference|); at most 1 passes. */
  readonly error: number;
  readonly tolerance: Tolerance;
  /** The same bits twice. */
  readonly repeats: boolean;
  readonly pass: boolean;
  /** Where the largest error is, or what the driver said. */
  readonly detail: string;
}

/** `count` numbers uniform in [−2, 2), rounded to f32 so that CPU and GPU start from the same ones. */
function noise(count: number, name: string): Float64Array {
  const random = new Random(1, name);
  return Float64Array.from({ length: count }, () => Math.fround(random.uniform() * 4 - 2));
}

/** Test inputs of a kernel at these sizes: the descriptor's own where it has them, noise elsewhere. */
export function testInputs(kernel: Kernel, params: Params): Record<string, Float64Array> {
  const given = kernel.inputs?.(params) ?? {};
  return Object.fromEntries(
    Object.entries(kernel.tensors).map(([name, binding]) => {
      const count = elements(binding, params);
      if (binding.access === 'write') return [name, new Float64Array(count)];
      const values =
        given[name] === undefined ? noise(count, `${kernel.name} ${name}`) : Float64Array.from(given[name]);
      if (values.length !== count)
        throw new Error(`${kernel.name}: test input ${name} has ${values.length} elements, expected ${count}`);
      return [name, values.map((x) => (binding.element === 'f32' ? Math.fround(x) : x))];
    }),
  );
}

/** Runs the variants of `kernel` that run at `params`, or those of them that are `wanted`, twice and compares with the reference. */
export async function conform(
  gpu: Gpu,
  pipelines: Pipelines,
  kernel: Kernel,
  params: Params,
  wanted: readonly string[] = supported(kernel, params),
): Promise<ConformanceResult[]> {
  const inputs = testInputs(kernel, params);
  const reference = Object.fromEntries(Object.entries(inputs).map(([name, values]) => [name, values.slice()]));
  kernel.reference(reference, params);
  const tolerance = kernel.tolerance(params);
  const results: ConformanceResult[] = [];
  const read = uploadRead(gpu, kernel, inputs, params);
  for (const variant of wanted) {
    const common = { kernel: kernel.name, variant, case: params, tolerance };
    try {
      const [first, second] = await runTwice(gpu, pipelines, { kernel, variant, params }, inputs, read);
      gpu.check(kernel.name);
      const repeats = Object.keys(first).every((name) => sameBits(first[name], second[name]));
      const { error, detail } = compared(first, reference, tolerance);
      results.push({ ...common, error, repeats, detail, pass: error <= 1 && repeats });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      results.push({ ...common, error: Number.MAX_VALUE, repeats: false, detail, pass: false });
    }
  }
  for (const buffer of read.values()) buffer.destroy();
  return results;
}

/** Whether two arrays hold the same bits. */
export const sameBits = (a: Float32Array | Uint32Array, b: Float32Array | Uint32Array): boolean => {
  const bits = (x: Float32Array | Uint32Array): Uint32Array => new Uint32Array(x.buffer, x.byteOffset, x.length);
  const [left, right] = [bits(a), bits(b)];
  return left.length === right.length && left.every((word, i) => word === right[i]);
};

/** The largest error of what was written, in units of what is allowed, and where it is. */
export function compared(
  actual: Written,
  wanted: Readonly<Record<string, Float64Array>>,
  { absolute, relative }: Tolerance,
): { error: number; detail: string } {
  let error = 0;
  let detail = '';
  for (const [name, got] of Object.entries(actual)) {
    got.forEach((value, i) => {
      const want = wanted[name][i];
      const excess = Math.abs(value - want) / (absolute + relative * Math.abs(want));
      const bounded = Number.isNaN(excess) ? Number.MAX_VALUE : excess;
      if (bounded > error || (bounded === error && detail === '')) {
        error = bounded;
        detail = `${name}[${i}]: gpu ${value}, reference ${want}`;
      }
    });
  }
  return { error, detail };
}

/** Asks the driver for every pipeline of a kernel at once; one that it refuses is told of where it is run. */
function compileAll(pipelines: Pipelines, kernel: Kernel): void {
  for (const params of kernel.cases) {
    for (const variant of supported(kernel, params)) {
      for (const pass of kernel.variants[variant].passes) {
        pipelines.get(kernel, pass, params).catch(() => undefined);
      }
    }
  }
}

/**
 * Every kernel at every case, in order; `report` is called after each kernel and case. While one kernel runs, the driver
 * compiles the next.
 */
export async function conformance(
  gpu: Gpu,
  kernels: readonly Kernel[],
  report: (results: readonly ConformanceResult[]) => void = () => undefined,
): Promise<ConformanceResult[]> {
  const pipelines = new Pipelines(gpu.device);
  const all: ConformanceResult[] = [];
  for (const [i, kernel] of kernels.entries()) {
    for (const each of kernels.slice(i, i + 2)) compileAll(pipelines, each);
    for (const params of kernel.cases) {
      const results = await conform(gpu, pipelines, kernel, params);
      all.push(...results);
      report(results);
    }
  }
  return all;
}
