import type { Interference } from '../shared/interference.ts';
import { readable } from '../shared/journal.ts';
import { bodyOf, queryOf } from '../shared/requests.ts';
import type { Sandbox } from './context.ts';
import { errorBody, WeChatError } from './errors.ts';
import type { Fault } from './faults.ts';

/** Whether a path is the control API's or the phone's; everything else is WeChat. */
export const isOwnPath = (path: string): boolean =>
  path === '/' || path.startsWith('/_sandbox') || path.startsWith('/phone');

export const wechatInterference = (sandbox: Sandbox): Interference<Fault> => ({
  record(path, request) {
    if (isOwnPath(path)) return undefined;
    return sandbox.journal.record({
      method: request.method,
      path,
      query: request.is404 ? withoutTokens(queryOf(request)) : queryOf(request),
      body: readable(bodyOf(request)),
    });
  },
  take: (path) => sandbox.faults.take(path),
  answer({ errcode, errmsg }, { journalEntry }) {
    if (errcode === undefined) return undefined;
    if (journalEntry) journalEntry.errcode = errcode;
    return JSON.stringify(errorBody(new WeChatError(errcode, errmsg)));
  },
  contentType: () => sandbox.settings.contentType,
  signal: () => AbortSignal.any([sandbox.pushes.signal, sandbox.faults.cleared]),
});

/** An address that does not exist may be anything, so that the token in it is not kept. */
const withoutTokens = (query: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter(([name]) => !name.endsWith('access_token')));
