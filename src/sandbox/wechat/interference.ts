import type { Interference } from '../shared/interference.ts';
import { readable } from '../shared/journal.ts';
import { bodyOf, queryOf } from '../shared/requests.ts';
import type { Sandbox } from './context.ts';
import { errorBody, WeChatError } from './errors.ts';
import type { Fault } from './faults.ts';

/** Everything but the control API and the phone is WeChat. */
export const wechatInterference = (sandbox: Sandbox): Interference<Fault> => ({
  record(path, request) {
    if (path === '/' || path.startsWith('/_sandbox') || path.startsWith('/phone')) return undefined;
    const { method } = request;
    return sandbox.journal.record({
      method,
      path,
      query: queryOf(request),
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
