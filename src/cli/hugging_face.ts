import { counted } from '../core/counted.ts';
import type { Engine, Id, RepositoryOptions } from '../engine/api.ts';
import type { Arguments, OptionTable } from './options.ts';
import { checkNewFolder, writeFolder } from './output_folder.ts';
import type { Progress } from './progress.ts';
import { UsageError } from './usage_error.ts';

export const huggingFaceOptions: OptionTable = {
  'hugging-face': {
    value: 'OUT',
    help: 'a folder as the Hugging Face hub has them, new or a .zip: weights, config.json, card',
  },
  'data-licence': { value: 'TEXT', help: 'with --hugging-face: what the card says of the licence of the data' },
};

/** Where the folder goes; undefined where none is asked for. @throws UsageError */
export function huggingFaceOut(given: Arguments, others: readonly string[]): string | undefined {
  const out = given.text('hugging-face');
  if (out !== undefined) checkNewFolder('hugging-face', out, others);
  else if (given.has('data-licence')) throw new UsageError('--data-licence needs --hugging-face OUT');
  return out;
}

/** Writes the folder of a run, and answers with a line that says so. */
export async function writeHuggingFace(
  {
    engine,
    arguments: given,
    progress,
  }: { readonly engine: Engine; readonly arguments: Arguments; readonly progress: Progress },
  run: Id,
  out: string,
  options: RepositoryOptions,
): Promise<string> {
  const dataLicence = given.text('data-licence');
  const asked = { ...options, ...(dataLicence === undefined ? {} : { dataLicence }) };
  const { zip, files } = await engine.repository(run, asked, (done) =>
    progress.update(`packing the folder: ${Math.round(100 * done)} %`),
  );
  progress.clear();
  await writeFolder(zip, out);
  const sizes = files.map(({ path, bytes }) => `${path} (${counted(bytes, 'byte')})`).join(', ');
  return `Written to ${out}: ${sizes}. README.md has no interactions; read it before you publish it.`;
}
