import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { alikeWords } from '../core/code_use.ts';
import { counted } from '../core/counted.ts';
import type { GivenCodesCard, Id, RecipeInput } from '../engine/api.ts';
import type { Call } from './command.ts';
import { UsageError } from './usage_error.ts';

/** Gives a dataset the codes that --ids names; null where it names none. @throws UsageError, SettingsError */
export async function giveCodes({ engine, arguments: given }: Call, dataset: Id): Promise<GivenCodesCard | null> {
  const path = given.text('ids');
  if (path === undefined) return null;
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--ids: ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  return engine.giveCodes(dataset, { name: basename(path), text });
}

/** @throws UsageError where a run would not take the codes that --ids names */
export async function checkTaken({ engine }: Call, input: RecipeInput): Promise<void> {
  const { recipe } = await engine.completed(input);
  if (recipe.dataset.codes !== undefined) return;
  throw new UsageError(
    recipe.training.tokenizer === undefined
      ? `--ids: ${recipe.model} knows items as such and reads no codes; choose a model that knows items by codes, or leave it out`
      : `--ids names codes, and --set tokenizer=${recipe.training.tokenizer} makes others; leave one of them out`,
  );
}

/** What a file of codes says of a dataset, as a line. */
export function givenText({ name, items, slots, size, elsewhere, alike }: GivenCodesCard): string {
  const others = elsewhere === 0 ? '' : ` It has ${counted(elsewhere, 'item')} more, which the data has not.`;
  return `${name}: ${counted(slots, 'code')} of ${counted(items, 'item')}, each one of ${size}: ${alikeWords(alike, items)}.${others}`;
}
