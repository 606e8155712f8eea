import { openAsBlob, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ImportError } from '../core/errors.ts';
import type { Platform } from '../engine/platform.ts';
import { encodeTexts } from '../encoders/encode.ts';
import type { EncoderFile } from '../encoders/files.ts';
import { ortRuntime, wasmBuild } from '../ort/ort_runtime.ts';

/** Encoders in Node: onnxruntime-web's wasm on one thread, loaded when the first is asked for. */
export const nodeEncode: Platform['encode'] = (files, texts, course) =>
  encodeTexts(files, texts, ortRuntime({ wasm: wasmBuild }), course);

/** The files of an encoder's folder, and of the folders in it that name a module: `1_Pooling`. @throws ImportError where there is none */
export async function encoderFiles(folder: string): Promise<EncoderFile[]> {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new ImportError(
      `${folder}: there is no such folder, expected one with model.onnx and tokenizer.json; check the path`,
    );
  }
  const entries = (path: string): string[] => readdirSync(join(folder, path)).map((name) => join(path, name));
  const isFolder = (path: string): boolean => statSync(join(folder, path)).isDirectory();
  const all = entries('').flatMap((path) =>
    isFolder(path) ? entries(path).filter((inner) => !isFolder(inner)) : [path],
  );
  const named = all.filter((path) => /\.(?:json|onnx|onnx[._-]?data)$/.test(path));
  return Promise.all(named.map(async (name) => ({ name, blob: await openAsBlob(join(folder, name)) })));
}
