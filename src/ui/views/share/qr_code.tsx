import { encode } from 'uqr';

/** Modules of white around the code, without which scanners do not find it. */
const QUIET = 4;

/** A link to point a phone at; dark on white in either theme, because scanners expect that. */
export function QrCode({ text }: { readonly text: string }) {
  const { size, data } = encode(text, { ecc: 'L', border: QUIET });
  const path = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
  return (
    <svg className="share-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label="QR code of the link">
      <rect width={size} height={size} />
      <path d={path} />
    </svg>
  );
}
