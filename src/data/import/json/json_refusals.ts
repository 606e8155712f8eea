/** JSON that is something else than a table, told by its keys. */
import { contents, type Found } from './json_bytes.ts';
import { textOf } from './json_holders.ts';

interface Known {
  /** Keys of the outermost object. */
  readonly keys: readonly string[];
  /** What the text of `keys[0]` is; anything where it is not said. */
  readonly value?: RegExp;
  readonly what: string;
}

/** Sources: RFC 7946, HAR 1.2, nbformat 4.5, JSON Schema 2020-12, docs.npmjs.com, OpenAPI 3.1, Vega-Lite 5. */
const KNOWN: readonly Known[] = [
  { keys: ['type', 'features'], value: /^"FeatureCollection"$/, what: 'GeoJSON, a map' },
  { keys: ['type', 'coordinates'], what: 'GeoJSON, a map' },
  { keys: ['type', 'arcs', 'objects'], value: /^"Topology"$/, what: 'TopoJSON, a map' },
  { keys: ['log'], value: /^\{[^]{0,4000}"(?:creator|entries|pages)"/, what: 'a HAR file, requests of a browser' },
  { keys: ['nbformat', 'cells'], what: 'a Jupyter notebook' },
  { keys: ['openapi', 'paths'], what: 'a description of an API' },
  { keys: ['swagger', 'paths'], what: 'a description of an API' },
  { keys: ['lockfileVersion'], what: 'a list of npm packages' },
  { keys: ['name', 'version', 'dependencies'], what: 'a description of an npm package' },
  { keys: ['name', 'version', 'scripts'], what: 'a description of an npm package' },
  { keys: ['$schema', 'mark'], what: 'a chart of Vega-Lite' },
  { keys: ['$schema', 'properties'], what: 'a JSON Schema' },
  { keys: ['manifest_version', 'name'], what: 'the manifest of a browser extension' },
];

const SHOWN_KEYS = 8;
const SHOWN_CHARACTERS = 40;

/** "this is a Jupyter notebook, …" for a known kind of object, else null. */
export function foreignJson(bytes: Uint8Array, document: Found): string | null {
  const members = [...contents(bytes, document.from, document.end)];
  const known = KNOWN.find(({ keys, value }) => {
    const found = keys.map((key) => members.find((member) => member.key === key));
    const first = found[0];
    return !found.includes(undefined) && first !== undefined && (value?.test(textOf(bytes, first)) ?? true);
  });
  if (known === undefined) return null;
  return `this is ${known.what}, and no table of who did what; choose another file`;
}

/** The keys of an object, as far as they help to see what it is. */
export function keysShown(bytes: Uint8Array, document: Found): string {
  const keys = [...contents(bytes, document.from, document.end)].map(({ key }) => key.slice(0, SHOWN_CHARACTERS));
  const shown = keys.slice(0, SHOWN_KEYS).map((key) => JSON.stringify(key));
  const more = keys.length > SHOWN_KEYS ? ', …' : '';
  return keys.length === 0 ? 'no keys' : `the ${keys.length === 1 ? 'key' : 'keys'} ${shown.join(', ')}${more}`;
}
