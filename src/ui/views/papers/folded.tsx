import { useId, useState, type ReactNode } from 'react';
import { Panel } from '../../controls/fields.tsx';

interface FoldedProps {
  readonly title: string;
  /** What is in it, in a few words. */
  readonly intro: string;
  /** What is unfolded, as "the table". */
  readonly shown: string;
  /** Why the results could not be read. */
  readonly failure: string | null;
  readonly read: () => Promise<void>;
  /** The results; null before they are read. */
  readonly children: ReactNode;
}

/** Recorded results, folded away until somebody asks, and read then. */
export function Folded({ title, intro, shown, failure, read, children }: FoldedProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const unfold = (): void => {
    setOpen(!open);
    if (!open) void read();
  };
  return (
    <Panel title={title}>
      <p>{intro}</p>
      <button type="button" aria-expanded={open} aria-controls={open ? id : undefined} onClick={unfold}>
        {open ? `Hide ${shown}` : `Show ${shown}`}
      </button>
      {open ? (
        <div id={id} className="contest">
          {children ??
            (failure === null ? (
              <p role="status" className="muted">
                Reading the results…
              </p>
            ) : (
              <div className="notice danger" role="alert">
                <p>The results could not be read. {failure}</p>
                <button type="button" onClick={() => void read()}>
                  Try again
                </button>
              </div>
            ))}
        </div>
      ) : null}
    </Panel>
  );
}
