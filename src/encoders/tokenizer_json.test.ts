import { describe, expect, it } from 'vitest';
import { checkTokenizer } from './tokenizer_json.ts';

const pieces = ['▁', '▁red', '▁tea', 'red'];
const unigram = (...vocab: readonly string[]) => ({ type: 'Unigram', vocab: vocab.map((piece) => [piece, -1]) });
const bpe = (...vocab: readonly string[]) => ({
  type: 'BPE',
  vocab: Object.fromEntries(vocab.map((piece, id) => [piece, id])),
});
const read = (model: object, metaspace: object = {}) => {
  checkTokenizer({ model, pre_tokenizer: { type: 'Metaspace', replacement: '▁', ...metaspace } });
};

// The library never splits at the marks: findings/huggingface-tokenizers-metaspace.sh.
describe('Metaspace', () => {
  it('is read where it is not to split, and where no piece reaches over a mark', () => {
    for (const model of [unigram(...pieces), bpe(...pieces)]) {
      read(model);
      read(model, { prepend_scheme: 'first', split: true });
    }
    read(unigram(...pieces, '▁red▁tea'), { split: false });
    read({ type: 'WordLevel', vocab: {} }, { split: false });
  });

  it.each([
    ['a piece that reaches over a mark', unigram(...pieces, '▁red▁tea'), {}, 'split true and the piece "▁red▁tea"'],
    ['marks in a row', bpe(...pieces, '▁▁'), {}, 'split true and the piece "▁▁"'],
    ['whole words', { type: 'WordLevel', vocab: {} }, {}, 'split true before "WordLevel"'],
    ['a mark of several characters', unigram(...pieces), { replacement: '--' }, 'replacement "--"'],
  ])('is refused with %s, in words', (_, model, metaspace, words) => {
    expect(() => read(model, metaspace)).toThrow(
      `pre_tokenizer of tokenizer.json: Metaspace with ${words} is not known`,
    );
  });
});
