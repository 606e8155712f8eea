/** What drawing on a canvas needs of every kind of picture. */
import { cut } from './cut.ts';

const FONT_SIZE = 11;

export interface Brush {
  readonly context: CanvasRenderingContext2D;
  /** The value of a custom property of the page's colours. */
  readonly colour: (name: string) => string;
}

/** An empty canvas of `width` × `height` CSS px, sharp on every screen; null where nothing can be drawn. */
export function brushFor(canvas: HTMLCanvasElement, width: number, height: number): Brush | null {
  const context = canvas.getContext('2d');
  if (context === null) return null;
  const scale = Math.max(1, window.devicePixelRatio);
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.scale(scale, scale);
  const style = getComputedStyle(canvas);
  context.font = `${FONT_SIZE}px ${style.fontFamily}`;
  context.fillStyle = style.getPropertyValue('--surface');
  context.fillRect(0, 0, width, height);
  return { context, colour: (name) => style.getPropertyValue(name) };
}

/** As much of a text as fits into `width` px; up to `alike` characters it is as others are (`alikeUpTo`). */
export const fitted = (context: CanvasRenderingContext2D, text: string, width: number, alike = 0): string =>
  cut(text, alike, (shown) => context.measureText(shown).width <= width);
