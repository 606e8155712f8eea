/**
 * Reads header rules in the format of Cloudflare Pages and Netlify: a line with a path that may end in `*`, then indented
 * `Name: value` lines, or `! Name` to take a header away before it is set anew. Of several rules that match, the later one
 * wins header by header.
 *
 * @param {string} text
 * @returns {{ path: string, headers: [string, string][] }[]}
 */
export function parseHeaders(text) {
  /** @type {{ path: string, headers: [string, string][] }[]} */
  const rules = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    if (/^\S/.test(line)) {
      rules.push({ path: line.trim(), headers: [] });
      continue;
    }
    if (/^\s+! [\w-]+$/.test(line)) continue; // takes a header away that the later line sets anew: here the later one wins
    const [, name, value] = /^\s+([\w-]+):\s*(.+)$/.exec(line) ?? [];
    const rule = rules.at(-1);
    if (name === undefined || value === undefined || rule === undefined) {
      throw new Error(`_headers line ${index + 1}: "${line}" is neither a path nor an indented "Name: value"`);
    }
    rule.headers.push([name, value.trim()]);
  }
  return rules;
}

/**
 * The headers of one address.
 *
 * @param {ReturnType<typeof parseHeaders>} rules
 * @param {string} path  begins with "/"
 * @returns {Record<string, string>}
 */
export function headersFor(rules, path) {
  const matches = rules.filter(({ path: rule }) =>
    rule.endsWith('*') ? path.startsWith(rule.slice(0, -1)) : rule === path,
  );
  return Object.fromEntries(matches.flatMap(({ headers }) => headers));
}

/**
 * A rule by which browsers may keep a file for a year without asking again: its name changes with its content.
 *
 * @param {string} path
 */
export const keptRule = (path) => `${path}\n  ! Cache-Control\n  Cache-Control: public, max-age=31536000, immutable\n`;
