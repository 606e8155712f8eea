import { useEffect, useRef } from 'react';
import type { PictureNumbers } from '../../worker/contract.ts';
import { largest, written } from './numbers.ts';
import { colourAt } from './palette.ts';

const WIDTH = 256;

/** What the colours mean: 0 to the largest number, by the square root. */
export function Scale({ numbers }: { readonly numbers: PictureNumbers }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const most = largest(numbers.values);
  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (context === null) return;
    for (let x = 0; x < WIDTH; x++) {
      context.fillStyle = `rgb(${colourAt(x / (WIDTH - 1)).join(' ')})`;
      context.fillRect(x, 0, 1, 10);
    }
  }, []);
  return (
    <div className="scale">
      <canvas ref={canvas} width={WIDTH} height={10} aria-hidden="true" />
      <ol aria-label={`Colour scale, ${numbers.quantity}`}>
        {[0, 0.25, 1].map((part) => (
          <li key={part}>{written(part * most, numbers.unit)}</li>
        ))}
      </ol>
      <p>
        {numbers.unit === 'share' ? 'Numbers in the cells are %; colours' : 'Colours'} go by the square root, so that
        small ones show too.
      </p>
    </div>
  );
}

/** The scale in words, for a picture that has no numbers beside it. */
export const scaleWords = ({ values, unit }: PictureNumbers): string =>
  `The colours go from ${written(0, unit)} to ${written(largest(values), unit)} by the square root.`;
