import type { RequestText } from '../../kernel/http.ts';
import { nothing } from './answer.ts';
import { type BulkCall, bulkCall } from './bulk.call.ts';
import { definition, uri } from './eloqua.answers.ts';
import type { CallOptions, EloquaSession } from './rest.call.ts';

export interface ImportDefinition {
  /** At most 100 characters. */
  name: string;
  /** Statements by the names that the records use, at most 100. */
  fields: Readonly<Record<string, string>>;
  /** Which of the fields identifies the contact. */
  identifierFieldName: string;
}

export type ImportRecord = Readonly<Record<string, string>>;

/** Eloqua takes 32 MB and answers 404 beyond. */
const MOST_BYTES = 30_000_000;
const UPLOAD_MS = 120_000;
/** In the form of ISO 8601: how long uploads stay, and then the definition. */
const STAYS = 'P1D';

/** The imports of Bulk 2.0. Nothing is imported until `BulkSyncsClient` starts one. All methods throw `EloquaError`. */
export class BulkImportsClient {
  readonly #uploadMs: number;
  readonly #call: BulkCall;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#uploadMs = options.timeoutMs ?? UPLOAD_MS;
    this.#call = bulkCall(http, options);
  }

  /** Of contacts, whose fields all take the uploaded value: an empty one clears. Returns the URI of the definition. */
  createForContacts(session: EloquaSession, wanted: ImportDefinition): Promise<string> {
    return this.#create(session, '/contacts/imports', { ...wanted, updateRule: 'always' });
  }

  /** Of external activities, which are never updated, so nothing identifies them. */
  createForActivities(
    session: EloquaSession,
    wanted: Omit<ImportDefinition, 'identifierFieldName'>,
  ): Promise<string> {
    return this.#create(session, '/activities/imports', wanted);
  }

  /** Eloqua numbers the records in this order, from 1. Makes one call for each 30 MB. */
  async upload(
    session: EloquaSession,
    definitionUri: string,
    records: readonly ImportRecord[],
  ): Promise<void> {
    const path = `${uri.parse(definitionUri)}/data`;
    for (const body of inUploads(records, MOST_BYTES)) {
      await this.#call(session, { method: 'POST', path, body, timeoutMs: this.#uploadMs, answer: nothing });
    }
  }

  async #create(session: EloquaSession, path: string, wanted: object): Promise<string> {
    const body = {
      ...wanted,
      // Of both, the documentation contradicts itself about the default.
      isSyncTriggeredOnImport: false,
      areSystemTimestampsInUTC: true,
      dataRetentionDuration: STAYS,
      autoDeleteDuration: STAYS,
    };
    return (await this.#call(session, { method: 'POST', path, body, answer: definition })).uri;
  }
}

/** The records in lists that are not longer than that as JSON, unless a single record is. */
export function inUploads<Row extends object>(records: readonly Row[], mostBytes: number): Row[][] {
  const uploads: Row[][] = [];
  let room = 0;
  for (const record of records) {
    const bytes = Buffer.byteLength(JSON.stringify(record)) + 1;
    if (bytes > room) {
      uploads.push([]);
      room = mostBytes - 1;
    }
    uploads.at(-1)?.push(record);
    room -= bytes;
  }
  return uploads;
}
