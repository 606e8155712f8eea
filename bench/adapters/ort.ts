import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import type { Adapter, Prepared } from '../adapter.ts';
import { sasrecModel } from '../onnx/sasrec.ts';
import packages from '../package.json';
import type { SasrecProblem } from '../sasrec.ts';

/** ONNX Runtime Web, native WebGPU provider. It runs fixed graphs: no gradients and no optimiser. */
export const adapter: Adapter = {
  name: 'ONNX Runtime Web',
  version: packages.dependencies['onnxruntime-web'],
  async open() {
    env.wasm.numThreads = 1;
    env.logLevel = 'error';
    const device = await deviceWithoutSubgroups();
    return { inference: (problem) => inference(device, problem) };
  },
};

/**
 * A device with all that the adapter offers but subgroups: where a subgroup has 4 lanes, as in SwiftShader, the fused
 * attention of ONNX Runtime 1.30 is wrong by half of the largest value.
 */
async function deviceWithoutSubgroups(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new Error('ONNX Runtime Web: the browser offers no WebGPU adapter');
  const wanted: readonly GPUFeatureName[] = ['shader-f16', 'timestamp-query'];
  const { limits } = adapter;
  return adapter.requestDevice({
    requiredFeatures: wanted.filter((feature) => adapter.features.has(feature)),
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
    },
  });
}

async function inference(device: GPUDevice, problem: SasrecProblem): Promise<Prepared> {
  const { batch, length } = problem.sizes;
  const session = await InferenceSession.create(sasrecModel(problem), {
    executionProviders: [{ name: 'webgpu', device }],
    graphOptimizationLevel: 'all',
  });
  let scores = new Float32Array();
  return {
    async run() {
      const ids = new Tensor('int32', problem.batches[0].inputs, [batch, length]);
      scores = new Float32Array((await session.run({ ids })).scores.data);
    },
    result: () => Promise.resolve(scores),
  };
}
