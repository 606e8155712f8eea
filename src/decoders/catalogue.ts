import { SettingsError } from '../core/errors.ts';
import { foundIn } from '../core/found.ts';
import { checked } from '../core/schema.ts';
import { unknownWord } from '../core/words.ts';
import { someOf, usualValues, type AnyValues } from '../parts/settings.ts';
import type { Asked, Decoded, Decoder, Wish } from './decoder.ts';

const modules = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts', '!./catalogue.ts'], {
  eager: true,
});

/** Every decoder, by name, the exact one first. A new one is found by its file. */
export const decoders: ReadonlyMap<string, Decoder> = new Map(
  [...foundIn<Decoder>(modules, (value) => 'list' in value && 'needs' in value)].sort(
    ([, a], [, b]) => Number(b.needs === 'scores') - Number(a.needs === 'scores'),
  ),
);

/** A decoder by its name, and what is set of it. */
export interface ChosenDecoder {
  readonly name: string;
  readonly values: AnyValues;
}

/** @throws SettingsError for a decoder or a setting that there is not, and where items are not known by codes */
export function decode({ name, values }: ChosenDecoder, asked: Asked, wish: Wish): Generator<void, Decoded> {
  const decoder = decoders.get(name);
  if (decoder === undefined) throw unknownWord('decoder', name, decoders.keys());
  const set = { ...usualValues(decoder.settings), ...checked(someOf(decoder.settings), values, name) };
  if (decoder.needs === 'scores') return decoder.list(asked, wish, set);
  const { guesser } = asked;
  if (guesser === null) {
    const fitting = [...decoders.values()].filter(({ needs }) => needs === 'scores').map((each) => each.name);
    throw new SettingsError(
      `decoder: '${name}' chooses codes, and this model knows items by rows of their own, expected ${fitting.join(' or ')}`,
    );
  }
  return decoder.list({ ...asked, guesser }, wish, set);
}
