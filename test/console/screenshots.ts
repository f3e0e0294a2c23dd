/** `npm run screenshots`: each page in both languages and both colors, on a desk and on a phone, in `.data/screenshots/`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../build.js';
import { Console, isLoaded } from './kit.ts';
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
    for (const { name, path } of PAGES) {
      const page = await pages.enter(path(sample), look);
      await isLoaded(page);
      const { language, colors, width } = look;
      const file = join(FOLDER, `${name}.${language}.${colors}.${width}.png`);
      await page.screenshot({ path: file, fullPage: true });
      for (const complaint of await pages.leave()) complaints.push(`${name}: ${complaint}`);
    }
  }
  await pages.close();
  expect(complaints).toEqual([]);
});
