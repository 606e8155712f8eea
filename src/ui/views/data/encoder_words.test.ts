import { expect, it } from 'vitest';
import type { EncodedItems, EncoderCard } from '../../../worker/contract.ts';
import { bringingWords, encodedWords, encodingWords, readingWords } from './encoder_words.ts';

const card: EncoderCard = {
  ...{ encoder: 'e'.repeat(64), name: 'tiny', bytes: 20, opset: 17, pooling: ['mean'], unit: true },
  ...{ longest: 12, lowerCase: false, prompt: '', kept: true },
};

it('says how a text becomes a vector', () => {
  expect(readingWords(card)).toBe(
    'A vector is the mean of the states, made of length 1. Texts are cut after 12 tokens. ONNX, opset 17.',
  );
  const other = { pooling: ['cls', 'max'], unit: false, longest: null, lowerCase: true, prompt: 'passage: ' };
  expect(readingWords({ ...card, ...other })).toBe(
    'A vector is the state of the first token, then the largest of the states, of the length it has. ' +
      'Nothing says how long texts may be: none is cut. They are made lower case. Before each stands “passage: ”. ONNX, opset 17.',
  );
  expect(readingWords({ ...card, pooling: null })).toMatch(/^The model gives a vector itself, made of length 1\./);
});

const made: EncodedItems = {
  ...{ encoder: card.encoder, vectors: 'encoder:ee', items: 3, width: 4, provider: 'wasm', comparison: null },
  ...{ opset: 17, cut: 0, silent: 0, known: false, seconds: 2 },
};

it('says what came out, where it was computed and how far WebGPU is from wasm', () => {
  expect(encodedWords(made)).toBe(
    '3 vectors of 4 numbers, computed on the processor (wasm) in 2 s. There is no WebGPU here that it could be compared with.',
  );
  const compared = { texts: 16, difference: 2.26e-7, refused: null };
  expect(encodedWords({ ...made, provider: 'webgpu', comparison: compared, cut: 1, silent: 2 })).toBe(
    '3 vectors of 4 numbers, computed on WebGPU in 2 s. WebGPU and wasm agree on 16 texts: by 2.3e-7 of a vector’s length. ' +
      '1 text longer than it reads was cut; 2 items without a text lie at the mean.',
  );
  const refused = { texts: 16, difference: 0.2, refused: 'its vectors are others' };
  expect(encodedWords({ ...made, known: true, comparison: refused })).toBe(
    '3 vectors of 4 numbers, kept from before, computed on the processor (wasm). ' +
      'WebGPU was tried on 16 texts and not used, its vectors are others: by 2.0e-1 of a vector’s length.',
  );
});

it('says how far titles are read and files fetched', () => {
  const at = { encoder: card.encoder, read: 0, of: null, rate: null };
  expect(encodingWords(at)).toBe('Opening the encoder…');
  expect(encodingWords({ ...at, read: 20, of: 1000 })).toBe('20 of 1,000 texts read');
  expect(encodingWords({ ...at, read: 20, of: 1000, rate: 49 })).toBe('20 of 1,000 texts read, 49 a second, 20 s left');
  const file = { file: 'model.onnx', host: null, bytes: 0, total: null };
  expect(bringingWords({ ...file, file: null })).toBe('Looking at its files…');
  expect(bringingWords(file)).toBe('Asking for model.onnx…');
  expect(bringingWords({ ...file, host: 'cdn.example', bytes: 1000, total: 2000 })).toBe(
    'Fetching model.onnx from cdn.example: 1 kB of 2 kB',
  );
});
