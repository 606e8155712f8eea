/**
 * The only script that may ask other sites (its own Content-Security-Policy says so; see public/_headers). It knows the one
 * address that the user typed and nothing of their data: it fetches that and hands the bytes to the page.
 */
import { isInside } from './inside.ts';
import { fetchOutside, outsideLimits, type OutsideAnswer } from './outside_fetch.ts';

const tell = (answer: OutsideAnswer): void => self.postMessage(answer);

/** Whether the host's own policy forbade the request. */
let byPolicy = false;
self.addEventListener('securitypolicyviolation', () => {
  byPolicy = true;
});
self.addEventListener('message', ({ data }: MessageEvent<string>) => {
  const mayAskInside = isInside(self.location.hostname);
  const options = { mayAskInside, limits: outsideLimits, fetch: self.fetch.bind(self), tell };
  void fetchOutside(data, options).then((answer) => tell(answer.kind === 'blocked' ? { ...answer, byPolicy } : answer));
});
