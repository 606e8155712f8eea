import { useEffect, useRef } from 'react';
import type { LensPicture } from '../../worker/contract.ts';
import { cellsOf, drawPixels } from './draw_cells.ts';
import type { OfKind } from './numbers.ts';

const SIDE = 76;

interface TilesProps {
  readonly pictures: readonly LensPicture[];
  /** What they are of. */
  readonly label: string;
  readonly chosen: string;
  readonly onChoose: (title: string) => void;
}

/** Every picture of a lens by its title, squares and grids in small too, to choose one from. */
export function Tiles({ pictures, label, chosen, onChoose }: TilesProps) {
  return (
    <ul className="tiles" aria-label={`Pictures: ${label}`}>
      {pictures.map((picture) => (
        <li key={picture.title}>
          <button
            type="button"
            className="tile"
            aria-pressed={picture.title === chosen}
            onClick={() => onChoose(picture.title)}
          >
            {picture.kind === 'square' || picture.kind === 'grid' ? <Small picture={picture} /> : null}
            {picture.title}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Small({ picture }: { readonly picture: OfKind<'square'> | OfKind<'grid'> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (context === null) return;
    context.clearRect(0, 0, 2 * SIDE, 2 * SIDE);
    drawPixels(context, cellsOf(picture), 0, 0, 2 * SIDE, 2 * SIDE);
  }, [picture]);
  return <canvas ref={canvas} width={2 * SIDE} height={2 * SIDE} aria-hidden="true" />;
}
