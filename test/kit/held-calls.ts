import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from './eventually.ts';

/** A call of WeChat's API that stands still, until the test lets it take its next step. */
export interface HeldCall {
  readonly body: string;
  /** WeChat does what was asked; its answer is kept back. Rejects where WeChat cuts the connection. */
  perform(): Promise<void>;
  /** The answer arrives, or what the test makes of it; performed first if it was not yet. */
  answer(change?: (json: string) => string): Promise<void>;
}

/** The way to WeChat's API, on which the calls of some paths stand still: between any two steps of theirs. */
export interface HeldCalls {
  /** What takes the place of `WECHAT_API_URL`. */
  readonly url: string;
  /** Options for starting Qiao so that its calls of WeChat's API go through here. */
  readonly between: { readonly env: Readonly<Record<string, string>>; onSandbox(url: string): void };
  /** Where calls go. */
  target: string;
  /** From now on every call of this API stands still; its name, for example `api_query_auth`. */
  hold(api: string): void;
  /** Waits until a call of this API that mentions `what` stands still. Each is found once. */
  find(api: string, what: string): Promise<HeldCall>;
  /** Calls of that API pass again; those that stand still go on standing. */
  release(api: string): void;
  /** Holds no more calls. Calls that are held now are disconnected; those not yet forwarded have no effect. */
  letGo(): void;
  close(): Promise<void>;
}

interface Standing extends HeldCall {
  readonly path: string;
  cut(): void;
}

export async function holdCalls(): Promise<HeldCalls> {
  const held = new Set<string>();
  const standing: Standing[] = [];
  const server = createServer(async (request, response) => {
    const call = await receive(request, response, calls);
    if ([...held].some((api) => call.path.endsWith(api))) standing.push(call);
    else await call.answer();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const calls: HeldCalls = {
    url,
    between: {
      env: { WECHAT_API_URL: url },
      onSandbox: (sandboxUrl) => {
        calls.target = sandboxUrl;
      },
    },
    target: '',
    hold: (api) => void held.add(api),
    release: (api) => void held.delete(api),
    async find(api, what) {
      const index = () => standing.findIndex(({ path, body }) => path.endsWith(api) && body.includes(what));
      await eventually(() => index() >= 0);
      return standing.splice(index(), 1)[0] as HeldCall;
    },
    letGo() {
      held.clear();
      for (const call of standing.splice(0)) call.cut();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return calls;
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  calls: HeldCalls,
): Promise<Standing> {
  let body = '';
  for await (const chunk of request) body += chunk;
  let performed: Promise<{ status: number; text: string }> | null = null;
  const perform = () => {
    performed ??= fetch(calls.target + request.url, {
      method: request.method ?? 'POST',
      headers: { 'content-type': request.headers['content-type'] ?? 'text/plain' },
      body,
    }).then(async (answer) => ({ status: answer.status, text: await answer.text() }));
    return performed;
  };
  return {
    path: (request.url ?? '').split('?')[0] ?? '',
    body,
    async perform() {
      await perform();
    },
    async answer(change = (json) => json) {
      const answer = await perform().catch(() => null);
      if (!answer) return void response.destroy();
      const { status, text } = answer;
      response.writeHead(status, { 'content-type': 'text/plain' }).end(change(text));
    },
    cut: () => void response.destroy(),
  };
}
