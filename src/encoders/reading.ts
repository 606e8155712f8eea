/** How an encoder's own files say that texts become vectors: sentence-transformers' modules.json and what it names. */
import { SettingsError } from '../core/errors.ts';
import { quote } from '../core/quote.ts';
import { chosen } from '../core/words.ts';
import type { EncoderFiles } from './files.ts';
import { poolings, type Pooling } from './pooling.ts';

export interface Reading {
  /** Tokens of a text at most, those that begin and end it included; null where nothing says. */
  readonly longest: number | null;
  readonly lowerCase: boolean;
  /** Put before each text. */
  readonly prompt: string;
  /** What is made of the states of the tokens, one behind another; null where no file says. */
  readonly pooling: readonly Pooling[] | null;
  /** Numbers of a state, where the pooling says. */
  readonly width: number | null;
  /** Vectors are made of length 1. */
  readonly unit: boolean;
}

/** @throws SettingsError for a module or a pooling that is not known, or a number that is none */
export function readingOf(files: EncoderFiles): Reading {
  const { modules, pooling, sentences } = files;
  const known = (modules ?? []).map(moduleName);
  const odd = known.find((name) => !['Transformer', 'Pooling', 'Normalize'].includes(name));
  if (odd !== undefined) {
    throw new SettingsError(
      `encoder: modules.json names the module ${quote(odd)}, which is not applied here; expected Transformer, Pooling and Normalize`,
    );
  }
  if (known.includes('Pooling') && pooling === null) {
    throw new SettingsError('encoder: modules.json names a pooling and its file is missing; add 1_Pooling/config.json');
  }
  return {
    longest: longestOf(files),
    lowerCase: sentences?.do_lower_case === true,
    prompt: promptOf(files),
    pooling: pooling === null ? null : poolingOf(pooling),
    width: pooling === null ? null : wholeOf('word_embedding_dimension', pooling.word_embedding_dimension),
    unit: known.includes('Normalize'),
  };
}

/** The last word of the type of a module, whatever package it lies in. */
function moduleName(module: unknown): string {
  const type: unknown = typeof module === 'object' && module !== null && 'type' in module ? module.type : undefined;
  return typeof type === 'string' ? (type.split('.').at(-1) ?? '') : String(type);
}

/** Sizes that tokenizers state where they mean that there is no limit lie far above it. */
const NO_LIMIT = 100_000;

/** As sentence-transformers has it: what it was told, else the least of what the model and its tokenizer know. */
function longestOf({ sentences, config, tokens, tokenizer }: EncoderFiles): number | null {
  const told = wholeOf('max_seq_length', sentences?.max_seq_length);
  if (told !== null) return told;
  const truncation = tokenizer.truncation as { readonly max_length?: unknown } | null | undefined;
  const limits = [
    wholeOf('max_position_embeddings', config?.max_position_embeddings),
    typeof tokens?.model_max_length === 'number' && tokens.model_max_length > NO_LIMIT
      ? null
      : wholeOf('model_max_length', tokens?.model_max_length),
    wholeOf('truncation.max_length', truncation?.max_length),
  ].filter((limit) => limit !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}

function wholeOf(name: string, value: unknown): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= NO_LIMIT) return value;
  throw new SettingsError(`encoder: ${name} is ${quote(value)}, expected a whole number from 1 to ${NO_LIMIT}`);
}

function promptOf({ prompts, pooling }: EncoderFiles): string {
  const name = prompts?.default_prompt_name ?? null;
  if (name === null) return '';
  if (typeof name !== 'string')
    throw new SettingsError(`encoder: its default_prompt_name is ${quote(name)}, expected text or null`);
  const all = prompts?.prompts as Readonly<Record<string, unknown>> | undefined;
  const prompt = all !== undefined && Object.hasOwn(all, name) ? all[name] : undefined;
  if (typeof prompt !== 'string') {
    throw new SettingsError(
      `encoder: its prompt is ${quote(name)}, and config_sentence_transformers.json has none of that name`,
    );
  }
  if (prompt !== '' && pooling?.include_prompt === false) {
    throw new SettingsError(
      'encoder: its pooling leaves the tokens of the prompt out (include_prompt), which is not done here',
    );
  }
  return prompt;
}

/** The poolings that are switched on, in the order in which sentence-transformers puts them together. */
function poolingOf(said: Readonly<Record<string, unknown>>): readonly Pooling[] {
  const on = Object.entries(said)
    .filter(([key, value]) => key.startsWith('pooling_mode_') && value === true)
    .map(([key]) => key.slice('pooling_mode_'.length));
  const named = typeof said.pooling_mode === 'string' ? [said.pooling_mode] : [];
  const found = [...on, ...named].map((name) => name.replace(/_tokens?$/, ''));
  if (found.length === 0) throw new SettingsError('encoder: 1_Pooling/config.json names no pooling');
  for (const name of found) chosen('encoder: pooling', name, poolings);
  return (Object.keys(poolings) as Pooling[]).filter((name) => found.includes(name));
}
