import { foundIn } from '../core/found.ts';
import type { Settings } from '../parts/settings.ts';
import type { Loss } from './loss.ts';

const modules = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts', '!./catalogue.ts'], {
  eager: true,
});

/** Every loss, by name. A new loss is found by its file. */
export const losses: ReadonlyMap<string, Loss> = foundIn(modules, (value) => 'over' in value && 'settings' in value);

/** What may be set of any of them. */
export const lossSettings: Settings = Object.assign(
  {},
  ...[...losses.values()].map(({ settings }) => settings),
) as Settings;
