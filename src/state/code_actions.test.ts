import { expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../core/errors.ts';
import { page, summary } from '../testing/page.ts';
import type { AdapterReport, Tokenized } from '../worker/contract.ts';

const made: Tokenized = {
  ...{
    tokenizer: 'any',
    settings: { codes: 2 },
    seed: 1,
    split: 'leave-one-out',
    width: 4,
    alike: { items: 0, most: 1, collisions: 0 },
    seconds: 1,
    explained: 1,
  },
  levels: [1, 2].map((level) => ({ used: 2, entropy: 0.6, explained: level / 2 })),
  items: [{ id: 'a', title: 'A, first', codes: [1, 0] }],
  adapter: {} as AdapterReport, // nobody looks at it here
};

it('makes codes for the open data one at a time, says how far it is, and saves what came out', async () => {
  const told: ((done: number) => void)[] = [];
  let answer: (made: Tokenized) => void = () => undefined;
  const { store, actions, saved } = page({
    tokenize: (_, __, progress) => {
      if (progress !== undefined) told.push(progress);
      return new Promise((resolve) => (answer = resolve));
    },
  });
  await actions.codes.make(); // nothing is open
  store.setState({ dataset: summary('shop') });
  const making = actions.codes.make();
  await actions.codes.make();
  expect(told).toHaveLength(1);
  told[0](0.5);
  expect(store.getState().makingCodes).toBe(0.5);
  answer(made);
  await making;
  told[0](1); // heard late
  expect(store.getState()).toMatchObject({ makingCodes: null, codesMade: { dataset: 'shop', alike: { items: 0 } } });
  expect(store.getState().codesMade).not.toHaveProperty('items');
  actions.codes.save();
  expect(saved).toEqual(['shop-codes.csv: id,title,code 1,code 2\r\na,"A, first",1,0\r\n']);
});

it('says why codes were not made, and can make them again', async () => {
  const errors = [new CancelledError('stopped'), new SettingsError('tokenize: 9 codes for 3 items')];
  const { store, actions } = page({ tokenize: () => Promise.reject(errors.shift() ?? new Error('no more')) });
  store.setState({ dataset: summary('shop') });
  await actions.codes.make();
  expect(store.getState().codesFailure).toBe('It was cancelled.');
  await actions.codes.make();
  expect(store.getState()).toMatchObject({ makingCodes: null, codesFailure: 'tokenize: 9 codes for 3 items' });
});

it('gives the open data codes of a file, keeps what it had where they are refused, and takes them back', async () => {
  const card = {
    name: 'ids.json',
    items: 3,
    slots: 2,
    size: 8,
    elsewhere: 1,
    alike: { items: 0, most: 1, collisions: 0 },
  };
  const given: unknown[] = [];
  const { store, actions } = page({
    giveCodes: (dataset, file) => {
      given.push([dataset, file]);
      return file.text === ''
        ? Promise.reject(new SettingsError('codes of ids.json: it is no JSON'))
        : Promise.resolve(card);
    },
    takeBackCodes: (dataset) => Promise.resolve(void given.push(dataset)),
  });
  const dataset = summary('shop');
  await actions.codes.give(new File(['{}'], 'ids.json')); // nothing is open
  await actions.codes.takeBack();
  store.setState({ dataset });
  await actions.codes.give(new File(['{}'], 'ids.json'));
  await actions.codes.give(new File([''], 'ids.json'));
  expect(store.getState()).toMatchObject({
    codesGiven: { ...card, dataset },
    givenFailure: 'codes of ids.json: it is no JSON',
  });
  await actions.codes.takeBack();
  expect(given).toEqual([['shop', { name: 'ids.json', text: '{}' }], ['shop', { name: 'ids.json', text: '' }], 'shop']);
  expect(store.getState()).toMatchObject({ codesGiven: null, givenFailure: null });
});
