/** A plugin of vite: `virtual:one-page` is the page that is exported with a model in it (src/one_page), but for the model, as text. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const ID = 'virtual:one-page';
const root = join(import.meta.dirname, '..');
const folder = join(root, 'src', 'one_page');
const PROGRAM = '<script type="module" src="./main.ts"></script>';

/** Shaders are for a GPU, which such a page does not ask, and its policy allows no WebAssembly. */
const withoutShaders = {
  name: 'without-shaders',
  enforce: 'pre',
  resolveId: (id) => (id === 'virtual:double' ? `\0${id}` : undefined),
  load: (id) =>
    /\.wgsl(\?raw)?$|\0virtual:double$/.test(id) ? { code: "export default '';", map: null, moduleType: 'js' } : null,
};

/** The program in one piece, in which nothing ends the element that it stands in. */
async function program() {
  const { output } = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [withoutShaders],
    build: {
      target: 'es2024',
      write: false,
      modulePreload: false,
      rolldownOptions: { input: join(folder, 'main.ts'), output: { format: 'es', codeSplitting: false } },
    },
  });
  return output[0].code.replaceAll(/<(?=\/script|!--)/gi, '\\x3c');
}

const hashed = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The page, with `{model}` where the model's file stands as base64. Its policy allows its own program and style, and no request. */
export async function onePageText() {
  const page = readFileSync(join(folder, 'page.html'), 'utf8').replaceAll('\r\n', '\n');
  const script = await program();
  const [, style] = /<style>([^]*?)<\/style>/.exec(page);
  const policy = `default-src 'none'; script-src ${hashed(script)}; style-src ${hashed(style)}; base-uri 'none'; form-action 'none'`;
  const inside = `<script id="model" type="text/plain">{model}</script>\n    <script type="module">${script}</script>`;
  return page.replace('{policy}', () => policy).replace(PROGRAM, () => inside);
}

export const onePage = {
  name: 'one-page',
  resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
  async load(id) {
    if (id !== `\0${ID}`) return undefined;
    return `export default ${JSON.stringify(await onePageText())};`;
  },
};
