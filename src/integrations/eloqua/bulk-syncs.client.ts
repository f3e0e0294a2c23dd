import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { HttpFault, type RequestText } from '../../kernel/http.ts';
import { readItems } from './answer.ts';
import { type BulkCall, bulkCall } from './bulk.call.ts';
import {
  bulkPage,
  listedSync,
  startedSync,
  sync,
  syncLog,
  syncLogs,
  syncReject,
  uri,
} from './eloqua.answers.ts';
import { EloquaError } from './errors.ts';
import type { CallOptions, EloquaSession } from './rest.call.ts';

export interface PollOptions {
  /** Milliseconds between polls. Default 1 000; grows to ten times that. */
  pollMs?: number;
  /** Milliseconds after which an unfinished synchronization is returned as it is. Default 60 000. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** `pending` and `active` are not finished; `warning` is finished, but some records were refused. */
export type EloquaSync = z.infer<typeof startedSync>;
export type EloquaSyncLog = z.infer<typeof syncLog>;
export type EloquaReject = z.infer<typeof syncReject>;
export interface SyncResult extends EloquaSync {
  /** The errors; only for `warning` and `error`. */
  logs: EloquaSyncLog[];
}

const PAGE = 1_000;
/** Of the list of all synchronizations, newest first: some hours, on a busy site. */
const MOST_SYNC_PAGES = 10;
const MOST_REJECT_PAGES = 1_000;

/** The synchronizations of Bulk 2.0: they do what a definition says. All methods throw `EloquaError`. */
export class BulkSyncsClient {
  readonly #options: CallOptions;
  readonly #call: BulkCall;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#options = options;
    this.#call = bulkCall(http, options);
  }

  /** @throws {EloquaError} INVALID if the definition is not valid any more, for example because a field was deleted */
  start(session: EloquaSession, definitionUri: string): Promise<EloquaSync> {
    return this.#call(session, {
      method: 'POST',
      path: '/syncs',
      body: { syncedInstanceUri: definitionUri },
      answer: startedSync,
    });
  }

  /** The latest one of a definition that Eloqua still lists, or null. */
  async latestOf(session: EloquaSession, definitionUri: string): Promise<EloquaSync | null> {
    for (let page = 0; page < MOST_SYNC_PAGES; page += 1) {
      const { items, hasMore } = await this.#call(session, {
        method: 'GET',
        path: '/syncs',
        query: { limit: String(PAGE), offset: String(page * PAGE), orderBy: 'createdAt DESC' },
        answer: bulkPage,
      });
      const { items: syncs } = readItems(listedSync, items, 'items');
      const found = syncs.find(({ syncedInstanceUri }) => syncedInstanceUri === definitionUri);
      if (found) return { uri: found.uri, status: found.status };
      if (!hasMore) break;
    }
    return null;
  }

  /** As it is now. */
  async get(session: EloquaSession, syncUri: string): Promise<EloquaSync> {
    const path = uri.parse(syncUri);
    return { uri: path, ...(await this.#call(session, { method: 'GET', path, answer: sync })) };
  }

  /** Polls until the synchronization has ended or the time limit is reached. */
  async result(
    session: EloquaSession,
    syncUri: string,
    { pollMs = 1_000, timeoutMs = 60_000, signal }: PollOptions = {},
  ): Promise<SyncResult> {
    const deadline = Date.now() + timeoutMs;
    for (let wait = pollMs; ; wait = Math.min(wait * 1.5, pollMs * 10)) {
      const now = await this.get(session, syncUri);
      if (now.status === 'warning' || now.status === 'error') {
        return { ...now, logs: await this.logs(session, syncUri).catch(withoutLogs) };
      }
      if (now.status === 'success' || Date.now() + wait > deadline) return { ...now, logs: [] };
      await sleep(wait, undefined, { signal }).catch(() => {
        throw new HttpFault('ABORTED', `GET ${syncUri}`);
      });
    }
  }

  /** The first thousand log entries. */
  async logs(session: EloquaSession, syncUri: string): Promise<EloquaSyncLog[]> {
    const found = await this.#call(session, {
      method: 'GET',
      path: `${uri.parse(syncUri)}/logs`,
      query: { limit: '1000' },
      answer: syncLogs,
    });
    return readItems(syncLog, found, 'items').items;
  }

  /** The records of an import that were refused, wholly or in part. Values that were sent are not read. */
  async rejects(session: EloquaSession, syncUri: string): Promise<EloquaReject[]> {
    const path = `${uri.parse(syncUri)}/rejects`;
    const found: EloquaReject[] = [];
    for (let page = 0; page < MOST_REJECT_PAGES; page += 1) {
      const { items, hasMore } = await this.#call(session, {
        method: 'GET',
        path,
        query: { limit: String(PAGE), offset: String(page * PAGE) },
        answer: bulkPage,
      });
      const { items: rejects, odd } = readItems(syncReject, items, 'items');
      if (odd.length > 0) this.#options.onOdd?.(`GET ${path}`, odd);
      found.push(...rejects);
      if (!hasMore) break;
    }
    return found;
  }
}

/** The end of a synchronization counts whether or not its logs can be read. */
function withoutLogs(error: unknown): EloquaSyncLog[] {
  if (error instanceof EloquaError) return [];
  throw error;
}
