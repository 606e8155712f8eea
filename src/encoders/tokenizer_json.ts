/**
 * What of a tokenizer.json the library does that reads it, and what it passes over in silence (@huggingface/tokenizers 0.2.0): what is not listed here is
 * refused, so that no text becomes other tokens than its model was trained on.
 */
import { SettingsError } from '../core/errors.ts';
import { quote } from '../core/quote.ts';

type Json = Readonly<Record<string, unknown>>;
type Checks = Readonly<Record<string, (part: Json) => string | null>>;

const fine = (): null => null;

const normalizers: Checks = {
  BertNormalizer: fine,
  Precompiled: fine,
  Replace: fine,
  NFC: fine,
  NFD: fine,
  NFKC: fine,
  NFKD: fine,
  Strip: fine,
  StripAccents: fine,
  Lowercase: fine,
  Prepend: fine,
  Sequence: fine,
};

const splits = ({ behavior = 'Isolated', invert = false }: Json): string | null => {
  if (behavior === 'Removed' || (behavior === 'Isolated' && invert === false)) return null;
  return `behavior ${quote(behavior)}${invert === false ? '' : ', inverted'}`;
};

const preTokenizers: Checks = {
  BertPreTokenizer: fine,
  Whitespace: fine,
  WhitespaceSplit: fine,
  Metaspace: ({ split = true, add_prefix_space: prefix = true, prepend_scheme: scheme = null }) =>
    split !== true ? 'split false' : scheme === null && prefix !== true ? 'add_prefix_space false' : null,
  ByteLevel: fine,
  Digits: fine,
  Split: splits,
  Punctuation: ({ behavior = 'Isolated' }) => (behavior === 'Isolated' ? null : `behavior ${quote(behavior)}`),
  Sequence: fine,
};

const postProcessors: Checks = {
  TemplateProcessing: ({ single }) => (isOfOneType(single) ? null : 'tokens of several types in a text'),
  ByteLevel: fine,
  BertProcessing: fine,
  RobertaProcessing: fine,
  Sequence: fine,
};

const models: Checks = {
  WordPiece: fine,
  WordLevel: fine,
  Unigram: fine,
  BPE: ({ dropout = null, continuing_subword_prefix: prefix = null }) =>
    dropout !== null && dropout !== 0
      ? `dropout ${quote(dropout)}`
      : prefix !== null && prefix !== ''
        ? `continuing_subword_prefix ${quote(prefix)}`
        : null,
};

/** Whether all that stands in a template of one text is of type 0, which is what a model is told. */
const isOfOneType = (single: unknown): boolean =>
  Array.isArray(single) &&
  single.every(
    (piece) => isObject(piece) && Object.values(piece).every((one) => isObject(one) && (one.type_id ?? 0) === 0),
  );

/** Parts within parts. */
const DEEPEST = 4;

/** @throws SettingsError naming the first part that is not known, or is set in a way that is not */
export function checkTokenizer(json: Json): void {
  check('normalizer', json.normalizer, normalizers, 'normalizers');
  check('pre_tokenizer', json.pre_tokenizer, preTokenizers, 'pretokenizers');
  check('post_processor', json.post_processor, postProcessors, 'processors');
  if (!isObject(json.model)) throw refused('model', 'it is missing', Object.keys(models));
  check('model', json.model, models, '');
  for (const token of listOf('added_tokens', json.added_tokens ?? [])) {
    if (!isObject(token) || typeof token.content !== 'string' || !isId(token.id)) {
      throw refused('added_tokens', `${quote(token)} is no token`, ['a token with its id and content']);
    }
    if (token.single_word === true) {
      throw refused('added_tokens', `${quote(token.content)} is matched as a single word only`, ['single_word false']);
    }
  }
}

function check(where: string, part: unknown, known: Checks, within: string, depth = 0): void {
  if (part === null || part === undefined) return;
  if (!isObject(part) || depth > DEEPEST) throw refused(where, quote(part), Object.keys(known));
  const type = String(part.type);
  if (!Object.hasOwn(known, type)) throw refused(where, `${quote(part.type)} is not known`, Object.keys(known));
  const odd = known[type](part);
  if (odd !== null) throw refused(where, `${type} with ${odd} is not known`, ['another']);
  if (type !== 'Sequence') return;
  for (const one of listOf(where, part[within])) check(where, one, known, within, depth + 1);
}

const refused = (where: string, what: string, expected: readonly string[]): SettingsError =>
  new SettingsError(
    `encoder: ${where} of tokenizer.json: ${what}, expected ${expected.join(', ')}; take an encoder with another tokenizer`,
  );

export const isId = (id: unknown): id is number =>
  typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < 2 ** 31;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function listOf(where: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw refused(where, `${quote(value)} is no list`, ['a list']);
}
