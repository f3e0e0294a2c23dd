import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { describe } from 'vitest';
import { CHROMIUM } from './global-setup.ts';

/** Tests of pages, which are skipped where there is no browser; `.ci/run` installs one. */
export const describeInBrowser = describe.skipIf(!existsSync(CHROMIUM));

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
