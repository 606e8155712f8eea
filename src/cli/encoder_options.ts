import { quote } from '../core/quote.ts';
import { counted } from '../core/counted.ts';
import type { EncodedItems } from '../engine/api.ts';
import type { Call } from './command.ts';
import { encoderFiles } from './encoder.ts';
import type { OptionTable } from './options.ts';
import { UsageError } from './usage_error.ts';

/** A text encoder as the source of the vectors that codes are made of. */
export const encoderOptions: OptionTable = {
  encoder: {
    value: 'FOLDER',
    help: 'makes the vectors of the items from their titles by a sentence encoder: model.onnx, tokenizer.json, modules.json and 1_Pooling/config.json',
  },
};

/** Lets the encoder that is named read the items of a dataset; null where none is. `vectors` is what was said of their source. @throws UsageError */
export async function encodedItems(call: Call, dataset: string, vectors: unknown): Promise<EncodedItems | null> {
  const { engine, arguments: given, progress } = call;
  const folder = given.text('encoder');
  if (folder === undefined) return null;
  if (vectors !== undefined && !(typeof vectors === 'string' && vectors.startsWith('encoder'))) {
    throw new UsageError(`--encoder makes vectors, and vectors is set to ${quote(vectors)}; leave one of them out`);
  }
  const files = await encoderFiles(folder);
  progress.update('opening the encoder');
  const { encoder } = await engine.bringEncoder(files);
  const made = await engine.encode(dataset, encoder, (read, of) => progress.update(`reading titles: ${read} of ${of}`));
  progress.clear();
  return made;
}

/** What an encoder did, on one line. */
export function encodedText(made: EncodedItems): string {
  const { encoder, width, items, comparison, cut, silent, opset, known, provider } = made;
  const left = [
    ...(cut > 0 ? [`${counted(cut, 'text')} cut`] : []),
    ...(silent > 0 ? [`${counted(silent, 'item')} without a text`] : []),
  ];
  const apart = comparison?.difference ?? null;
  return [
    `encoder ${encoder.slice(0, 8)} (opset ${opset}): vectors of ${width} numbers for ${counted(items, 'item')}`,
    known ? 'kept from before' : `computed on ${provider === 'webgpu' ? 'WebGPU' : 'wasm'}`,
    apart === null
      ? 'nothing to compare it with here'
      : `WebGPU and wasm differ by ${apart.toExponential(1)} of a vector's length`,
    ...left,
  ].join('; ');
}
