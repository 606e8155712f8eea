#!/bin/sh
# playwright-core 1.65.1: "Matching by text always normalizes whitespace, even with exact match" (docs/locators), but a regular expression
# given to `getByText` is tried against the text as it stands: a no-break space, two spaces and a line break of the source are not one
# space to it. `getByText` with a string and `getByRole` with a regular expression as its name do normalise. So a test of a number
# and its unit, which pages join by a no-break space, finds nothing by /46 %/ and finds it by '46 %' or by /46\s%/.
#
# Needs a Chromium: the variable CHROMIUM, else `chromium` on the path.
#
# Seen (playwright-core 1.65.1, Chromium 156, Node 20.20.2):
#   no-break space: text 1, text regex 0, role name regex 1
#   line break: text 1, text regex 0, role name regex 1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --silent --no-audit --no-fund playwright-core@1.65.1 >/dev/null
cat >run.mjs <<'END'
import { chromium } from 'playwright-core';
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage();
for (const [name, space] of [['no-break space', '\u00a0'], ['line break', '\n']]) {
  await page.setContent(`<button>46${space}%</button>`);
  const found = [page.getByText('46 %'), page.getByText(/46 %/), page.getByRole('button', { name: /46 %/ })];
  const [text, regex, role] = await Promise.all(found.map((locator) => locator.count()));
  console.log(`${name}: text ${text}, text regex ${regex}, role name regex ${role}`);
}
await browser.close();
END
node run.mjs >seen.txt
cat seen.txt
cat >expected.txt <<'END'
no-break space: text 1, text regex 0, role name regex 1
line break: text 1, text regex 0, role name regex 1
END
diff expected.txt seen.txt
