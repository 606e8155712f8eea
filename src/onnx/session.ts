import { SettingsError } from '../core/errors.ts';
import { ortRuntime, wasmBuild } from '../ort/ort_runtime.ts';
import type { Session } from '../ort/session.ts';

/** A file that is to be given out, opened on the processor. @throws SettingsError where onnxruntime-web cannot be started or refuses the file, with what it says */
export const openSession = (bytes: Uint8Array): Promise<Session> =>
  ortRuntime({ wasm: wasmBuild })
    .open(bytes, 'wasm')
    .catch((error: unknown) => {
      const words = error instanceof Error ? error.message : String(error);
      throw new SettingsError(`onnx: onnxruntime-web does not run the file, so it is not given out (${words})`);
    });
