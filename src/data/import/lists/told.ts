/**
 * What lists have told of each user so far, so that a list that tells the same again adds only what is new: every prefix of
 * a history as a row of its own, its last ten items before each next one, or all of it beside each impression.
 */
import { ByteDictionary } from '../ids/dictionary.ts';

/** Numbers of places kept for a user at first; they double. */
const FIRST_PLACES = 8;

/** Which of the events of a row are new: those from `from` to `to`. */
export interface News {
  readonly from: number;
  readonly to: number;
}

/** Memory: 4 bytes of hash an event in blocks that double, so that at most four times as many are held, and each user once. */
export class Told {
  private readonly users = new ByteDictionary();
  private pool = new Uint32Array(1024);
  private used = 0;
  /** Per user: where the block starts, how much it holds, how many events were told, and the length of the last list. */
  private starts = new Float64Array(256);
  private places = new Uint32Array(256);
  private counts = new Uint32Array(256);
  private lengths = new Uint32Array(256);

  /** Code of the user in `bytes[start … end)`. */
  user(bytes: Uint8Array, start: number, end: number): number {
    const code = this.users.code(bytes, start, end);
    if (code >= this.counts.length) this.widen();
    return code;
  }

  /**
   * What is new in a row of `user`: `length` events of a list and, where `total` is one more, the one that follows them,
   * by their hashes. Remembers it.
   */
  hear(user: number, hashes: Uint32Array, length: number, total: number): News {
    const news = this.newsOf(user, hashes, length, total);
    this.lengths[user] = length;
    for (let i = news.from; i < news.to; i++) this.append(user, hashes[i]);
    return news;
  }

  private newsOf(user: number, hashes: Uint32Array, length: number, total: number): News {
    const count = this.counts[user];
    if (count === 0 || total === 0) return { from: 0, to: total };
    const goesOn = this.goesOn(user, hashes, length, total);
    // Rows from the whole history down to its first event are told by their lists, which become shorter; one click after any other list is a new one.
    const oneClick = length === 1 && total === 1 && this.lengths[user] !== 2;
    const repeats = total <= count && !oneClick && this.isAt(user, 0, hashes, total);
    if (repeats && (!goesOn || length < this.lengths[user])) return { from: total, to: total };
    if (goesOn) return { from: length, to: total };
    if (total >= count && this.isAt(user, 0, hashes, count)) return { from: count, to: total };
    return { from: this.moves(user, hashes, length, total) ? length - 1 : 0, to: total };
  }

  /** Whether the list is how the history ends so far. One click alone, with nothing after it, may as well be a second one. */
  private goesOn(user: number, hashes: Uint32Array, length: number, total: number): boolean {
    const count = this.counts[user];
    const enough = length > 1 || (length === 1 && (total > length || count === 1));
    return enough && length <= count && this.isAt(user, count - length, hashes, length);
  }

  /** Whether the list is the last one, moved on by one event. */
  private moves(user: number, hashes: Uint32Array, length: number, total: number): boolean {
    const count = this.counts[user];
    const alike = total === length && length > 2 && length === this.lengths[user] && length <= count;
    return alike && this.isAt(user, count - length + 1, hashes, length - 1);
  }

  /** Whether the first `length` hashes are what was told from `place` on. */
  private isAt(user: number, place: number, hashes: Uint32Array, length: number): boolean {
    const from = this.starts[user] + place;
    for (let i = 0; i < length; i++) if (this.pool[from + i] !== hashes[i]) return false;
    return true;
  }

  private append(user: number, hash: number): void {
    const count = this.counts[user];
    if (count === this.places[user]) this.move(user, Math.max(FIRST_PLACES, 2 * count));
    this.pool[this.starts[user] + count] = hash;
    this.counts[user] = count + 1;
  }

  /** Gives a user a larger block; the last block of the pool grows where it is. */
  private move(user: number, places: number): void {
    const from = this.starts[user];
    const last = from + this.places[user] === this.used && this.places[user] > 0;
    const to = last ? from : this.used;
    if (to + places > this.pool.length) {
      const wider = new Uint32Array(2 * (to + places));
      wider.set(this.pool);
      this.pool = wider;
    }
    if (!last) this.pool.copyWithin(to, from, from + this.counts[user]);
    this.starts[user] = to;
    this.places[user] = places;
    this.used = to + places;
  }

  private widen(): void {
    const twice = <T extends Uint32Array | Float64Array>(old: T, wider: T): T => {
      wider.set(old);
      return wider;
    };
    const length = 2 * this.counts.length;
    this.starts = twice(this.starts, new Float64Array(length));
    this.places = twice(this.places, new Uint32Array(length));
    this.counts = twice(this.counts, new Uint32Array(length));
    this.lengths = twice(this.lengths, new Uint32Array(length));
  }
}
