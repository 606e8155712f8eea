/**
 * What of a tokenizer.json the library does that reads it, and what it passes over in silence (@huggingface/tokenizers 0.2.0): what is not listed here is
 * refused, so that no text becomes other tokens than its model was trained on.
 */
import { SettingsError } from '../core/errors.ts';
import { quote } from '../core/quote.ts';

type Json = Readonly<Record<string, unknown>>;
/** What is odd of a part of a tokenizer with this model; null where nothing is. */
type Checks = Readonly<Record<string, (part: Json, model: Json) => string | null>>;

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

/** Metaspace is never split at its marks, which is the same wherever no piece of the vocabulary could reach over one. */
function metaspace(part: Json, { type, vocab }: Json): string | null {
  const {
    replacement: mark = '▁',
    split = true,
    add_prefix_space: prefix = true,
    prepend_scheme: scheme = null,
  } = part;
  if (scheme === null && prefix !== true) return 'add_prefix_space false';
  if (typeof mark !== 'string' || mark.length !== 1) return `replacement ${quote(mark)}`;
  if (split === false) return null;
  if (type !== 'Unigram' && type !== 'BPE') return `split true before ${quote(type)}`;
  const over = piecesOf(vocab).find((piece) => piece.lastIndexOf(mark) > 0);
  return over === undefined ? null : `split true and the piece ${quote(over)}`;
}

/** Pieces of the vocabulary of Unigram, a list of them with their scores, or of BPE. */
const piecesOf = (vocab: unknown): readonly string[] =>
  Array.isArray(vocab)
    ? vocab.flatMap((entry: unknown) => (Array.isArray(entry) && typeof entry[0] === 'string' ? [entry[0]] : []))
    : Object.keys(isObject(vocab) ? vocab : {});

const preTokenizers: Checks = {
  BertPreTokenizer: fine,
  Whitespace: fine,
  WhitespaceSplit: fine,
  Metaspace: metaspace,
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
  const { model } = json;
  if (!isObject(model)) throw refused('model', 'it is missing', Object.keys(models));
  check('model', model, model, models, '');
  check('normalizer', json.normalizer, model, normalizers, 'normalizers');
  check('pre_tokenizer', json.pre_tokenizer, model, preTokenizers, 'pretokenizers');
  check('post_processor', json.post_processor, model, postProcessors, 'processors');
  for (const token of listOf('added_tokens', json.added_tokens ?? [])) {
    if (!isObject(token) || typeof token.content !== 'string' || !isId(token.id)) {
      throw refused('added_tokens', `${quote(token)} is no token`, ['a token with its id and content']);
    }
    if (token.single_word === true) {
      throw refused('added_tokens', `${quote(token.content)} is matched as a single word only`, ['single_word false']);
    }
  }
}

function check(where: string, part: unknown, model: Json, known: Checks, within: string, depth = 0): void {
  if (part === null || part === undefined) return;
  if (!isObject(part) || depth > DEEPEST) throw refused(where, quote(part), Object.keys(known));
  const type = String(part.type);
  if (!Object.hasOwn(known, type)) throw refused(where, `${quote(part.type)} is not known`, Object.keys(known));
  const odd = known[type](part, model);
  if (odd !== null) throw refused(where, `${type} with ${odd} is not known`, ['another']);
  if (type !== 'Sequence') return;
  for (const one of listOf(where, part[within])) check(where, one, model, known, within, depth + 1);
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
