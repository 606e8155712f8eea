import { foundIn } from '../../core/found.ts';
import { unknownWord } from '../../core/words.ts';
import type { World } from './world.ts';

const modules = import.meta.glob<Record<string, unknown>>(['./worlds/*.ts', './bookshop/bookshop.ts'], { eager: true });

/** Every generated dataset, in the order a visitor meets them. A new one is found by its file. */
export const worlds: readonly World[] = [
  ...foundIn<World>(modules, (value) => 'make' in value && 'sentence' in value).values(),
].sort((a, b) => a.order - b.order);

export const worldNames: readonly string[] = worlds.map(({ name }) => name);

/** The world called `name`; SettingsError where there is none. */
export function findWorld(name: string): World {
  const found = worlds.find((world) => world.name === name);
  if (found) return found;
  throw unknownWord('world', name, worldNames);
}
