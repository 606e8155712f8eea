import { describe, expect, it } from 'vitest';
import { edited, entriesOf, isOwn, moved, reallyNext, redone, takenAway, undone } from './history_edits.ts';
import { freshTry, type TrySlice } from './slices/try.ts';

const item = (id: string) => ({ id, title: id, category: null, count: 1 });
const titles = ({ history }: Pick<TrySlice, 'history'>): string => history.map(({ id }) => id).join('');
const apply = (state: TrySlice, change: Partial<TrySlice> | null): TrySlice => ({ ...state, ...change });

describe('editing a history', () => {
  const own = entriesOf(['a', 'b', 'c'].map(item));
  const start: TrySlice = { ...freshTry, history: own, own: { history: own, user: null, taken: null } };

  it('is taken back and made again, step by step', () => {
    let state = apply(start, edited(start, { history: own.slice(1) }));
    state = apply(state, edited(state, { history: own.slice(2) }));
    expect(titles(state)).toBe('c');
    state = apply(state, undone(state));
    expect(titles(state)).toBe('bc');
    state = apply(state, undone(state));
    expect(titles(state)).toBe('abc');
    expect(undone(state)).toBeNull();
    state = apply(state, redone(apply(state, redone(state))));
    expect(titles(state)).toBe('c');
    expect(redone(state)).toBeNull();
  });

  it('brings back whose history it was, also after another user was picked', () => {
    const other = entriesOf(['x', 'y'].map(item));
    const theirs = { history: other, user: { index: 2, name: 'v' }, taken: null };
    const picked = apply(apply(start, edited(start, theirs)), { own: theirs });
    expect(isOwn(picked)).toBe(true);
    const back = apply(picked, undone(picked));
    expect([titles(back), isOwn(back)]).toEqual(['abc', true]);
    const again = apply(back, redone(back));
    expect([titles(again), isOwn(again)]).toEqual(['xy', true]);
  });

  it('cannot be made again after another edit', () => {
    let state = apply(start, edited(start, { history: own.slice(1) }));
    state = apply(state, undone(state));
    state = apply(state, edited(state, { history: own.slice(2) }));
    expect(redone(state)).toBeNull();
  });

  it.each([
    [0, 2, 'bca'],
    [2, 0, 'cab'],
    [1, 1, 'abc'],
  ])('moves an entry from %i to %i', (from, to, want) => {
    expect(titles({ history: moved(own, from, to) })).toBe(want);
  });

  it('knows whether the history is still the user’s own, also by what is muted', () => {
    expect(isOwn(start)).toBe(true);
    expect(isOwn({ ...start, history: moved(own, 0, 1) })).toBe(false);
    expect(isOwn({ ...start, history: own.map((entry) => ({ ...entry, muted: true })) })).toBe(false);
  });

  it('knows how many of the last items were taken away, and that nothing else was changed', () => {
    expect(takenAway(start)).toBe(0);
    expect(takenAway({ ...start, history: own.slice(0, 2) })).toBe(1);
    expect(takenAway({ ...start, history: [] })).toBe(3);
    expect(takenAway({ ...start, history: own.slice(1) })).toBeNull();
    expect(takenAway({ ...start, history: moved(own, 0, 1) })).toBeNull();
    expect(takenAway({ own: null, history: own })).toBeNull();
  });

  it('knows what was really taken next: of a history without its last item that one, of another edit nothing to ask for', () => {
    const taken = item('d');
    const whole = { ...start, taken };
    expect(reallyNext(whole)).toEqual({ item: taken, asked: true });
    expect(reallyNext({ ...whole, history: own.slice(0, 2) })).toEqual({ item: own[2], asked: true });
    expect(reallyNext({ ...whole, history: moved(own, 0, 1) })).toEqual({ item: taken, asked: false });
    expect(reallyNext(start)).toBeNull();
  });
});
