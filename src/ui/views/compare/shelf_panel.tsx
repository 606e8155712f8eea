import { useActions, useValue } from '../../app_context.ts';
import { bytes, count, counted } from '../../format.ts';

/** What is kept beyond this visit, and what of it is damaged. */
export function ShelfPanel() {
  const shelf = useValue((state) => state.shelf);
  const { compare } = useActions();
  if (shelf === null) return null;
  const { available, runs, mostRuns, mostBytes, damaged } = shelf;
  return (
    <>
      <p className="muted">
        {available
          ? `This browser keeps ${counted(runs, 'finished run')} (${bytes(shelf.bytes)}) for your next visit: the last ${count(mostRuns)}, at most ${bytes(mostBytes)}. Clearing this site’s data deletes them.`
          : 'This browser stores nothing for this page, perhaps because the window is private: runs are gone when it closes. Save the models you need in Try.'}
      </p>
      {damaged.length === 0 ? null : (
        <div className="notice warning">
          <div>
            <strong>{counted(damaged.length, 'kept run')} cannot be read.</strong>
            <ul className="prose">
              {damaged.map(({ file, reason }) => (
                <li key={file}>
                  {file}: {reason}
                </li>
              ))}
            </ul>
          </div>
          <button type="button" onClick={() => void compare.removeDamaged()}>
            Delete what cannot be read
          </button>
        </div>
      )}
    </>
  );
}
