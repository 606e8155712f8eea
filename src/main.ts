/**
 * Starts the engine before the page is there, and has it make what a visitor sees first while the rest is still fetched and
 * compiled.
 */
import { FIRST_WORLD } from './state/first_world.ts';
import { isLink } from './ui/link.ts';
import { connect } from './worker/client.ts';
import './ui/style/index.css';

const client = connect();

// The page asks for the same world again, gets this one, and says so where it cannot be made.
if (!isLink(location.hash)) void client.engine.simulate(FIRST_WORLD).catch(() => undefined);

const { openPage } = await import('./page.tsx');
await openPage(client);
