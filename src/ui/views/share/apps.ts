import { QR_CHARACTERS } from '../../../state/share_actions.ts';

/** Characters of a message or address after which an app cuts a link or refuses it, in rising order. */
export const apps = [
  { name: 'Discord', limit: 2_000 },
  { name: 'QR code', limit: QR_CHARACTERS },
  { name: 'Slack', limit: 40_000 },
  { name: 'GitHub', limit: 65_536 },
  { name: 'Firefox', limit: 1_048_576 },
  { name: 'Chrome, Edge', limit: 2_097_152 },
] as const;

/** Above this many characters a link is called long: it fits chats and mail up to here. */
export const LONG_LINK = 30_000;

/** The apps that carry a link of this length, and those that do not. */
export const carriers = (characters: number) => ({
  carry: apps.filter(({ limit }) => characters <= limit),
  cut: apps.filter(({ limit }) => characters > limit),
});
