import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { HttpFault, type RequestText } from '../../kernel/http.ts';
import { nothing, readItems } from './answer.ts';
import { definition, startedSync, sync, syncLog, syncLogs, uri } from './eloqua.answers.ts';
import { EloquaError } from './errors.ts';
import { type Call, type CallOptions, call, type EloquaSession } from './rest.call.ts';

export interface ExecutionReport {
  /** The step's GUID, with or without dashes. */
  instanceId: string;
  /** The execution from the notification of these contacts. */
  executionId: string;
  /** Moves the contacts to the next step, or to the error path. */
  status: 'complete' | 'errored';
  contactIds: readonly string[];
}

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
export interface SyncResult extends EloquaSync {
  /** The errors; only for `warning` and `error`. */
  logs: EloquaSyncLog[];
}

/** The part of Bulk 2.0 with which an action reports its contacts. All methods throw `EloquaError`. */
export class BulkClient {
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#http = http;
    this.#options = options;
  }

  /**
   * Creates the definition, uploads, starts the synchronization and waits for its end. Setting a status twice is
   * harmless, so a report that failed is simply repeated. At most 32 MB: some hundred thousand contacts.
   */
  async report(session: EloquaSession, report: ExecutionReport, poll: PollOptions = {}): Promise<SyncResult> {
    const definitionUri = await this.createSyncAction(session, report);
    await this.upload(session, definitionUri, report.contactIds);
    const { uri } = await this.startSync(session, definitionUri);
    return this.result(session, uri, poll);
  }

  /** @returns its URI, for `upload` and `startSync` */
  async createSyncAction(
    session: EloquaSession,
    { instanceId, executionId, status }: Omit<ExecutionReport, 'contactIds'>,
  ): Promise<string> {
    const statement = `ActionInstance(${instanceId.replaceAll('-', '')}).Execution[${executionId}]`;
    const created = await this.#call(session, {
      method: 'POST',
      path: '/contacts/syncActions',
      body: {
        name: `Execution ${executionId}: ${status}`,
        fields: { ContactId: '{{Contact.Id}}' },
        identifierFieldName: 'ContactId',
        syncActions: [{ action: 'setStatus', destination: `{{${statement}}}`, status }],
        // The documentation contradicts itself about the default.
        isSyncTriggeredOnImport: false,
      },
      answer: definition,
    });
    return created.uri;
  }

  async upload(session: EloquaSession, definitionUri: string, contactIds: readonly string[]): Promise<void> {
    await this.#call(session, {
      method: 'POST',
      path: `${uri.parse(definitionUri)}/data`,
      body: contactIds.map((contactId) => ({ ContactId: contactId })),
      answer: nothing,
    });
  }

  startSync(session: EloquaSession, definitionUri: string): Promise<EloquaSync> {
    return this.#call(session, {
      method: 'POST',
      path: '/syncs',
      body: { syncedInstanceUri: definitionUri },
      answer: startedSync,
    });
  }

  /** Polls until the synchronization has ended or the time limit is reached. */
  async result(
    session: EloquaSession,
    syncUri: string,
    { pollMs = 1_000, timeoutMs = 60_000, signal }: PollOptions = {},
  ): Promise<SyncResult> {
    const deadline = Date.now() + timeoutMs;
    for (let wait = pollMs; ; wait = Math.min(wait * 1.5, pollMs * 10)) {
      const path = uri.parse(syncUri);
      const now = { uri: path, ...(await this.#call(session, { method: 'GET', path, answer: sync })) };
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

  #call<Answer>(session: EloquaSession, request: Call<Answer>): Promise<Answer> {
    return call(this.#http, session, {
      ...this.#options,
      ...request,
      path: `/api/bulk/2.0${request.path}`,
    });
  }
}

/** The end of a synchronization counts whether or not its logs can be read. */
function withoutLogs(error: unknown): EloquaSyncLog[] {
  if (error instanceof EloquaError) return [];
  throw error;
}
