import { SettingsError } from '../../core/errors.ts';
import { bookshopWorld } from './bookshop/bookshop.ts';
import type { World } from './world.ts';
import { justPopular } from './worlds/just-popular.ts';
import { longMemory } from './worlds/long-memory.ts';
import { sequels } from './worlds/sequels.ts';
import { twoMoods } from './worlds/two-moods.ts';
import { weeklyHabit } from './worlds/weekly-habit.ts';

/** Every generated dataset, in the order a visitor meets them. */
export const worlds: readonly World[] = [bookshopWorld, sequels, weeklyHabit, longMemory, twoMoods, justPopular];

/** The world called `name`; SettingsError where there is none. */
export function findWorld(name: string): World {
  const found = worlds.find((world) => world.name === name);
  if (found) return found;
  const names = worlds.map((world) => world.name).join(', ');
  throw new SettingsError(`world: there is no "${name}"; choose one of ${names}`);
}
