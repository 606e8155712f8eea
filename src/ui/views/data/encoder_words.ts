/** Sentences about text encoders. */
import { counted } from '../../../core/counted.ts';
import type { Comparison, EncodedItems, EncoderCard } from '../../../worker/contract.ts';
import { bytes, count, duration } from '../../format.ts';
import type { Bringing, EncodingNow } from '../../../state/slices/encoders.ts';

const poolingWords: Readonly<Record<string, string>> = {
  cls: 'the state of the first token',
  max: 'the largest of the states',
  mean: 'the mean of the states',
  mean_sqrt_len: 'the sum of the states, divided by √n',
  weightedmean: 'the mean of the states, later ones weighing more',
  lasttoken: 'the state of the last token',
};

/** How a text becomes a vector, as the encoder's own files say. */
export function readingWords({ pooling, unit, longest, lowerCase, prompt, opset }: EncoderCard): string {
  const made =
    pooling === null
      ? 'The model gives a vector itself'
      : `A vector is ${pooling.map((name) => poolingWords[name] ?? name).join(', then ')}`;
  return [
    `${made}${unit ? ', made of length 1' : ', of the length it has'}.`,
    longest === null
      ? 'Nothing says how long texts may be: none is cut.'
      : `Texts are cut after ${counted(longest, 'token')}.`,
    ...(lowerCase ? ['They are made lower case.'] : []),
    ...(prompt === '' ? [] : [`Before each stands “${prompt}”.`]),
    `ONNX, opset ${opset}.`,
  ].join(' ');
}

/** What an encoder made of the titles, and where. */
export function encodedWords(made: EncodedItems): string {
  const { items, width, known, provider, comparison, cut, silent, seconds } = made;
  const left = [
    ...(cut > 0 ? [`${counted(cut, 'text')} longer than it reads ${cut === 1 ? 'was' : 'were'} cut`] : []),
    ...(silent > 0 ? [`${counted(silent, 'item')} without a text ${silent === 1 ? 'lies' : 'lie'} at the mean`] : []),
  ];
  const where = provider === 'webgpu' ? 'on WebGPU' : 'on the processor (wasm)';
  return [
    `${counted(items, 'vector')} of ${width} numbers, ${known ? `kept from before, computed ${where}` : `computed ${where} in ${duration(seconds)}`}.`,
    comparisonWords(comparison),
    ...(left.length === 0 ? [] : [`${left.join('; ')}.`]),
  ].join(' ');
}

function comparisonWords(comparison: Comparison | null): string {
  if (comparison === null) return 'There is no WebGPU here that it could be compared with.';
  const { texts, difference, refused } = comparison;
  const apart = difference === null ? '' : `: by ${difference.toExponential(1)} of a vector’s length`;
  return refused === null
    ? `WebGPU and wasm agree on ${counted(texts, 'text')}${apart}.`
    : `WebGPU was tried on ${counted(texts, 'text')} and not used, ${refused}${apart}.`;
}

/** How far titles are read. */
export function encodingWords({ read, of, rate }: EncodingNow): string {
  if (of === null) return 'Opening the encoder…';
  const left =
    rate === null || rate <= 0
      ? ''
      : `, ${rate < 10 ? rate.toFixed(1) : count(rate)} a second, ${duration((of - read) / rate)} left`;
  return `${count(read)} of ${counted(of, 'text')} read${left}`;
}

/** How far files are fetched. */
export function bringingWords({ file, host, bytes: got, total }: Bringing): string {
  if (file === null) return 'Looking at its files…';
  const size = total === null ? bytes(got) : `${bytes(got)} of ${bytes(total)}`;
  return host === null ? `Asking for ${file}…` : `Fetching ${file} from ${host}: ${size}`;
}
