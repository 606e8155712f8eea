/** Text encoders, in a worker that the engine's worker starts for one encoding: training is not held up, and the memory of WebAssembly goes when it ends. */
import { ortRuntime, wasmBuild, type Loaders } from '../ort/ort_runtime.ts';
import { serveEncoding, type EncodingAsked } from './encoder_serving.ts';

/**
 * WebGPU where there is an adapter that is no processor in disguise, and a browser that lets WebAssembly wait (JSPI): the build for the others is larger
 * than the 25 MiB that hosts as Cloudflare Pages take of a file.
 */
async function loaders(): Promise<Loaders> {
  if (!('gpu' in navigator) || !('Suspending' in WebAssembly)) return { wasm: wasmBuild };
  const adapter = await navigator.gpu.requestAdapter().catch(() => null);
  if (adapter === null || adapter.info.isFallbackAdapter) return { wasm: wasmBuild };
  return { wasm: wasmBuild, webgpu: () => import('onnxruntime-web/jspi') };
}

self.addEventListener('message', ({ data }: MessageEvent<EncodingAsked>) => {
  void loaders().then((found) =>
    serveEncoding(data, ortRuntime(found), (told, travel) => self.postMessage(told, { transfer: travel })),
  );
});
