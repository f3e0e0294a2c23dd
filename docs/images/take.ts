/**
 * Takes `contact.png`, the picture of the README. Run `npm start` in an empty `.data/` and `npm run example`, and then,
 * within a minute, `node docs/images/take.ts`. CHROMIUM names the browser; it needs a font with Chinese characters.
 */
import { chromium } from 'playwright-core';
import { readReady } from '../../examples/api.ts';

const ready = readReady();
if (!ready) throw new Error('No Qiao runs here. Start one with `npm start`.');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 1000 },
    deviceScaleFactor: 2,
    locale: 'en',
  });
  await page.goto(ready.sandbox.eloqua);
  const contact = page.locator('#contacts .fresh').first();
  await contact.waitFor();
  const column = await page.locator('main > div:has(#contacts)').boundingBox();
  const last = await contact.boundingBox();
  if (!column || !last) throw new Error('The page shows no contact.');
  const { x, y, width } = column;
  await page.screenshot({
    path: new URL('contact.png', import.meta.url).pathname,
    clip: { x, y, width, height: last.y + last.height - y },
  });
} finally {
  await browser.close();
}
