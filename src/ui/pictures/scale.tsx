import { useEffect, useRef } from 'react';
import type { PictureNumbers } from '../../worker/contract.ts';
import { written } from './numbers.ts';
import { colourOf, coloursFor } from './palette.ts';

const WIDTH = 256;

/** What the colours mean: 0 to the largest number, by the square root, and as far below 0 where there are such. */
export function Scale({ numbers, inCells }: { readonly numbers: PictureNumbers; readonly inCells: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { most, signed } = coloursFor(numbers.values);
  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (context === null) return;
    for (let x = 0; x < WIDTH; x++) {
      const place = x / (WIDTH - 1);
      const t = signed ? 2 * place - 1 : place;
      context.fillStyle = `rgb(${colourOf(Math.sign(t) * t * t, { most: 1, signed }).join(' ')})`;
      context.fillRect(x, 0, 1, 10);
    }
  }, [signed]);
  return (
    <div className="scale">
      <canvas ref={canvas} width={WIDTH} height={10} aria-hidden="true" />
      <ol aria-label={`Colour scale, ${numbers.quantity}`}>
        {(signed ? [-1, 0, 1] : [0, 0.25, 1]).map((part) => (
          <li key={part}>{written(part * most, numbers.unit)}</li>
        ))}
      </ol>
      <p>
        {numbers.unit === 'share' && inCells ? 'Numbers in the cells are %; colours' : 'Colours'} go by the square root,
        so that small ones show too.
      </p>
    </div>
  );
}

/** The scale in words, for a picture that has no numbers beside it. */
export function scaleWords({ values, unit }: PictureNumbers): string {
  const { most, signed } = coloursFor(values);
  return `The colours go from ${written(signed ? -most : 0, unit)} to ${written(most, unit)} by the square root.`;
}
