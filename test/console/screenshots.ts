/** `npm run screenshots`: each page in both languages and both colors, on a desk and on a phone, in `.data/screenshots/`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../build.js';
import { Console } from './kit.ts';
import { PAGES } from './pages.ts';
import { sampled } from './sample.ts';

const FOLDER = join(ROOT, '.data/screenshots');
const LOOKS = (['en', 'zh'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((colors) =>
    [1280, 390].map((width) => ({ language, colors, width, height: width === 390 ? 844 : 900 })),
  ),
);

test('every page is photographed', { timeout: 600_000 }, async () => {
  mkdirSync(FOLDER, { recursive: true });
  const pages = await Console.start();
  const sample = await sampled(pages.qiao);
  const complaints: string[] = [];
  for (const look of LOOKS) {
    const page = await pages.enter('', look);
    for (const { name, path } of PAGES) {
      await pages.go(page, path(sample));
      const { language, colors, width } = look;
      const file = join(FOLDER, `${name}.${language}.${colors}.${width}.png`);
      await page.screenshot({ path: file, fullPage: true });
    }
    complaints.push(...(await pages.leave()));
  }
  await pages.close();
  expect(complaints).toEqual([]);
});
