import { unknownWord } from '../../core/words.ts';
import type { Catalogue } from '../../data/dataset.ts';
import type { Baseline } from './baseline.ts';

const files = import.meta.glob<Baseline>('./*.baseline.ts', { eager: true, import: 'baseline' });

/** Every baseline of this folder, the simplest first. */
export const baselines: readonly Baseline[] = Object.values(files).sort((a, b) => a.order - b.order);

/** Those that there are for a catalogue: what reads text needs some. */
export const baselinesOf = ({ titles, categories }: Catalogue): readonly Baseline[] =>
  baselines.filter(({ readsText = false }) => !readsText || titles !== null || categories !== null);

/** The baseline called `name`; a hyphen counts as an underscore. Throws SettingsError. */
export function baselineNamed(name: string): Baseline {
  const found = baselines.find((baseline) => baseline.name === name.replaceAll('-', '_'));
  if (found) return found;
  throw unknownWord(
    'baseline',
    name,
    baselines.map((baseline) => baseline.name),
  );
}
