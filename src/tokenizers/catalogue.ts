import { foundIn } from '../core/found.ts';
import { chosen } from '../core/words.ts';
import type { Settings } from '../parts/settings.ts';
import type { Tokenizer } from './tokenizer.ts';

const modules = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts', '!./catalogue.ts'], {
  eager: true,
});

/** Every tokenizer, by name. A new one is found by its file. */
export const tokenizers: ReadonlyMap<string, Tokenizer> = foundIn(
  modules,
  (value) => 'fit' in value && 'encode' in value,
);

/** @throws SettingsError */
export const tokenizerNamed = (name: string): Tokenizer => chosen('tokenizer', name, Object.fromEntries(tokenizers));

/** What may be set of any of them. */
export const tokenizerSettings: Settings = Object.assign(
  {},
  ...[...tokenizers.values()].map(({ settings }) => settings),
) as Settings;
