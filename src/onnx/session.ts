/**
 * onnxruntime-web, opened where it is first needed: 13 MB of WebAssembly that nobody fetches who asks for no ONNX file. In Node it runs
 * as it does in the page.
 */
import type { InferenceSession } from 'onnxruntime-web/wasm';
import { SettingsError } from '../core/errors.ts';

/** Of onnxruntime's levels of severity, from 0 to 4. */
const ERRORS = 3;

/** A tensor that goes in: integers, with its extents. */
export interface Fed {
  readonly shape: readonly number[];
  readonly values: BigInt64Array;
}

/** An ONNX file that can be run. */
export interface OnnxSession {
  /** What runs it, with its version. */
  readonly runtime: string;
  readonly inputs: readonly string[];
  /** The numbers of an output. @throws Error where the runtime refuses what is given */
  run(inputs: Readonly<Record<string, Fed>>, output: string): Promise<Float32Array>;
  release(): Promise<void>;
}

/** @throws SettingsError where onnxruntime-web cannot be started or refuses the file, with what it says */
export async function openSession(bytes: Uint8Array): Promise<OnnxSession> {
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = 1; // a page may have no shared memory, and sums then have one order
  const quiet = { logSeverityLevel: ERRORS } as const; // no warnings of what its optimiser finds to do
  const options = { executionProviders: ['wasm'], ...quiet };
  const session: InferenceSession = await ort.InferenceSession.create(bytes, options).catch((error: unknown) => {
    const words = error instanceof Error ? error.message : String(error);
    throw new SettingsError(`onnx: onnxruntime-web does not run the file, so it is not given out (${words})`);
  });
  return {
    runtime: `onnxruntime-web ${ort.env.versions.web ?? ''}, wasm`,
    inputs: session.inputNames,
    async run(inputs, output) {
      const feeds = Object.entries(inputs).map(
        ([name, { shape, values }]) => [name, new ort.Tensor('int64', values, shape)] as const,
      );
      const answers = await session.run(Object.fromEntries(feeds), [output]);
      const { data } = answers[output];
      if (!(data instanceof Float32Array)) throw new Error(`onnx: ${output} is no tensor of single precision`);
      return data;
    },
    release: () => session.release(),
  };
}
