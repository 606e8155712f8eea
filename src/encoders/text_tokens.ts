import { Tokenizer } from '@huggingface/tokenizers';
import { SettingsError } from '../core/errors.ts';
import { quote } from '../core/quote.ts';
import type { EncoderFiles } from './files.ts';
import type { Reading } from './reading.ts';
import { checkTokenizer, isId } from './tokenizer_json.ts';

/** A text in the tokens of an encoder. */
export interface TextTokens {
  readonly ids: readonly number[];
  /** It was longer than the encoder reads. */
  readonly cut: boolean;
}

/** Characters of a text that are looked at: no encoder reads as many, and some patterns take long for them. */
const MOST_CHARACTERS = 20_000;

/**
 * Texts to ids of tokens, with those that begin and end a text. Texts are cut here, and words that nobody knows get their id here: the library does neither
 * in every case and says nothing. No text is ever padded: those of one length are read together.
 *
 * @throws SettingsError for a tokenizer.json that is not wholly understood
 */
export function tokensOf(
  { tokenizer: json, tokens: config }: EncoderFiles,
  reading: Reading,
): (text: string) => TextTokens {
  checkTokenizer(json);
  const tokenizer = opened(json, config);
  const unknown = unknownId(json, tokenizer);
  const idsOf = (text: string, special: boolean): number[] =>
    tokenizer.encode(text, { add_special_tokens: special }).ids.map((id: number | undefined, at) => {
      const known = id ?? unknown;
      if (isId(known)) return known;
      throw new SettingsError(
        `encoder: token ${at} of ${quote(text)} has no id, and tokenizer.json names no token for unknown words`,
      );
    });
  const [first, last] = ends(idsOf);
  const room = (reading.longest ?? Infinity) - first.length - last.length;
  if (room < 1)
    throw new SettingsError(`encoder: texts of ${reading.longest ?? 0} tokens at most leave no room for any word`);
  const left = isLeft(json);
  return (text) => {
    const whole = `${reading.prompt}${text}`.slice(0, MOST_CHARACTERS);
    const ids = idsOf(reading.lowerCase ? whole.toLowerCase() : whole, false);
    const kept = ids.length <= room ? ids : left ? ids.slice(ids.length - room) : ids.slice(0, room);
    return { ids: [...first, ...kept, ...last], cut: kept.length < ids.length || whole.length === MOST_CHARACTERS };
  };
}

/** Only what the fast tokenizers go by is handed on: the file itself, and the words for unknown and end. */
function opened(json: EncoderFiles['tokenizer'], config: EncoderFiles['tokens']): Tokenizer {
  const whole = {
    normalizer: null,
    pre_tokenizer: null,
    post_processor: null,
    decoder: null,
    added_tokens: [],
    ...json,
  };
  const model = json.model as { readonly unk_token?: unknown };
  const word = (value: unknown): string | undefined =>
    typeof value === 'string' ? value : (value as { readonly content?: string } | null | undefined)?.content;
  try {
    return new Tokenizer(whole, { unk_token: word(model.unk_token), eos_token: word(config?.eos_token) });
  } catch (error) {
    throw new SettingsError(
      `encoder: tokenizer.json cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function unknownId(json: EncoderFiles['tokenizer'], tokenizer: Tokenizer): number | undefined {
  const { unk_token: word, unk_id: id } = json.model as { readonly unk_token?: unknown; readonly unk_id?: unknown };
  if (typeof word === 'string') return tokenizer.token_to_id(word);
  return isId(id) ? id : undefined;
}

/** What stands before and behind the tokens of any text. */
function ends(idsOf: (text: string, special: boolean) => readonly number[]): [readonly number[], readonly number[]] {
  const [bare, whole] = [idsOf('a', false), idsOf('a', true)];
  for (let at = 0; at + bare.length <= whole.length; at++) {
    if (bare.every((id, i) => whole[at + i] === id)) return [whole.slice(0, at), whole.slice(at + bare.length)];
  }
  throw new SettingsError(
    'encoder: post_processor of tokenizer.json changes the tokens of a text; take an encoder with another tokenizer',
  );
}

const isLeft = ({ truncation }: EncoderFiles['tokenizer']): boolean =>
  typeof truncation === 'object' && truncation !== null && 'direction' in truncation && truncation.direction === 'Left';
