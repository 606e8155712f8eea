import { saveFile } from '../save_file.ts';

const PADDING = 16;

/** Saves the canvases inside `element`, one below the other, with a title and sentences as a PNG. */
export function savePicture(name: string, element: HTMLElement, title: string, sentences: readonly string[]): void {
  const charts = [...element.querySelectorAll('canvas')];
  const scale = devicePixelRatio;
  const line = 20 * scale;
  const width = Math.max(...charts.map((chart) => chart.width)) + 2 * PADDING * scale;
  const height = charts.reduce((sum, chart) => sum + chart.height, 0) + (sentences.length + 3) * line;
  const picture = Object.assign(document.createElement('canvas'), { width, height });
  const context = picture.getContext('2d');
  if (context === null) return;
  const style = getComputedStyle(element);
  context.fillStyle = style.getPropertyValue('--surface');
  context.fillRect(0, 0, width, height);
  context.fillStyle = style.getPropertyValue('--ink');
  const write = (text: string, y: number, weight: string): void => {
    context.font = `${weight} ${13 * scale}px ${style.fontFamily}`;
    context.fillText(text, PADDING * scale, y, width - 2 * PADDING * scale);
  };
  write(title, 1.3 * line, '600');
  let top = 2 * line;
  for (const chart of charts) {
    context.drawImage(chart, PADDING * scale, top);
    top += chart.height;
  }
  sentences.forEach((sentence, i) => write(sentence, top + (i + 0.7) * line, '400'));
  picture.toBlob((blob) => {
    if (blob !== null) saveFile(name, blob);
  });
}
