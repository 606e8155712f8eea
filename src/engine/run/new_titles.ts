/** Codes of titles that no item of a model has. */
import { SettingsError } from '../../core/errors.ts';
import { Pacer, type Pace } from '../../core/pace.ts';
import { quote } from '../../core/quote.ts';
import { sourceWords } from '../../core/vector_words.ts';
import type { CodesShape } from '../../events/codes.ts';
import { unknownWords } from '../../features/terms.ts';
import { textVector } from '../../features/text_space.ts';
import { models } from '../../models/catalogue.ts';
import { guessesCodes } from '../../models/model.ts';
import { onCpu } from '../../runtime/program.ts';
import { refusal } from '../../snapshot/refusal.ts';
import type { TitleCoder } from '../../snapshot/title_coder.ts';
import { tokenizers } from '../../tokenizers/catalogue.ts';
import { fittedFault } from '../../tokenizers/tokenizer.ts';
import type { AskableModel } from './askable.ts';

/** An item that a model has never seen: what is written on it. */
export interface NewTitle {
  readonly title: string;
  readonly category?: string;
}

/** What a new title comes to. */
export interface CodedTitle {
  readonly codes: Uint16Array<ArrayBuffer>;
  /** Words of the title that stand in none of the model's items. */
  readonly unknown: readonly string[];
}

/** A coder whose tokenizer is known here and can have fitted what it is said to have. @throws SnapshotError */
export function checkedCoder(coder: TitleCoder, shape: CodesShape): TitleCoder {
  const tokenizer = tokenizers.get(coder.tokenizer);
  if (tokenizer === undefined) {
    const known = [...tokenizers.keys()].join(', ');
    throw refusal('SNAP_ARCHITECTURE', 'manifest', `tokenizer ${quote(coder.tokenizer)}, this version reads ${known}`);
  }
  const fault = fittedFault(tokenizer, shape, coder.space.mean.length, coder.fitted);
  if (fault !== null) throw refusal('SNAP_TENSOR_LIST', 'tensors of the tokenizer', fault);
  return coder;
}

/** Why a model cannot code a new title, in words; null where it can. */
export function refusesTitles({ reader, coder, vectors }: AskableModel): string | null {
  if (reader.codes === null) {
    const coded = [...models.values()].filter(guessesCodes).map(({ name }) => name);
    return `The model knows each item by a row of its own, and a new item has none; a model that knows items by codes (${coded.join(', ')}) can place it.`;
  }
  if (reader.guesser === null) {
    return 'The model knows each item by a row of its own beside its codes, and a new item has none; a model that knows items by codes alone can place it.';
  }
  if (coder !== null) return null;
  if (vectors === 'histories') {
    return 'The codes of this model were made of histories, and a new item has none; train one whose codes are made of text (vectors: text).';
  }
  if (vectors?.startsWith('encoder') === true) {
    return `The codes of this model were made of ${sourceWords(vectors)}, which would have to read a new title, and no model holds its encoder; train one whose codes are made of the words themselves (vectors: text).`;
  }
  return 'This model does not say how a title becomes codes: its codes were not made of text, or it was saved before 2026-11-30, or it came in a link, which leaves out what is large. A file of a run whose codes are made of text has it.';
}

/** The codes of new titles, in order. @throws SettingsError where the model cannot code them, or knows nothing of a title; CancelledError */
export async function codedTitles(
  model: AskableModel,
  titles: readonly NewTitle[],
  pace: Pace,
): Promise<readonly CodedTitle[]> {
  const { coder, reader } = model;
  const refused = refusesTitles(model);
  if (refused !== null || coder === null || reader.codes === null)
    throw new SettingsError(`new item: ${refused ?? ''}`);
  const { space, fitted, tokenizer: name } = coder;
  const { slots, size } = reader.codes;
  const width = space.mean.length;
  const values = new Float32Array(titles.length * width);
  for (const [i, { title, category = '' }] of titles.entries()) {
    const vector = textVector(space, title, category);
    if (vector === null) throw new SettingsError(`new item: ${unknownWord(title, category)}`);
    values.set(vector, i * width);
  }
  const codes = await tokenizers.get(name)?.encode({ values, width }, fitted, onCpu, pace);
  if (codes?.length !== titles.length * slots || codes.some((code) => code >= size)) {
    throw new SettingsError('new item: what the file says of its tokenizer makes no codes of the model; open another');
  }
  const pacer = new Pacer('new item', pace);
  const coded: CodedTitle[] = [];
  for (const [i, { title }] of titles.entries()) {
    const unknown = await pacer.through(unknownWords(model.items.titles ?? [], title));
    coded.push({ codes: codes.slice(i * slots, (i + 1) * slots), unknown });
  }
  return coded;
}

const unknownWord = (title: string, category: string): string =>
  title.trim() === '' && category.trim() === ''
    ? 'it has neither a title nor a category; write a title'
    : `no word of ${quote(title)}, nor a piece of one, stands in a title that the codes of the model were made of; use words that its items have`;
