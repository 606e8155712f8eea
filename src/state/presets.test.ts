import { describe, expect, it } from 'vitest';
import { modelNamed } from '../models/catalogue.ts';
import { tokenizers } from '../tokenizers/catalogue.ts';
import { trainingBeside, trainingTable } from '../train/settings.ts';
import type { AnyValues, ModelCard } from '../worker/contract.ts';
import { presetNamed, presetOf, readNames, settingsInForce, settled, tellingSettings, usualOf } from './presets.ts';
import { model } from './slices/model.ts';

const { settings, presets } = modelNamed('sasrec');
const card = { settings, presets } as unknown as ModelCard; // what is read of it
const defaults = usualOf(settings);
const [tiny, large] = ['tiny', 'large'].map((name) => presetNamed(card, name).values);

it('a preset is told by what tells presets apart, not by settings that all of them have', () => {
  expect(tellingSettings(card, { ...defaults, ...tiny })).toEqual({ blocks: 1, heads: 1, width: 32 });
  const hybrid = modelNamed('hybrid') as unknown as ModelCard; // likewise
  expect(tellingSettings(hybrid, { mixers: ['scan'], times: 'none' })).toEqual({ mixers: ['scan'] });
});

describe('the preset of a run', () => {
  it('is the one whose settings it has', () => {
    for (const { name, values } of presets) {
      expect(presetOf(card, { ...defaults, ...values }, name)).toBe(name);
    }
    expect(presetOf(card, { ...defaults, ...tiny }, 'standard')).toBe('tiny');
    expect(presetOf(card, { ...defaults, ...large }, 'tiny')).toBe('large');
  });

  it('is found by what a list holds, whoever made it', () => {
    const hybrid = modelNamed('hybrid') as unknown as ModelCard; // likewise
    const run = structuredClone({ ...usualOf(hybrid.settings), ...presetNamed(hybrid, 'large').values });
    expect(presetOf(hybrid, run, 'standard')).toBe('large');
    expect(presetOf(hybrid, { ...run, mixers: ['scan'] }, 'large')).toBe('standard');
  });

  it('leaves the length to the data where the preset says none, and keeps to the likely one of several', () => {
    expect(presetOf(card, { ...defaults, length: 77 }, 'tiny')).toBe('standard');
    expect(presetOf(card, { ...defaults, length: 100 }, 'long')).toBe('long');
    expect(presetOf(card, { ...defaults, length: 100 }, 'standard')).toBe('standard');
  });

  it('leaves what follows from the number of items to the data, too', () => {
    const tiger = modelNamed('tiger') as unknown as ModelCard; // likewise
    expect(settingsInForce(tiger, 'tiny', { items: 1682 })).toMatchObject({ codebook: 64, width: 32 });
    expect(settingsInForce(tiger, 'tiny', {})).toMatchObject({ codebook: 64 });
    const run = { ...usualOf(tiger.settings), ...presetNamed(tiger, 'tiny').values, codebook: 16 };
    expect(presetOf(tiger, run, null)).toBe('tiny');
  });

  it('is the usual one where a setting was changed by hand, or the likely one is of another model', () => {
    expect(presetOf(card, { ...defaults, width: 48 }, 'tiny')).toBe('standard');
    expect(presetOf(card, { ...defaults, ...tiny }, 'none of these')).toBe('tiny');
  });
});

it('a loss that another model had is not kept for one that cannot have it', () => {
  const settings = { ...trainingTable };
  const models = [modelNamed('sasrec'), modelNamed('rpg')].map((each) => ({
    ...each,
    training: trainingBeside(each),
  })) as unknown as ModelCard[]; // what is read of them
  const choice = { ...model.choice, training: { loss: 'gbce', epochs: 3 } };
  const of = (name: string) => settled({ ...choice, model: name }, { models, training: { settings } }).training;
  expect(of('sasrec')).toEqual({ loss: 'gbce', epochs: 3 });
  expect(of('rpg')).toEqual({ epochs: 3 });
});

it('of what tokenizers read only that of the chosen one is asked', () => {
  const settings = { ...trainingTable, ...trainingBeside(modelNamed('rpg')) };
  const own = new Map([...tokenizers].map(([name, one]) => [name, Object.keys(one.settings)]));
  const ofAny = new Set([...own.values()].flat());
  const asked = (chosen: AnyValues) => readNames(settings, chosen).filter((name) => ofAny.has(name));
  expect(asked({})).toEqual(own.get('product')); // what makes the codes of that model unless somebody says
  for (const [name, names] of own) expect(asked({ tokenizer: name }).sort(), name).toEqual(names.toSorted());
  expect(readNames(settings, {})).toContain('vectors');
});
