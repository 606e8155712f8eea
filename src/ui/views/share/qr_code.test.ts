import jsQR from 'jsqr';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { QrCode } from './qr_code.tsx';

/** What a scanner sees: the drawing at `scale` pixels a module, as RGBA. */
function scanned(svg: string, scale = 4): { pixels: Uint8ClampedArray; size: number } {
  const modules = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const size = modules * scale;
  const pixels = new Uint8ClampedArray(4 * size * size).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1/g)) {
    for (let i = 0; i < scale * scale; i++) {
      const at = (Number(y) * scale + Math.floor(i / scale)) * size + Number(x) * scale + (i % scale);
      pixels.fill(0, 4 * at, 4 * at + 3);
    }
  }
  return { pixels, size };
}

describe('the QR code of a link', () => {
  it.each([60, 500, 2_953])('of %i characters is read as that link', (length) => {
    const link = 'https://example.org/nextup/#/1/train?s=r.'.padEnd(length, 'eyJkYXRhIjp7Im5hbWUi_-09');
    const { pixels, size } = scanned(renderToStaticMarkup(createElement(QrCode, { text: link })));
    expect(jsQR(pixels, size, size)?.data).toBe(link);
  });
});
