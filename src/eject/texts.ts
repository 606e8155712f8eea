/** The PyTorch text of each part, found by its file beside the part: `<name>.torch.py`, words of a name with `_` between them. */
import { SettingsError } from '../core/errors.ts';
import type { SplitRule } from '../data/split.ts';
import type { Model } from '../models/model.ts';
import type { AnyValues } from '../parts/settings.ts';

type Texts = ReadonlyMap<string, string>;

/** Texts by the name of their part. */
const named = (found: Readonly<Record<string, string>>): Texts =>
  new Map(Object.entries(found).map(([path, text]) => [nameOf(path), text]));

const nameOf = (path: string): string =>
  path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/(\.torch)?\.py$/, '')
    .replaceAll('_', '-');

export const modelTexts = named(
  import.meta.glob<string>('../models/*/*.torch.py', { query: '?raw', import: 'default', eager: true }),
);
const lossTexts = named(
  import.meta.glob<string>('../losses/*.torch.py', { query: '?raw', import: 'default', eager: true }),
);
const objectiveTexts = named(
  import.meta.glob<string>('../objectives/*.torch.py', { query: '?raw', import: 'default', eager: true }),
);
const sharedTexts = named(
  import.meta.glob<string>(['../nn/*.torch.py', './python/*.py'], { query: '?raw', import: 'default', eager: true }),
);

/** What models have in common. */
export const layersText = found(sharedTexts, 'file', 'layers');

/** The parts of a run, by name. */
export interface Parts {
  readonly model: Pick<Model, 'name' | 'title' | 'settings'>;
  readonly config: AnyValues;
  readonly training: { readonly loss: string };
  readonly objective: string;
  readonly protocol: { readonly split: SplitRule };
}

/**
 * The Python files of a project, by their names: what every project has, and the texts of its parts.
 *
 * @throws SettingsError for a part, a setting or a word of one that has no PyTorch text
 */
export function pythonFiles({ model, config, training: { loss }, objective, protocol: { split } }: Parts): Texts {
  const text = found(modelTexts, 'model', model.name);
  checkSettings(model, config, [text, ...sharedTexts.values()].join('\n'));
  if (!found(sharedTexts, 'file', 'data').includes(`"${split}": `)) {
    throw new SettingsError(
      `project: the split ${split} has no Python text yet; train with another split, or share the model`,
    );
  }
  return new Map([
    ['model.py', text],
    ...[...sharedTexts].map(([name, shared]) => [`${name}.py`, shared] as const),
    ['loss.py', found(lossTexts, 'loss', loss)],
    ['objective.py', found(objectiveTexts, 'objective', objective)],
  ]);
}

function found(texts: Texts, what: string, name: string): string {
  const text = texts.get(name);
  if (text !== undefined) return text;
  throw new SettingsError(
    `project: the ${what} '${name}' has no PyTorch text, expected one of ${[...texts.keys()].sort().join(', ')}`,
  );
}

/** Texts read a setting as `c.<name>` and name the words that they know, so that one which they do not read is not passed over. */
function checkSettings({ title, settings }: Parts['model'], config: AnyValues, text: string): void {
  for (const name of Object.keys(settings)) {
    const value = config[name];
    const words = typeof value === 'number' ? [] : [value].flat();
    const missing = words.find((word) => !text.includes(`"${word}"`));
    if (new RegExp(`\\bc(onfig)?\\.${name}\\b`).test(text) && missing === undefined) continue;
    const what = missing === undefined ? `setting '${name}'` : `${name} '${missing}'`;
    throw new SettingsError(
      `project: ${title} with ${what} has no PyTorch text yet; train it without, or share the model`,
    );
  }
}
