import type { RequestText } from '../../kernel/http.ts';
import { readItems } from './answer.ts';
import { type BulkCall, bulkCall } from './bulk.call.ts';
import { bulkPage, definition, exportedRow, uri } from './eloqua.answers.ts';
import type { CallOptions, EloquaSession } from './rest.call.ts';

export interface ExportDefinition {
  /** At most 100 characters. */
  name: string;
  /** Statements by the names that the rows will use, at most 250. */
  fields: Readonly<Record<string, string>>;
  /** In Eloqua's expression language, at most 1 000 characters. Default: all contacts. */
  filter?: string;
}

export type ExportedRow = Readonly<Record<string, string>>;

export interface ExportedRows {
  readonly rows: readonly ExportedRow[];
  /** Null: there are no more. */
  readonly next: number | null;
}

const READ_MS = 60_000;
const MOST_BYTES = 32 * 1024 * 1024;
/** In the form of ISO 8601: how long rows and definition stay. */
const STAYS = 'P1D';

/** The exports of contacts of Bulk 2.0. `BulkSyncsClient` starts them. All methods throw `EloquaError`. */
export class BulkExportsClient {
  readonly #options: CallOptions;
  readonly #call: BulkCall;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#options = options;
    this.#call = bulkCall(http, options);
  }

  /** @returns the URI of the definition */
  async create(session: EloquaSession, wanted: ExportDefinition): Promise<string> {
    const created = await this.#call(session, {
      method: 'POST',
      path: '/contacts/exports',
      body: {
        ...wanted,
        areSystemTimestampsInUTC: true,
        dataRetentionDuration: STAYS,
        autoDeleteDuration: STAYS,
      },
      answer: definition,
    });
    return created.uri;
  }

  /**
   * @param syncUri of a synchronization that has ended; only the user who started it may read the rows
   * @param limit at most 50 000
   */
  async rows(
    session: EloquaSession,
    syncUri: string,
    { offset, limit }: { offset: number; limit: number },
  ): Promise<ExportedRows> {
    const path = `${uri.parse(syncUri)}/data`;
    const { items, hasMore } = await this.#call(session, {
      method: 'GET',
      path,
      query: { limit: String(limit), offset: String(offset) },
      timeoutMs: this.#options.timeoutMs ?? READ_MS,
      maxBytes: MOST_BYTES,
      answer: bulkPage,
    });
    const { items: rows, odd } = readItems(exportedRow, items, 'items');
    if (odd.length > 0) this.#options.onOdd?.(`GET ${path}`, odd);
    return { rows, next: hasMore && items.length > 0 ? offset + items.length : null };
  }
}
