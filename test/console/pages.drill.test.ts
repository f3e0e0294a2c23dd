import { beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../kit/browser.ts';
import { isFull, random } from '../kit/depth.ts';
import { axe } from './axe.ts';
import { useConsole } from './kit.ts';
import { PAGES } from './pages.ts';
import { type Sample, sampled } from './sample.ts';

/** With `TEST_DEPTH=full`, each page is seen in each language and in each color; else in one of the two, by lot. */
const LOOKS = [
  { language: 'en', colors: 'light', width: 1280 },
  { language: 'zh', colors: 'dark', width: 390 },
] as const;

describeInBrowser('pages', () => {
  const pages = useConsole();
  let sample: Sample;
  const lot = random('looks of pages');
  const lookOf = new Map(PAGES.map(({ name }) => [name, LOOKS[lot() < 0.5 ? 0 : 1]]));
  beforeAll(async () => {
    sample = await sampled(pages.qiao);
  });

  test.each(LOOKS)('pass axe for WCAG 2.2 AA: $language, $colors, $width px', async (look) => {
    const found: Record<string, string[]> = {};
    const page = await pages.enter('', look);
    for (const { name, path } of PAGES.filter((each) => isFull() || lookOf.get(each.name) === look)) {
      await pages.go(page, path(sample));
      const faults = await axe(page);
      const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
      if (width > look.width) faults.push(`it is ${width} px wide`);
      if (faults.length > 0) found[name] = faults;
    }
    expect(found).toEqual({});
  });
});
