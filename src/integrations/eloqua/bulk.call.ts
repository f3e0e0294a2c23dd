import type { RequestText } from '../../kernel/http.ts';
import { type Call, type CallOptions, call, type EloquaSession } from './rest.call.ts';

export type BulkCall = <Answer>(session: EloquaSession, request: Call<Answer>) => Promise<Answer>;

/** Calls of Bulk 2.0, whose paths and URIs begin below its own base. */
export const bulkCall =
  (http: RequestText, options: CallOptions): BulkCall =>
  (session, request) =>
    call(http, session, { ...options, ...request, path: `/api/bulk/2.0${request.path}` });
