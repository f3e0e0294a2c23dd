import type { Sandbox } from './context.ts';

const MAX_STEPS = 20;

/** One request of the customer's browser, or of Eloqua itself. */
export interface BrowserStep {
  method: string;
  /** Without its query, which may hold codes. */
  url: string;
  /** null: no answer. */
  status: number | null;
}

/** Where the browser stopped. */
export interface Visit {
  steps: BrowserStep[];
  /** The last address, with its query. */
  url: string;
  status: number | null;
}

/** Opens an address and follows redirects, with cookies. `decide` may go on from a page by another address. */
export async function browse(
  sandbox: Sandbox,
  start: string,
  decide: (url: string) => string | null = () => null,
): Promise<Visit> {
  const cookies = new Map<string, Map<string, string>>();
  const steps: BrowserStep[] = [];
  let url = start;
  for (;;) {
    const answer = await open(sandbox, url, cookies);
    steps.push({ method: 'GET', url: withoutQuery(url), status: answer.status });
    const next = answer.location ?? (answer.status === 200 ? decide(url) : null);
    if (next === null || steps.length >= MAX_STEPS) return { steps, url, status: answer.status };
    url = new URL(next, url).href;
  }
}

export const withoutQuery = (url: string): string => url.split('?', 1)[0] ?? '';

async function open(
  sandbox: Sandbox,
  url: string,
  jar: Map<string, Map<string, string>>,
): Promise<{ status: number | null; location: string | null }> {
  const { origin } = new URL(url);
  const own = jar.get(origin) ?? new Map<string, string>();
  jar.set(origin, own);
  const cookie = [...own].map((pair) => pair.join('=')).join('; ');
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(sandbox.settings.callTimeoutMs), sandbox.calls.signal]),
      headers: { accept: 'text/html,*/*', ...(cookie === '' ? {} : { cookie }) },
    });
    await response.arrayBuffer();
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      own.set(name, value);
    }
    const redirects = response.status >= 300 && response.status < 400;
    return { status: response.status, location: redirects ? response.headers.get('location') : null };
  } catch {
    return { status: null, location: null };
  }
}
