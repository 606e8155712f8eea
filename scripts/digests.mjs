/** A plugin of vite: `import digest from './file.ts?digest'` is the SHA-256 of the text of the file, and none of its code. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const QUERY = '?digest';

export const digests = {
  name: 'digests',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith(QUERY)) return null;
    const path = id.slice(0, -QUERY.length);
    this.addWatchFile(path);
    const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n'); // a checkout on Windows is the same source
    const digest = createHash('sha256').update(text).digest('hex');
    return { code: `export default '${digest}';`, map: null, moduleType: 'js' };
  },
};
