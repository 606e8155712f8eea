import { useRef, type ReactNode } from 'react';
import type { Item, LensPicture } from '../../worker/contract.ts';
import { SaveButtons } from '../charts/save_buttons.tsx';
import { unparted } from '../format.ts';
import { CopyButton } from '../controls/copy_button.tsx';
import { pictureCsv } from './csv.ts';

/** What every kind of picture is drawn with. */
export interface PictureProps<P extends LensPicture = LensPicture> {
  readonly picture: P;
  /** Of the files it is saved as, without their ending. */
  readonly name: string;
  /** Stands with the buttons below it. */
  readonly controls: ReactNode;
  /** The item at hand, and what is done when another one is chosen, where pictures of items serve that. */
  readonly chosen?: Item | null;
  readonly onChoose?: (item: Item) => void;
}

interface FrameProps extends PictureProps {
  /** Stand below the picture where it is saved as one. */
  readonly captions?: readonly string[];
  /** The numbers, or those of them that are at hand. */
  readonly table: ReactNode;
  readonly children: ReactNode;
}

/** A picture with its title, its sentence, its numbers as a table and as a file, and itself as a file. */
export function Frame({ picture, name, controls, captions = [], table, children }: FrameProps) {
  const figure = useRef<HTMLElement>(null);
  return (
    <figure ref={figure} className={`picture ${picture.kind}`}>
      <figcaption>
        <h3>{picture.title}</h3>
        <p>{unparted(picture.sentence)}</p>
      </figcaption>
      {children}
      <div className="row">
        {controls}
        <SaveButtons
          figure={figure}
          name={name}
          title={picture.title}
          sentences={[picture.sentence, ...captions]}
          csv={() => pictureCsv(picture)}
        />
      </div>
      <details>
        <summary>Show numbers</summary>
        {table}
        <div className="row">
          <CopyButton label="Copy all as CSV" text={() => pictureCsv(picture)} />
        </div>
      </details>
    </figure>
  );
}
