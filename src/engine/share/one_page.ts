import { SettingsError } from '../../core/errors.ts';
import type { OnePageExport } from './messages.ts';

/** Bytes of the largest model that goes into a page: a browser reads all of it before it shows anything. */
export const MOST_BYTES = 64 * 2 ** 20;
/** Bytes that become base64 at once; three of them are four letters. */
const PIECE = 3 * 2 ** 12;
const MODEL = '{model}';

/** A page with the file of a model in it. @throws SettingsError for one that is too large */
export async function onePageOf(model: Uint8Array<ArrayBuffer>): Promise<OnePageExport> {
  if (model.length > MOST_BYTES)
    throw new SettingsError(
      `onePage: the model's file has ${model.length} bytes, expected at most ${MOST_BYTES}; take weights as int8, leave the titles out, or share the file`,
    );
  const { default: page } = await import('virtual:one-page');
  const at = page.indexOf(MODEL);
  const encoder = new TextEncoder();
  const [before, behind] = [encoder.encode(page.slice(0, at)), encoder.encode(page.slice(at + MODEL.length))];
  const html = new Uint8Array(before.length + 4 * Math.ceil(model.length / 3) + behind.length);
  html.set(before);
  for (let from = 0; from < model.length; from += PIECE) {
    const letters = btoa(String.fromCharCode(...model.subarray(from, from + PIECE)));
    encoder.encodeInto(letters, html.subarray(before.length + (from / 3) * 4));
  }
  html.set(behind, html.length - behind.length);
  return { html, modelBytes: model.length };
}
