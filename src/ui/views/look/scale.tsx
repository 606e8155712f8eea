import { useEffect, useRef } from 'react';
import { exact } from './heatmap.tsx';
import { colourAt } from './palette.ts';

const WIDTH = 256;

/** What the colours mean: 0 to the largest weight, by the square root. */
export function Scale({ weights }: { readonly weights: Float32Array }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const most = largest(weights);
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
      <ol aria-label="Colour scale, share of a row’s weight">
        {[0, 0.25, 1].map((part) => (
          <li key={part}>{exact(part * most)}</li>
        ))}
      </ol>
      <p>
        Each row is a position of the history: after its item, how the weight is spread over the items so far. Numbers
        in the cells are %; colours go by the square root, so that small weights show too.
      </p>
    </div>
  );
}

const largest = (weights: Float32Array): number => weights.reduce((a, b) => Math.max(a, b), 0);

/** The scale in words, for a picture that has no numbers beside it. */
export const scaleWords = (weights: Float32Array): string =>
  `The colours go from 0.0 % to ${exact(largest(weights))} by the square root.`;
