import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, expect } from 'vitest';
import type { Config } from '../../src/app/config.ts';
import { startServer } from '../../src/app/server.ts';
import { startWorker } from '../../src/app/worker.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { browserOfWorker, launchBrowser } from '../kit/browser.ts';
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
/** Resolves when nothing has changed for a moment. */
const QUIET = `new Promise((resolve) => {
  let timer;
  const wait = () => { clearTimeout(timer); timer = setTimeout(() => { observer.disconnect(); resolve(); }, 150); };
  const observer = new MutationObserver(wait);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  setTimeout(resolve, 5000);
  wait();
})`;
const HEADING = 'main :is(h1, h2)';
const WAIT_MS = 15_000;
const START_MS = 180_000;

export interface ConsoleOptions {
  /** Over the configuration of the tests. */
  readonly config?: Partial<Config>;
  /** Further addresses that pages may call. */
  readonly hosts?: readonly string[];
}

/** The console of a Qiao of the test file's own, in a real browser. */
export class Console {
  readonly qiao: Qiao;
  private readonly contexts: BrowserContext[] = [];
  private readonly watches: Watch[] = [];

  private constructor(
    qiao: Qiao,
    private readonly browser: Browser,
    private readonly hosts: readonly string[],
    private readonly isBrowserLent: boolean,
  ) {
    this.qiao = qiao;
  }

  /** @param lent a browser that stays open; by default one is launched and closed */
  static async start(
    { config: changes = {}, hosts = [] }: ConsoleOptions = {},
    lent?: Browser,
  ): Promise<Console> {
    const [state, qiao, browser] = await Promise.all([
      builtForTests(),
      startQiao({ run: false }),
      lent ?? launchBrowser(),
    ]);
    const { database } = qiao;
    const config = { ...qiao.config, ...changes };
    const services = { ...qiao.services, config };
    const log = createLogger('error');
    const worker = await startWorker(database.url, services.jobs, log, []);
    const server = await startServer(services, { ...config, consoleState: () => state }, log);
    qiao.onClose(() => worker.stop());
    qiao.onClose(() => server.close());
    await eventually(() => services.component.hasTicket(), 30_000);
    await qiao.eloqua.install(SITE);
    const known = [qiao.url, qiao.wechat.url, qiao.eloqua.url, ...hosts];
    return new Console(qiao, browser, known, lent !== undefined);
  }

  /**
   * A page that nobody has signed in to yet. Whatever goes wrong in it fails the test.
   *
   * @param path below the console's, or a whole address that leads there
   */
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
    this.watches.push(new Watch(page, this.hosts));
    await page.goto(new URL(path, `${this.qiao.url}/console/`).href);
    return page;
  }

  /** A page as somebody who has signed in sees it, with what it needs loaded. */
  async enter(path = '', visitor: Visitor = {}): Promise<Page> {
    const { as = 'ADMINISTRATOR', language = 'en' } = visitor;
    const page = await this.open(path, visitor);
    await page.getByRole('button', { name: BUTTONS[language][as], exact: true }).click();
    await page.locator(HEADING).first().waitFor({ timeout: WAIT_MS });
    await this.shown(page);
    return page;
  }

  /** Goes to another page without loading the console again, which would end the session. */
  async go(page: Page, path: string): Promise<void> {
    const address = `${new URL(this.qiao.url).pathname}console/${path}`;
    await page.evaluate(
      `history.pushState(null, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate'))`,
    );
    await this.shown(page);
  }

  /** Resolves when the page has all that it asks for, and nothing in it changes any more. */
  async shown(page: Page): Promise<void> {
    await eventually(() => this.watches.every(({ isIdle }) => isIdle), WAIT_MS, 50);
    await page.evaluate(QUIET);
    await eventually(() => this.watches.every(({ isIdle }) => isIdle), WAIT_MS, 50);
    await page.locator(HEADING).first().waitFor({ timeout: WAIT_MS });
    await eventually(async () => (await page.locator(LOADING).count()) === 0, WAIT_MS, 50);
  }

  /** Closes all pages. What went wrong in them, in words; `expected` did not. */
  async leave(): Promise<string[]> {
    for (const context of this.contexts.splice(0)) await context.close();
    return this.watches.splice(0).flatMap(({ complaints }) => complaints);
  }

  async close(): Promise<void> {
    if (!this.isBrowserLent) await this.browser.close();
    await this.qiao.close();
  }
}

const IS_FOCUSED = (element: { ownerDocument: { activeElement: unknown } }): boolean =>
  element === element.ownerDocument.activeElement;

/** Presses Tab until `target` has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate(IS_FOCUSED)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not get there');
}

/** The console for the tests of a file. Each test begins without pages, and fails if a page of it had a fault. */
export function useConsole(options: () => ConsoleOptions = () => ({})): Console {
  let started: Console | null = null;
  browserOfWorker.beforeAll(async ({ browser }) => {
    started = await Console.start(options(), browser);
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
