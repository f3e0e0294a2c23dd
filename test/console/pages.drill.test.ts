import { beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../kit/browser.ts';
import { axe } from './axe.ts';
import { useConsole } from './kit.ts';
import { PAGES } from './pages.ts';
import { type Sample, sampled } from './sample.ts';

/** Each page is seen once in each language and once in each color. */
const LOOKS = [
  { language: 'en', colors: 'light', width: 1280 },
  { language: 'zh', colors: 'dark', width: 390 },
] as const;

describeInBrowser('a page has no fault, and passes axe for WCAG 2.2 AA:', () => {
  const pages = useConsole();
  let sample: Sample;
  beforeAll(async () => {
    sample = await sampled(pages.qiao);
  });

  test.each(PAGES.flatMap(({ name, path }) => LOOKS.map((look) => ({ name, path, look }))))(
    '$name, $look.language, $look.colors, $look.width px',
    async ({ path, look }) => {
      const page = await pages.enter(path(sample), look);
      expect(await axe(page)).toEqual([]);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect(width, 'the page does not scroll to the side').toBeLessThanOrEqual(look.width);
    },
  );
});
