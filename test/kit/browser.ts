import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { describe, test } from 'vitest';
import { CHROMIUM } from './global-setup.ts';
import { keep } from './handles.ts';

/** Tests of pages, which are skipped where there is no browser; `.ci/run` installs one. */
export const describeInBrowser = describe.skipIf(!existsSync(CHROMIUM));

/** Without Playwright's handlers of signals, which one file would leave to the next. A browser ends with its process anyway. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** Hooks that get the browser of the worker: launched for the first file that wants it, closed when the worker ends. */
export const browserOfWorker = test.extend(
  'browser',
  { scope: 'worker' },
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures it needs
  async ({}, { onCleanup }): Promise<Browser> => {
    const browser = await keep(launchBrowser);
    onCleanup(() => browser.close());
    return browser;
  },
);
