import type { RequestText } from '../../kernel/http.ts';
import { nothing } from './answer.ts';
import { type BulkCall, bulkCall } from './bulk.call.ts';
import { BulkSyncsClient, type PollOptions, type SyncResult } from './bulk-syncs.client.ts';
import { definition, uri } from './eloqua.answers.ts';
import type { CallOptions, EloquaSession } from './rest.call.ts';

export interface ExecutionReport {
  /** The step's GUID, with or without dashes. */
  instanceId: string;
  /** The execution from the notification of these contacts. */
  executionId: string;
  /** Moves the contacts to the next step, or to the error path. */
  status: 'complete' | 'errored';
  contactIds: readonly string[];
}

/** The sync actions of Bulk 2.0, with which an action reports its contacts. All methods throw `EloquaError`. */
export class BulkReportsClient {
  readonly #call: BulkCall;
  readonly #syncs: BulkSyncsClient;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#call = bulkCall(http, options);
    this.#syncs = new BulkSyncsClient(http, options);
  }

  /**
   * Creates the definition, uploads, starts the synchronization and waits for its end. Setting a status twice is
   * harmless, so a report that failed is simply repeated. At most 32 MB: some hundred thousand contacts.
   */
  async report(session: EloquaSession, report: ExecutionReport, poll: PollOptions = {}): Promise<SyncResult> {
    const definitionUri = await this.#define(session, report);
    await this.#call(session, {
      method: 'POST',
      path: `${uri.parse(definitionUri)}/data`,
      body: report.contactIds.map((contactId) => ({ ContactId: contactId })),
      answer: nothing,
    });
    const started = await this.#syncs.start(session, definitionUri);
    return this.#syncs.result(session, started.uri, poll);
  }

  async #define(
    session: EloquaSession,
    { instanceId, executionId, status }: ExecutionReport,
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
}
