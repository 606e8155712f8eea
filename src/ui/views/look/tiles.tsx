import { useEffect, useRef } from 'react';
import { drawPixels } from './draw.ts';
import type { Picture } from './pictures.ts';

const SIDE = 76;

interface TilesProps {
  readonly pictures: readonly Picture[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

/** Every picture in small, to choose one from. */
export function Tiles({ pictures, chosen, onChoose }: TilesProps) {
  return (
    <ul className="tiles" aria-label="Pictures of attention">
      {pictures.map((picture) => (
        <li key={picture.key}>
          <button
            type="button"
            className="tile"
            aria-pressed={picture.key === chosen}
            onClick={() => onChoose(picture.key)}
          >
            <Small picture={picture} />
            {picture.short}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Small({ picture }: { readonly picture: Picture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (context === null) return;
    context.clearRect(0, 0, 2 * SIDE, 2 * SIDE);
    drawPixels(context, picture, 0, 0, 2 * SIDE);
  }, [picture]);
  return <canvas ref={canvas} width={2 * SIDE} height={2 * SIDE} aria-hidden="true" />;
}
