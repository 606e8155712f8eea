import type { TestProject } from 'vitest/node';
import { buildPage, serve } from '../scripts/start.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built page is served, with the headers of `public/_headers`. */
    address: string;
    /** The folder it was built into. */
    dist: string;
  }
}

/** Builds the page once for all journeys and serves it as `npm start` does. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await buildPage();
  const served = await serve({ folder });
  project.provide('address', served.address);
  project.provide('dist', folder);
  return () => served.close();
}
