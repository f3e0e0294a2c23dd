import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startServer } from '../../src/app/server.ts';
import { startWorker } from '../../src/app/worker.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { launchBrowser } from '../kit/browser.ts';
import { eventually } from '../kit/eventually.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { builtForTests } from './build.ts';
import { Watch } from './watch.ts';

/** The site whose users the buttons of the sandbox sign in. */
export const SITE = 'acme';

/** How a person has set their browser, and who they are. */
export interface Visitor {
  readonly as?: 'ADMINISTRATOR' | 'MARKETER';
  readonly language?: 'en' | 'zh';
  readonly colors?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

/** The names of the sandbox's buttons. */
const BUTTONS = {
  en: { ADMINISTRATOR: 'Administrator', MARKETER: 'Marketer' },
  zh: { ADMINISTRATOR: '管理员', MARKETER: '营销人员' },
} as const;

const LOADING = 'main [aria-label="Loading"], main [aria-label="正在载入"]';
const START_MS = 180_000;

/** The console of a Qiao of the test file's own, in a real browser. */
export class Console {
  readonly qiao: Qiao;
  private readonly contexts: BrowserContext[] = [];
  private readonly watches: Watch[] = [];

  private constructor(
    qiao: Qiao,
    private readonly browser: Browser,
  ) {
    this.qiao = qiao;
  }

  static async start(): Promise<Console> {
    const [state, qiao, browser] = await Promise.all([
      builtForTests(),
      startQiao({ run: false }),
      launchBrowser(),
    ]);
    const { services, config, database } = qiao;
    const log = createLogger('error');
    const worker = await startWorker(database.url, services.jobs, log, []);
    const server = await startServer(services, { ...config, consoleState: () => state }, log);
    qiao.onClose(() => worker.stop());
    qiao.onClose(() => server.close());
    await eventually(() => services.component.hasTicket(), 30_000);
    await qiao.eloqua.install(SITE);
    return new Console(qiao, browser);
  }

  /** A page that nobody has signed in to yet. Whatever goes wrong in it fails the test. */
  async open(path = '', visitor: Visitor = {}): Promise<Page> {
    const { language = 'en', colors = 'light', width = 1280, height = 900 } = visitor;
    const context = await this.browser.newContext({
      viewport: { width, height },
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      timezoneId: 'Asia/Shanghai',
      colorScheme: colors,
      reducedMotion: 'reduce',
    });
    this.contexts.push(context);
    const page = await context.newPage();
    const { wechat, eloqua } = this.qiao;
    this.watches.push(new Watch(page, [this.qiao.url, wechat.url, eloqua.url]));
    await page.goto(`${this.qiao.url}/console/${path}`);
    return page;
  }

  /** A page as somebody who has signed in sees it, with what it needs loaded. */
  async enter(path = '', visitor: Visitor = {}): Promise<Page> {
    const { as = 'ADMINISTRATOR', language = 'en' } = visitor;
    const page = await this.open(path, visitor);
    await page.getByRole('button', { name: BUTTONS[language][as], exact: true }).click();
    await page.locator('main h1').waitFor();
    await isLoaded(page);
    return page;
  }

  /** Goes to another page without loading the console again, which would end the session. */
  async go(page: Page, path: string): Promise<void> {
    const left = await page.locator('main h1').elementHandle();
    const address = `${new URL(this.qiao.url).pathname}console/${path}`;
    await page.evaluate(
      `history.pushState(null, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate'))`,
    );
    await left?.waitForElementState('hidden').catch(() => null);
    await page.locator('main h1').waitFor();
    await isLoaded(page);
  }

  /** Closes all pages. What went wrong in them, in words; `expected` did not. */
  async leave(): Promise<string[]> {
    for (const context of this.contexts.splice(0)) await context.close();
    return this.watches.splice(0).flatMap(({ complaints }) => complaints);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.qiao.close();
  }
}

/** Resolves when no part of the page waits for data. */
export const isLoaded = (page: Page): Promise<void> =>
  eventually(async () => (await page.locator(LOADING).count()) === 0, 15_000, 50);

/** The console for the tests of a file. Each test begins without pages, and fails if a page of it had a fault. */
export function useConsole(): Console {
  let started: Console | null = null;
  beforeAll(async () => {
    started = await Console.start();
  }, START_MS);
  afterEach(async () => {
    expect(await started?.leave()).toEqual([]);
  });
  afterAll(() => started?.close());
  return new Proxy({} as Console, {
    get(_target, name) {
      if (!started)
        throw new Error('the console is there for tests and their hooks, not where they are defined');
      const value = started[name as keyof Console] as unknown;
      return typeof value === 'function' ? value.bind(started) : value;
    },
  });
}
