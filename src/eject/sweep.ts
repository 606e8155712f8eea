import type { Value } from '../core/value.ts';
import type { Ejected } from './ejected.ts';
import { saidOf, type ProjectFile } from './project.ts';
import tune from './ray/tune.py?raw';
import { pythonFiles } from './texts.ts';

type Told = ReturnType<typeof trialOf>;

/** What `tune.py` reads of a run: its settings, and the Python files that differ from those of the project. @throws SettingsError for what has no PyTorch text */
export function trialOf(project: Ejected, run: Ejected, values: Readonly<Record<string, Value>>) {
  const usual = pythonFiles(project);
  const others = [...pythonFiles(run)].filter(([name, text]) => usual.get(name) !== text);
  return { values, run: saidOf(run), files: Object.fromEntries(others) };
}

/** What a project has that is a sweep. */
export const sweepFiles = (trials: readonly Told[]): readonly ProjectFile[] => [
  { path: 'tune.py', bytes: bytesOf(tune) },
  { path: 'sweep.json', bytes: bytesOf(`${JSON.stringify({ trials }, null, 1)}\n`) },
];

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
