import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { holdsModel, modelFileIn } from './model_archive.ts';

const model = Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 0, 123, 125);
const zip = (files: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> => Uint8Array.from(zipSync(files));
const held = (bytes: Uint8Array<ArrayBuffer>): Promise<boolean> => holdsModel(new Blob([bytes]));

it('gives a model file as it is, and the one that an archive holds', async () => {
  const folder = zip({
    'mine/README.md': new Uint8Array(5),
    'mine/model.safetensors': model,
    '__MACOSX/mine/._model.safetensors': new Uint8Array(9),
  });
  expect(await modelFileIn(Uint8Array.from(model))).toEqual(model);
  expect(await modelFileIn(folder)).toEqual(model);
  expect(await held(folder)).toBe(true);
});

it('leaves archives of tables to their import', async () => {
  expect(await held(zip({ 'ratings.csv': new Uint8Array(3) }))).toBe(false);
  expect(await held(Uint8Array.from(new TextEncoder().encode('user,item\n')))).toBe(false);
  expect(await held(Uint8Array.of(0x50, 0x4b, 3, 4, 0))).toBe(false);
});

it.each([
  [
    'two models',
    zip({ 'a.safetensors': model, 'b.safetensors': model }),
    /^SNAP_ARCHIVE: .*"a.safetensors", "b.safetensors"/,
  ],
  ['none', zip({ 'a.csv': model }), /^SNAP_ARCHIVE: archive: no \.safetensors/],
  ['an end that is cut off', zip({ 'a.safetensors': model }).slice(0, 60), /^SNAP_ARCHIVE: /],
  [
    'the pickle of torch.save',
    zip({ 'archive/data.pkl': model, 'archive/data/0': model }),
    /^SNAP_PICKLE: the archive/,
  ],
  ['a bare pickle', Uint8Array.of(0x80, 2, 0x8a, 0x0a), /^SNAP_PICKLE: the file: a pickle of PyTorch/],
])('refuses an archive with %s by name', async (_, bytes, reason) => {
  await expect(modelFileIn(bytes)).rejects.toThrow(reason);
});

it('takes pickles for models, to be refused as such', async () => {
  expect(await held(zip({ 'archive/data.pkl': model }))).toBe(true);
  expect(await held(Uint8Array.of(0x80, 4))).toBe(true);
});
