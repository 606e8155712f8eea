import type { InferenceSession, Tensor, TypedTensor } from 'onnxruntime-web';
import { fromHalf } from '../core/half.ts';
import { SettingsError } from '../core/errors.ts';
import type { EncoderRuntime, EncoderSession, Output } from './session.ts';

/** What is used of onnxruntime-web, whichever of its builds is loaded. */
export interface Ort {
  readonly InferenceSession: typeof InferenceSession;
  readonly Tensor: typeof Tensor;
}

/** What loads a build for each place to compute, when it is asked for; no `webgpu` where there is none. */
export interface Loaders {
  readonly wasm: () => Promise<Ort>;
  readonly webgpu?: () => Promise<Ort>;
}

/**
 * Models by onnxruntime-web. On WebGPU graphs are taken as they are: optimised, what spells out a LayerNormalization becomes the operator, which there takes
 * E[x²] − E[x]² in single precision (onnxruntime-web 1.30: 768 values around 1,000 are off by 0.2).
 */
export function ortRuntime(load: Loaders): EncoderRuntime {
  const { webgpu } = load;
  return {
    providers: webgpu === undefined ? ['wasm'] : ['webgpu', 'wasm'],
    open: async (model, provider) => {
      const ort = await (provider === 'webgpu' && webgpu !== undefined ? webgpu() : load.wasm());
      const session = await ort.InferenceSession.create(model, {
        executionProviders: [provider],
        graphOptimizationLevel: provider === 'webgpu' ? 'disabled' : 'all',
        logSeverityLevel: 3,
      });
      return sessionOf(ort, session);
    },
  };
}

function sessionOf(ort: Ort, session: InferenceSession): EncoderSession {
  const types = new Map(session.inputMetadata.map((input) => [input.name, input.isTensor ? input.type : 'none']));
  const tensor = (name: string, values: readonly number[], shape: readonly number[]): Tensor =>
    types.get(name) === 'int32'
      ? new ort.Tensor('int32', Int32Array.from(values), shape)
      : new ort.Tensor('int64', BigInt64Array.from(values, BigInt), shape);
  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    run: async (feeds, shape, output) => {
      const given = Object.fromEntries(
        Object.entries(feeds).map(([name, values]) => [name, tensor(name, values, shape)]),
      );
      try {
        return await numbersOf((await session.run(given, [output]))[output]);
      } finally {
        for (const one of Object.values(given)) one.dispose();
      }
    },
    release: () => session.release(),
  };
}

async function numbersOf(tensor: TypedTensor<Tensor.Type>): Promise<Output> {
  const { dims, type } = tensor;
  const data = await tensor.getData(true);
  if (type === 'float32') return { dims, data: data as Float32Array };
  // A Float16Array where the platform has it, else bits.
  if (type === 'float16') {
    return {
      dims,
      data: data instanceof Uint16Array ? Float32Array.from(data, fromHalf) : Float32Array.from(data as Float32Array),
    };
  }
  throw new SettingsError(`encoder: the model gives numbers of type ${type}, expected float32 or float16`);
}
