/** Names made by people, as text of a markup language: what is put in is what a reader sees. */

/** One line: no markup language keeps line breaks in a cell. */
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/**
 * What CommonMark, GFM and GitHub read as more than text, anywhere in a line: escapes, code, emphasis, links, HTML and
 * entities, cells, mathematics, addresses; and at its beginning headings, lists and rules.
 */
const MARKDOWN = /[\\`*_{}[\]<>|~&$:@!]|\.(?<=www\.)|^[#+=-]|[.)](?<=^\d+[.)])(?!\S)/gi;

export const markdownText = (text: string): string => oneLine(text).replace(MARKDOWN, '\\$&');

const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '`': '\\textasciigrave{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  // Two of these are one longer dash.
  '-': '-{}',
};

/** Text for LaTeX; one that begins with `[` or `*` would be the argument of the `\\` or rule before it. */
export const latexText = (text: string): string =>
  oneLine(text)
    .replace(/[\\~^`<>|]|-(?=-)|[&%$#_{}]/g, (found) => LATEX[found] ?? `\\${found}`)
    .replace(/^[[*]/, '{$&}');
