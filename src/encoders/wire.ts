import { SettingsError } from '../core/errors.ts';

/** A field of a message: a whole number, or the bytes of what is as long as it says. */
export type Field =
  | { readonly number: number; readonly value: number; readonly bytes?: undefined }
  | { readonly number: number; readonly bytes: Uint8Array; readonly value?: undefined };

const refuse = (what: string): SettingsError => new SettingsError(`encoder: the model is no ONNX file: ${what}`);

/**
 * The fields of a message in Protocol Buffers' wire format, in their order. Numbers beyond 2⁵³ lose digits; those of fixed width are passed over.
 *
 * @throws SettingsError where a field reaches beyond the message, or is of a kind that is no longer used
 * @see https://protobuf.dev/programming-guides/encoding
 */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  const whole = (): number => {
    let [value, scale] = [0, 1];
    for (let count = 0; count < 10; count++) {
      if (at >= message.length) throw refuse('it is cut off');
      const byte = message[at++];
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) return value;
    }
    throw refuse('it has a number of more than ten bytes');
  };
  const pass = (bytes: number): Uint8Array => {
    if (bytes > message.length - at) throw refuse(`a field of ${bytes} bytes reaches beyond its message`);
    at += bytes;
    return message.subarray(at - bytes, at);
  };
  while (at < message.length) {
    const key = whole();
    const [number, kind] = [Math.floor(key / 8), key % 8];
    if (kind === 0) yield { number, value: whole() };
    else if (kind === 2) yield { number, bytes: pass(whole()) };
    else if (kind === 1 || kind === 5) pass(kind === 1 ? 8 : 4);
    else throw refuse(`a field of kind ${kind}`);
  }
}

/** Text of a field, no longer than a name is. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes.subarray(0, 512));
