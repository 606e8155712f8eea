/** Names of columns as places in a row of JSON: `movie.title` is the field `title` of `movie`, or a key with a dot in it. */
import { BACKSLASH, isWord, keyBytes, stringText } from './json_bytes.ts';

/** Objects within objects whose fields become columns of their own. */
export const DEPTH = 5;

/** What the keys of one object mean. Entry i is key i. */
export class Place {
  /** The column of a key, −1 where its value is none. */
  readonly columns: number[] = [];
  /** Which of the lists of events a key holds, −1 where none. */
  readonly lists: number[] = [];
  private readonly names: string[] = [];
  private readonly keys: Uint8Array[] = [];
  /** Keys with escapes that need none, as the file was last seen to write them. */
  private readonly escaped: (Uint8Array | undefined)[] = [];
  private readonly prefix: string;
  private readonly all: Columns;
  private readonly within: (Place | null | undefined)[] = [];
  /** The entry after the last key found: in most files keys always come in one order. */
  private expected = 0;

  constructor(all: Columns, prefix: string) {
    this.all = all;
    this.prefix = prefix;
    const named = all.names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    const lists = all.events.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    for (const name of [...named, ...lists]) this.entry(cuts(name)[0] ?? name);
    for (const name of [...named, ...lists]) for (const key of [...cuts(name).slice(1), name]) this.entry(key);
  }

  /** The entry of the key at `bytes[start … end)`; −1 where no column needs it. */
  find(bytes: Uint8Array, start: number, end: number): number {
    if (!isWord(this.keys[this.expected], bytes, start, end)) this.expected = this.search(bytes, start, end);
    return this.expected < 0 ? -1 : this.expected++;
  }

  /** The columns inside the value of an entry; null where there are none. */
  inside(entry: number): Place | null {
    const known = this.within[entry];
    if (known !== undefined) return known;
    const prefix = `${this.prefix}${this.names[entry]}.`;
    return (this.within[entry] = this.all.has(prefix) ? this.all.place(prefix) : null);
  }

  private search(bytes: Uint8Array, start: number, end: number): number {
    const found = this.keys.findIndex((key) => isWord(key, bytes, start, end));
    if (found >= 0 || !bytes.subarray(start, end).includes(BACKSLASH)) return found;
    const known = this.escaped.findIndex((key) => isWord(key, bytes, start, end));
    if (known >= 0) return known;
    const text = stringText(bytes, start - 1, end + 1);
    const entry = text === null ? -1 : this.names.indexOf(text);
    if (entry >= 0) this.escaped[entry] = bytes.slice(start, end);
    return entry;
  }

  private entry(key: string): void {
    if (this.names.includes(key)) return;
    this.names.push(key);
    this.keys.push(keyBytes(key));
    this.columns.push(this.all.names.indexOf(this.prefix + key));
    this.lists.push(this.all.events.indexOf(this.prefix + key));
  }
}

/** The keys that may begin a name: what stands before each of its first dots. */
function cuts(name: string): readonly string[] {
  const found: string[] = [];
  for (let at = name.indexOf('.'); at >= 0 && found.length < DEPTH; at = name.indexOf('.', at + 1)) {
    if (at > 0) found.push(name.slice(0, at));
  }
  return found;
}

/** The columns of a table by their place in its rows. */
export class Columns {
  readonly names: readonly string[];
  readonly events: readonly string[];
  private readonly places = new Map<string, Place>();

  constructor(names: readonly string[], events: readonly string[]) {
    this.names = names;
    this.events = events;
  }

  has(prefix: string): boolean {
    return [...this.names, ...this.events].some((name) => name.startsWith(prefix));
  }

  /** What the keys of the object mean whose columns begin with `prefix`. */
  place(prefix: string): Place {
    const place = this.places.get(prefix) ?? new Place(this, prefix);
    this.places.set(prefix, place);
    return place;
  }

  /** Which columns begin with `prefix`. */
  under(prefix: string): readonly number[] {
    return this.names.flatMap((name, column) => (name.startsWith(prefix) ? [column] : []));
  }
}
