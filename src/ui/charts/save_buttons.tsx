import type { RefObject } from 'react';
import { saveFile } from '../save_file.ts';
import { savePicture } from './save_picture.ts';

interface SaveButtonsProps {
  /** The chart; its canvases become the picture. */
  readonly figure: RefObject<HTMLElement | null>;
  /** Name of the files, without their ending. */
  readonly name: string;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly csv: () => string;
}

/** Takes a chart away as a picture or as its numbers. */
export function SaveButtons({ figure, name, title, sentences, csv }: SaveButtonsProps) {
  return (
    <>
      <button
        type="button"
        onClick={() => figure.current && savePicture(`${name}.png`, figure.current, title, sentences)}
      >
        Save as PNG
      </button>
      <button type="button" onClick={() => saveFile(`${name}.csv`, csv())}>
        Save as CSV
      </button>
    </>
  );
}
