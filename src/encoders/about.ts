import type { EncoderFiles } from './files.ts';
import { OpenModel } from './open_model.ts';
import { readingOf, type Reading } from './reading.ts';
import { tokensOf } from './text_tokens.ts';

/** What an encoder does with a text, as its own files say. */
export interface AboutEncoder extends Omit<Reading, 'width'> {
  /** Version of ONNX's operators that the model was written for. */
  readonly opset: number;
}

/** Looks at the files of an encoder and runs none of them. @throws SettingsError for what is not understood */
export function aboutEncoder(files: EncoderFiles): AboutEncoder {
  const reading = readingOf(files);
  const { opset } = OpenModel.check(files, reading);
  tokensOf(files, reading);
  const { longest, lowerCase, prompt, pooling, unit } = reading;
  return { longest, lowerCase, prompt, pooling, unit, opset };
}
