import { expect, it } from 'vitest';
import { refusal } from '../snapshot/refusal.ts';
import { refusalWords } from './refusal_words.ts';

it('says what is wrong and what to do first, and the code last', () => {
  const { message } = refusal('LINK_PACKED', 'link', 'incomplete or damaged: its content does not unpack');
  expect(refusalWords(message)).toEqual({
    sentence:
      'This link: incomplete or damaged: its content does not unpack. Copy the whole link again, or ask for the file.',
    code: 'LINK_PACKED',
  });
  expect(refusalWords(refusal('SNAP_HEADER_TEXT', 'header', 'not JSON in UTF-8').message)).toEqual({
    sentence: 'Header: not JSON in UTF-8. Choose a file that Nextup saved.',
    code: 'SNAP_HEADER_TEXT',
  });
});

it('leaves other messages as they are', () => {
  expect(refusalWords('training: batch = 0')).toEqual({ sentence: 'training: batch = 0', code: null });
});
