/** What drawing on a canvas needs of every kind of picture. */
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

/** The beginning of a text that fits into `width` px. */
export function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}
