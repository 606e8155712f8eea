/**
 * onnxruntime-web, opened where it is first needed: 13 MB of WebAssembly that nobody fetches who asks for no ONNX model. In Node it runs as it does in the page.
 */
import type { Env, InferenceSession, Tensor, TypedTensor } from 'onnxruntime-web';
import { SettingsError } from '../core/errors.ts';
import { fromHalf } from '../core/half.ts';
import type { Fed, Output, Provider, Runtime, Session } from './session.ts';

/** What is used of onnxruntime-web, whichever of its builds is loaded. */
export interface Ort {
  readonly env: Env;
  readonly InferenceSession: typeof InferenceSession;
  readonly Tensor: typeof Tensor;
}

/** What loads a build for each place to compute, when it is asked for; no `webgpu` where there is none. */
export interface Loaders {
  readonly wasm: () => Promise<Ort>;
  readonly webgpu?: () => Promise<Ort>;
}

/** The build that computes on the processor. */
export const wasmBuild = (): Promise<Ort> => import('onnxruntime-web/wasm');

/** Of onnxruntime's levels of severity, from 0 to 4: no warnings of what its optimiser finds to do. */
const ERRORS = 3;

/**
 * Models by onnxruntime-web. On WebGPU graphs are taken as they are: optimised, what spells out a LayerNormalization becomes the operator, which there takes
 * E[x²] − E[x]² in single precision (onnxruntime-web 1.30: 768 values around 1,000 are off by 0.2).
 */
export function ortRuntime(load: Loaders): Runtime {
  const { webgpu } = load;
  return {
    providers: webgpu === undefined ? ['wasm'] : ['webgpu', 'wasm'],
    open: async (model, provider) => {
      const ort = await (provider === 'webgpu' && webgpu !== undefined ? webgpu() : load.wasm());
      ort.env.wasm.numThreads = 1; // a page may have no shared memory, and sums then have one order
      const session = await ort.InferenceSession.create(model, {
        executionProviders: [provider],
        graphOptimizationLevel: provider === 'webgpu' ? 'disabled' : 'all',
        logSeverityLevel: ERRORS,
      });
      return sessionOf(ort, session, provider);
    },
  };
}

function sessionOf(ort: Ort, session: InferenceSession, provider: Provider): Session {
  const types = new Map(session.inputMetadata.map((input) => [input.name, input.isTensor ? input.type : 'none']));
  const tensor = (name: string, fed: Fed | Output): Tensor => {
    if ('data' in fed) return new ort.Tensor('float32', fed.data, fed.dims);
    return types.get(name) === 'int32'
      ? new ort.Tensor('int32', Int32Array.from(fed.values), fed.shape)
      : new ort.Tensor('int64', BigInt64Array.from(fed.values, BigInt), fed.shape);
  };
  const runAll: Session['runAll'] = async (feeds, outputs) => {
    const given = Object.fromEntries(Object.entries(feeds).map(([name, fed]) => [name, tensor(name, fed)]));
    try {
      const made = await session.run(given, outputs);
      return await Promise.all(outputs.map((name) => numbersOf(made[name])));
    } finally {
      for (const one of Object.values(given)) one.dispose();
    }
  };
  return {
    runtime: `onnxruntime-web ${ort.env.versions.web ?? ''}, ${provider}`,
    inputs: session.inputNames,
    outputs: session.outputNames,
    run: async (feeds, output) => (await runAll(feeds, [output]))[0],
    runAll,
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
  throw new SettingsError(`the model gives numbers of type ${type}, expected float32 or float16`);
}
