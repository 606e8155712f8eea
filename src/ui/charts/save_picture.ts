import { saveFile } from '../save_file.ts';

const PADDING = 16;

/** Saves the canvases inside `element`, one below the other, with a title and sentences as a PNG. */
export function savePicture(name: string, element: HTMLElement, title: string, sentences: readonly string[]): void {
  const charts = [...element.querySelectorAll('canvas')];
  const scale = devicePixelRatio;
  const line = 20 * scale;
  const width = Math.max(...charts.map((chart) => chart.width)) + 2 * PADDING * scale;
  const picture = document.createElement('canvas');
  const context = picture.getContext('2d');
  if (context === null) return;
  const style = getComputedStyle(element);
  const font = (weight: string): string => `${weight} ${13 * scale}px ${style.fontFamily}`;
  context.font = font('400');
  const room = width - 2 * PADDING * scale;
  const lines = sentences.flatMap((sentence) => wrapped(sentence, (text) => context.measureText(text).width <= room));
  const height = charts.reduce((sum, chart) => sum + chart.height, 0) + (lines.length + 3) * line;
  Object.assign(picture, { width, height }); // which also resets the context
  context.fillStyle = style.getPropertyValue('--surface');
  context.fillRect(0, 0, width, height);
  context.fillStyle = style.getPropertyValue('--ink');
  const write = (text: string, y: number, weight: string): void => {
    context.font = font(weight);
    context.fillText(text, PADDING * scale, y, room);
  };
  write(title, 1.3 * line, '600');
  let top = 2 * line;
  for (const chart of charts) {
    context.drawImage(chart, PADDING * scale, top);
    top += chart.height;
  }
  lines.forEach((sentence, i) => write(sentence, top + (i + 0.7) * line, '400'));
  picture.toBlob((blob) => {
    if (blob !== null) saveFile(name, blob);
  });
}

/** A text in lines that fit; a word that is too long has a line of its own. */
export function wrapped(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
