/** Numbers as the page writes them; English, since its sentences are. */
import { percent as percentOf } from '../core/percent.ts';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

export const count = (n: number): string => whole.format(n);

export { counted } from '../core/counted.ts';

/** A ranking metric. */
export const score = (x: number): string => x.toFixed(4);

/** A share, whose number no line end parts from its sign. */
export const percent = (share: number): string => unparted(percentOf(share));

/** A sentence in which no line end parts a number from its "%". */
export const unparted = (sentence: string): string => sentence.replaceAll(/(\d) %/g, '$1\u00a0%');

export function signed(x: number): string {
  const digits = Math.abs(x).toFixed(2);
  return digits === '0.00' ? digits : `${x < 0 ? '−' : '+'}${digits}`;
}

export const rounded = (x: number): string => short.format(x);

/** A large number in three digits: "312 k". */
export function rate(perSecond: number): string {
  if (perSecond < 1000) return short.format(perSecond);
  return perSecond < 1e6 ? `${short.format(perSecond / 1e3)} k` : `${short.format(perSecond / 1e6)} M`;
}

export function bytes(n: number): string {
  if (n < 1000) return `${n} bytes`;
  return n < 1e6 ? `${short.format(n / 1e3)} kB` : `${short.format(n / 1e6)} MB`;
}

export function duration(seconds: number): string {
  if (seconds < 1) return 'under 1 s';
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  const minutes = Math.floor(s / 60);
  if (minutes < 60) return `${minutes} min ${s % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const date = (secondsSince1970: number): string => new Date(secondsSince1970 * 1000).toISOString().slice(0, 10);
