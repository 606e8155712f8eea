import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { latexText, markdownText } from './markup.ts';

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
const decoded = (html: string): string => html.replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => ENTITIES[name]);

const parsed = (markdown: string): string => marked.parse(markdown, { async: false, gfm: true });

/** Cells of the body of a Markdown table, as a browser shows them; HTML in one stays in it. */
const cellsOf = (markdown: string): string[] =>
  [...parsed(markdown).matchAll(/<td>(.*?)<\/td>/g)].map(([, html]) => decoded(html));

const hostile = [
  'a\\|b',
  'a|b\\',
  '<b>x</b> <!-- y -->',
  '[x](https://data.example/) ![x](y)',
  '`code` *a* _b_ ~~c~~ $x$',
  'https://data.example www.data.example a@data.example',
  '&lt; &#42;',
  'two\nlines\r\nand\u2028more',
  '# 1. - > + = ---',
];
const signs = fc.constantFrom(...'\\|<>[]()`*_~&!#-+=.:/@$"\'\n\t aw1é'.split(''), 'https://', 'www.', '&lt;');
const text = fc.oneof(
  fc.constantFrom(...hostile),
  fc.array(signs, { maxLength: 12 }).map((all) => all.join('')),
  fc.string({ unit: 'grapheme' }),
);
const shown = (each: string): string => each.replace(/[\s\p{Cc}]+/gu, ' ').trim();

describe('a text in Markdown', () => {
  it('is one cell of a table, and comes out as it was put in', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const table = `| x | y |\n|---|---|\n| ${markdownText(a)} | ${markdownText(b)} |`;
        expect(cellsOf(table)).toEqual([shown(a), shown(b)]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is a paragraph, and comes out as it was put in', () => {
    fc.assert(
      fc.property(text, (each) => {
        expect(decoded(parsed(`${markdownText(each)}, and more`))).toBe(`<p>${shown(each)}, and more</p>\n`);
      }),
      { numRuns: 2000 },
    );
  });

  it('stays readable where it means nothing else', () => {
    expect(markdownText('SASRec, 2 blocks (0.5 %) run-1 "b" #2')).toBe('SASRec, 2 blocks (0.5 %) run-1 "b" #2');
  });
});

describe('a text in LaTeX', () => {
  it.each([
    ['50 % of $x_1 & {y} #2', '50 \\% of \\$x\\_1 \\& \\{y\\} \\#2'],
    ['a\\b~c^d', 'a\\textbackslash{}b\\textasciitilde{}c\\textasciicircum{}d'],
    ['<a>|`b`', '\\textless{}a\\textgreater{}\\textbar{}\\textasciigrave{}b\\textasciigrave{}'],
    ['a--b---c-d', 'a-{}-b-{}-{}-c-d'],
    ['[2pt] x', '{[}2pt] x'],
    ['*x', '{*}x'],
    ['two\nlines', 'two lines'],
  ])('of %j is %j', (given, wanted) => expect(latexText(given)).toBe(wanted));

  it('leaves no character that LaTeX reads as more than text', () => {
    fc.assert(
      fc.property(text, (each) => {
        const rest = latexText(each).replace(/\\text[a-z]+\{\}|\\[&%$#_{}]|-\{\}|^\{[[*]\}/g, ' ');
        expect(rest).not.toMatch(/[\\~^&%$#_{}`<>|]|--/);
      }),
      { numRuns: 2000 },
    );
  });
});
