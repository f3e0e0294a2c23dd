import { html, type Page, render, STYLE_SOURCE } from '../kernel/page.ts';
import type { Config } from './config.ts';
import type { ConsoleState } from './console.state.ts';

type ConsoleConfig = Pick<Config, 'sandbox' | 'console' | 'frameAncestors' | 'publicUrl'>;

/** Where the console is in the browser, below the path of `PUBLIC_URL`. */
export const consolePath = ({ publicUrl }: Pick<Config, 'publicUrl'>): string =>
  new URL(`${publicUrl}/console/`).pathname;

/** What the built page has in place of what only the server knows. */
const BASE = '<base href="./">';
const SETTINGS = '<meta name="qiao-settings" content="">';
const NONCE = 'NONCE_OF_THE_PAGE';

/** The page of the console, from `index.html` of its build. */
export function consolePage(index: string, config: ConsoleConfig, nonce: string): string {
  for (const part of [BASE, SETTINGS])
    if (!index.includes(part)) throw new Error(`index.html of the console lacks ${part}`);
  const { oidc, sandboxes } = config.console;
  const settings = {
    ...{ sandbox: config.sandbox, oidc },
    ...{ wechatSandbox: sandboxes?.wechat ?? null, eloquaSandbox: sandboxes?.eloqua ?? null },
  };
  return index
    .replace(BASE, () => `<base href="${html(consolePath(config))}">`)
    .replace(SETTINGS, () => SETTINGS.replace('""', () => `"${html(JSON.stringify(settings))}"`))
    .replaceAll(NONCE, nonce);
}

/** Everything comes from here, but sign-in with the provider, and the frames of the sandbox. */
export function consolePolicy(config: ConsoleConfig, nonce: string): string {
  const { oidc, sandboxes } = config.console;
  const sockets = new URL(config.publicUrl.replace(/^http/, 'ws')).origin;
  return policyOf({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", `'nonce-${nonce}'`],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", sockets, ...(oidc ? [new URL(oidc.issuer).origin] : [])],
    'frame-src': sandboxes ? ["'self'", ...new Set([sandboxes.wechat, sandboxes.eloqua])] : ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'none'"],
    'frame-ancestors': config.frameAncestors,
  });
}

/** Of the pages that are shown while there is no console. */
export const absencePolicy = ({ frameAncestors }: ConsoleConfig): string =>
  policyOf({
    'default-src': ["'none'"],
    'style-src': [STYLE_SOURCE],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': frameAncestors,
  });

const policyOf = (sources: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(sources)
    .map(([directive, allowed]) => `${directive} ${allowed.join(' ')}`)
    .join('; ');

/** The page in place of the console. The first one reloads itself. */
export const absencePage = (kind: Exclude<ConsoleState['kind'], 'READY'>): string => render(ABSENCES[kind]);

const ABSENCES: Readonly<Record<Exclude<ConsoleState['kind'], 'READY'>, Page>> = {
  BUILDING: {
    title: 'The console is being built',
    paragraphs: ['This takes a few seconds after the first start. The page then opens by itself.'],
    head: '<meta http-equiv="refresh" content="2">',
  },
  FAILED: {
    title: 'The console could not be built',
    paragraphs: [
      'The log of Qiao says why. Everything else works. Mend the cause, then start Qiao again.',
      'If packages are missing, run npm ci first.',
    ],
  },
  NONE: {
    title: 'The console is not built here',
    paragraphs: ['Run npm run build, then start Qiao again. Everything else works without the console.'],
  },
};
