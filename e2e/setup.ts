import type { TestProject } from 'vitest/node';
import { buildPage, serve } from '../scripts/start.mjs';
import { launchForAll } from './launch.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built page is served, with the headers of `public/_headers`. */
    address: string;
    /** The folder it was built into. */
    dist: string;
    /** Where the browser without an adapter listens, and the one with one in the project that needs it. */
    browsers: { readonly plain: string; readonly gpu: string | null };
  }
}

/** Builds the page once for all journeys, serves it as `npm start` does, and launches their browsers. */
export default async function setup(project: TestProject): Promise<() => Promise<unknown>> {
  const folder = (process.env.NEXTUP_PAGE ??= await buildPage());
  const [served, plain, gpu] = await Promise.all([
    serve({ folder }),
    launchForAll({ gpu: false }),
    project.name === 'e2e-gpu' ? launchForAll({ fastCompiles: true }) : null,
  ]);
  project.provide('address', served.address);
  project.provide('dist', folder);
  project.provide('browsers', { plain: plain.wsEndpoint(), gpu: gpu?.wsEndpoint() ?? null });
  return () => Promise.all([served.close(), plain.close(), gpu?.close()]);
}
