import { openAsBlob } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../encoders/example');

/** Names of the files of the small encoder in src/encoders/example. */
export const encoderNames = [
  'model.onnx',
  'tokenizer.json',
  'modules.json',
  'config.json',
  'sentence_bert_config.json',
  '1_Pooling/config.json',
];

/** Its files, as they are chosen. */
export const encoderFiles = (): Promise<{ name: string; blob: Blob }[]> =>
  Promise.all(encoderNames.map(async (name) => ({ name, blob: await openAsBlob(join(folder, name)) })));
