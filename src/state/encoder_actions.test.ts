import { expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../core/errors.ts';
import { recipeOf } from './run_data.ts';
import { page, summary } from '../testing/page.ts';
import type { BringOptions, EncodedItems, EncoderCard, ModelCard } from '../worker/contract.ts';

const card: EncoderCard = {
  ...{ encoder: 'e'.repeat(64), name: 'tiny', bytes: 20, opset: 17, pooling: ['mean'], unit: true },
  ...{ longest: 12, lowerCase: false, prompt: '', kept: true },
};

const made: EncodedItems = {
  ...{ encoder: card.encoder, vectors: 'encoder:ee', items: 3, width: 4, provider: 'wasm', comparison: null },
  ...{ opset: 17, cut: 0, silent: 0, known: false, seconds: 1 },
};

it('takes the files of an encoder, lists what is here, and says where it is not kept', async () => {
  const reasons = [null, 'the disk is full'];
  const { store, actions } = page({
    bringEncoder: () => Promise.resolve({ ...card, kept: false, reason: reasons.shift() ?? null }),
    encoders: () => Promise.resolve([card]),
  });
  await actions.encoders.bring([]);
  expect(store.getState()).toMatchObject({ encoders: [card], bringing: null, encoderFailure: null });
  await actions.encoders.bring([]);
  expect(store.getState().encoderFailure).toBe(
    'tiny is here until the page is closed, and is not kept: the disk is full',
  );
});

it('fetches an encoder, which must be what its SHA-256 names, and stops when asked', async () => {
  const brought: (BringOptions | undefined)[] = [];
  const files = [{ name: 'model.onnx', blob: new Blob() }];
  const signals: AbortSignal[] = [];
  const { store, actions } = page(
    {
      bringEncoder: (_, options) => {
        brought.push(options);
        return Promise.reject(new SettingsError('encoder: it is not what was named'));
      },
    },
    {
      fetchEncoder: (address, progress, signal) => {
        signals.push(signal);
        progress({ file: 'model.onnx', host: 'hub.example', bytes: 1, total: 2 });
        expect(store.getState().bringing).toMatchObject({ bytes: 1 });
        if (address.endsWith('/other')) {
          actions.encoders.cancelFetch();
          return Promise.reject(new CancelledError('stopped'));
        }
        return Promise.resolve({ name: 'hub', files });
      },
    },
  );
  await actions.encoders.fetch('https://hub.example/tiny', 'abc');
  expect(brought).toEqual([{ name: 'hub', sha256: 'abc' }]);
  expect(store.getState()).toMatchObject({ bringing: null, encoderFailure: 'encoder: it is not what was named' });
  await actions.encoders.fetch('https://hub.example/other', 'abc');
  expect(signals[1].aborted).toBe(true);
  expect([brought.length, store.getState().encoderFailure]).toEqual([1, 'It was cancelled.']);
});

it('reads the titles once at a time, says how far it is, and makes codes and runs of what comes out', async () => {
  const told: ((read: number, of: number) => void)[] = [];
  let answer: (made: EncodedItems) => void = () => undefined;
  const asked: unknown[] = [];
  const { store, actions } = page({
    tokenize: (_, options) => {
      asked.push(options?.settings);
      return Promise.reject(new SettingsError('not here'));
    },
    encode: (_, __, progress) => {
      if (progress !== undefined) told.push(progress);
      return new Promise((resolve) => (answer = resolve));
    },
  });
  await actions.encoders.encode(card.encoder); // nothing is open
  store.setState({ dataset: summary('shop'), codeSettings: { codes: 2 } });
  const reading = actions.encoders.encode(card.encoder);
  await actions.encoders.encode(card.encoder);
  expect(told).toHaveLength(1);
  told[0](1, 3);
  expect(store.getState().encoding).toMatchObject({ read: 1, of: 3 });
  answer(made);
  await reading;
  told[0](3, 3); // heard late
  expect(store.getState()).toMatchObject({
    ...{ encoding: null, encoded: { dataset: { id: 'shop' }, width: 4 } },
  });
  const ofRun = () => recipeOf('shop', store.getState().choice, store.getState()).training;
  expect(ofRun()).toEqual({}); // no model that knows items by codes is chosen
  store.setState({
    models: [
      { name: 'sasrec', training: { vectors: { usual: 'any', options: {}, help: '' } } } as unknown as ModelCard,
    ],
  });
  expect(ofRun()).toEqual({ vectors: 'encoder:ee' });
  await actions.codes.make();
  expect(asked.at(-1)).toEqual({ codes: 2, vectors: 'encoder:ee' });
  actions.codes.set({ vectors: 'histories' }); // somebody says it
  await actions.codes.make();
  expect(asked.at(-1)).toEqual({ vectors: 'histories' });
  actions.encoders.use(false);
  expect(ofRun()).toEqual({});
  actions.encoders.use(true);
  store.setState({ dataset: summary('other') });
  expect(ofRun()).toEqual({});
});

it('says why titles were not read or an encoder not removed', async () => {
  const { store, actions } = page({
    encode: () => Promise.reject(new SettingsError('encoder: no titles')),
    forgetEncoder: () => Promise.reject(new SettingsError('the file is in use')),
    encoders: () => Promise.resolve([card]),
  });
  store.setState({ dataset: summary('shop') });
  await actions.encoders.encode(card.encoder);
  expect(store.getState()).toMatchObject({ encoding: null, encoded: null, encoderFailure: 'encoder: no titles' });
  await actions.encoders.forget(card.encoder);
  expect(store.getState()).toMatchObject({ encoders: [card], encoderFailure: 'the file is in use' });
});
