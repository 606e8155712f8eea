import { foundIn } from '../core/found.ts';
import type { Settings } from '../parts/settings.ts';
import type { Mixer } from './mixer.ts';

const modules = import.meta.glob<Record<string, unknown>>(
  ['./*.ts', './*/*.ts', '!./**/*.test.ts', '!./catalogue.ts'],
  {
    eager: true,
  },
);

/** Every mixer, by name. A new mixer is found by its file. */
export const mixers: ReadonlyMap<string, Mixer> = foundIn(modules, (value) => 'mix' in value && 'settings' in value);

const all: Settings = Object.assign({}, ...[...mixers.values()].map(({ settings }) => settings)) as Settings;

/** What may be set of any of them, for a model that lists its `mixers`; with which of them each is read. */
export const mixerSettings: Settings = Object.fromEntries(
  Object.entries(all).map(([name, setting]) => {
    const words = [...mixers.values()].filter(({ settings }) => name in settings).map((each) => each.name);
    return [name, { ...setting, readWith: { setting: 'mixers', words } }];
  }),
);
