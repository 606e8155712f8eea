/**
 * Links: everything after `#`, which no server is told.
 *
 *   #/1/<view>?s=r.<base64url>   a recipe, as canonical JSON
 *   #/1/<view>?s=m.<base64url>   a model file, packed
 *
 * One spelling: fixed order, each part once, nothing after it. An address without a version, `#/<view>`, is no link.
 */
import { MAX_LINK_LENGTH } from './limits.ts';
import { quote, refusal } from './refusal.ts';

/** Version of the grammar; another one is refused. */
const VERSION = '1';

export const linkViews = ['data', 'model', 'train', 'try', 'look', 'compare'] as const;
export type LinkView = (typeof linkViews)[number];

const kinds = { r: 'recipe', m: 'model' } as const;
type Letter = keyof typeof kinds;

export interface Link {
  readonly view: LinkView;
  readonly kind: (typeof kinds)[Letter];
  /** Base64url, not yet checked. */
  readonly content: string;
}

/** The beginning of a link up to its content; the longest one is far below this many characters. */
const HEAD = /^#\/(\d{1,9})\/([a-z]{1,16})\?s=([a-z]{1,16})\./;
const HEAD_LENGTH = 64;

export function formatLink({ view, kind, content }: Link): string {
  const link = `#/${VERSION}/${view}?s=${kind === 'recipe' ? 'r' : 'm'}.${content}`;
  checkLength(link);
  return link;
}

/** Takes a link apart. Throws SnapshotError for one that `formatLink` did not write. */
export function parseLink(hash: string): Link {
  checkLength(hash);
  const start = hash.slice(0, HEAD_LENGTH);
  const version = /^#\/(\d{1,9})(?![^/?])/.exec(start)?.[1];
  if (version !== undefined && version !== VERSION) {
    throw refusal('LINK_VERSION', 'link', `made with version ${version} of links, this page reads ${VERSION}`);
  }
  const [head, , view, letter] = HEAD.exec(start) ?? [];
  if (head === undefined || view === undefined || letter === undefined || hash.length === head.length) {
    throw refusal('LINK_FORM', 'link', `${quote(start)} is incomplete, expected #/${VERSION}/view?s=…`);
  }
  const known = linkViews.find((name) => name === view);
  if (known === undefined) {
    throw refusal('LINK_FORM', 'link', `there is no view ${quote(view)}, expected one of ${linkViews.join(', ')}`);
  }
  if (letter !== 'r' && letter !== 'm') {
    throw refusal('LINK_KIND', 'link', `carries ${quote(letter)}, this page reads r (a recipe) and m (a model)`);
  }
  return { view: known, kind: kinds[letter], content: hash.slice(head.length) };
}

function checkLength(link: string): void {
  if (link.length <= MAX_LINK_LENGTH) return;
  throw refusal('LINK_LENGTH', 'link', `${link.length} characters, expected at most ${MAX_LINK_LENGTH}`);
}
