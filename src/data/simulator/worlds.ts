import { unknownWord } from '../../core/words.ts';
import { bookshopWorld } from './bookshop/bookshop.ts';
import type { World } from './world.ts';
import { intervals } from './worlds/intervals.ts';
import { justPopular } from './worlds/just-popular.ts';
import { longMemory } from './worlds/long-memory.ts';
import { sequels } from './worlds/sequels.ts';
import { twoMoods } from './worlds/two-moods.ts';
import { weeklyHabit } from './worlds/weekly-habit.ts';

/** Every generated dataset, in the order a visitor meets them. */
export const worlds: readonly World[] = [
  bookshopWorld,
  sequels,
  weeklyHabit,
  longMemory,
  twoMoods,
  intervals,
  justPopular,
];

export const worldNames: readonly string[] = worlds.map(({ name }) => name);

/** The world called `name`; SettingsError where there is none. */
export function findWorld(name: string): World {
  const found = worlds.find((world) => world.name === name);
  if (found) return found;
  throw unknownWord('world', name, worldNames);
}
