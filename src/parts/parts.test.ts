import { describe, expect, it } from 'vitest';
import { checked } from '../core/schema.ts';
import { losses } from '../losses/catalogue.ts';
import { mixers } from '../mixers/catalogue.ts';
import { models } from '../models/catalogue.ts';
import { objectives } from '../objectives/catalogue.ts';
import { tokenizers } from '../tokenizers/catalogue.ts';
import type { Part } from './part.ts';
import { allOf, isNumber, usualValues } from './settings.ts';

const kinds: Readonly<Record<string, Iterable<Part>>> = {
  model: models.values(),
  mixer: mixers.values(),
  objective: objectives.values(),
  loss: losses.values(),
  tokenizer: tokenizers.values(),
};
const parts = Object.entries(kinds).flatMap(([kind, all]) => [...all].map((part) => [kind, part.name, part] as const));

// What holds for every part that there is: nobody edits this file for a new one of these kinds.
describe.each(parts)('the %s %s', (_kind, _name, part) => {
  it('says what it is, for people, and where it is from', () => {
    expect(part.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(part.title.trim()).not.toBe('');
    expect(part.says.length).toBeGreaterThan(20);
    expect(part.says).not.toMatch(/\n|!| {2}|^\s|\s$/);
    expect(part.source.length).toBeGreaterThan(10);
  });

  it('has settings that are what they usually are, explained in one line', () => {
    const { settings } = part;
    const usual = usualValues(settings);
    expect(checked(allOf(settings), usual, part.name)).toEqual(usual);
    for (const [name, setting] of Object.entries(settings)) {
      const { formerly = setting.usual } = setting;
      expect(checked(allOf(settings), { ...usual, [name]: formerly }, part.name)).toMatchObject({ [name]: formerly });
      expect(setting.help, name).toMatch(/^[A-Z].*[^.]$/);
      if (!isNumber(setting)) for (const meaning of Object.values(setting.options)) expect(meaning.trim()).not.toBe('');
      if (isNumber(setting) && setting.raised !== undefined) expect(setting.raised, name).toMatch(/^Raised: .*\.$/);
    }
  });
});
