import { useEffect, useRef } from 'react';
import { lackingWords, listsWords } from '../../../core/lists_words.ts';
import type { ListsActions } from '../../../state/lists_actions.ts';
import type { ListsChoice } from '../../../state/slices/lists.ts';
import { useValue } from '../../app_context.ts';
import { Press } from '../../controls/press.tsx';
import { bytes, percent } from '../../format.ts';

interface ListingProps {
  readonly choice: ListsChoice;
  readonly lists: ListsActions;
}

/** Makes the file, says how far it is and what came of it. */
export function Listing({ choice, lists }: ListingProps) {
  const listing = useValue((state) => state.listing);
  const making = listing.kind === 'making';
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (listing.kind === 'made' || listing.kind === 'failed') told.current?.scrollIntoView({ block: 'nearest' });
  }, [listing.kind]);
  const nobody = choice.users !== null && choice.users.length === 0;
  return (
    <>
      <div className="row">
        {making ? (
          <>
            <progress value={listing.done} max={1} aria-label="Making the lists" /> {percent(listing.done)}
            <button type="button" onClick={() => lists.cancel()}>
              Cancel
            </button>
          </>
        ) : (
          <Press look="primary" off={nobody} onPress={() => lists.make()}>
            Make the file
          </Press>
        )}
        {listing.kind === 'made' ? (
          <button type="button" onClick={() => lists.save()}>
            Save it again
          </button>
        ) : null}
        {nobody ? <p className="muted">Type an id, or choose a file of them.</p> : null}
      </div>
      <div ref={told} className="share-made" aria-live="polite">
        {listing.kind === 'failed' ? <p className="notice danger">{listing.reason}</p> : null}
        {listing.kind === 'made' ? (
          <>
            <p>
              <strong>{listing.name}</strong>, {bytes(listing.report.bytes)}: {listsWords(listing.report)}
            </p>
            {lackingWords(listing.report, listing.choice.count).map((sentence) => (
              <p key={sentence} className="notice warning">
                {sentence}
              </p>
            ))}
          </>
        ) : null}
      </div>
    </>
  );
}
