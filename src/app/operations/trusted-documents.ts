import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Two forms that tools write: ids with their documents, or a manifest of Apollo's. */
const Manifest = z.union([
  z
    .object({
      format: z.literal('apollo-persisted-query-manifest'),
      operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
    })
    .transform(({ operations }) => operations.map(({ id, body }) => [id, body] as const)),
  z.record(z.string().min(1), z.string().min(1)).transform((documents) => Object.entries(documents)),
]);

/** How a request names a document instead of sending it. */
interface Naming {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

/** Takes the place of a document whose id is not known, to be refused like any other: after its caller. */
export const UNKNOWN_DOCUMENT = '# no document has this id';

/** The documents of an operator's own clients, which know them by id. */
export class TrustedDocuments {
  private readonly byId: ReadonlyMap<string, string>;
  /** Ids by source. */
  private readonly ids: ReadonlyMap<string, string>;

  constructor(
    documents: Iterable<readonly [id: string, source: string]> = [],
    /** Whether any other document is refused. */
    readonly only = false,
  ) {
    const known = [...documents];
    this.byId = new Map([
      ...known,
      ...known.map(([, source]) => [createHash('sha256').update(source).digest('hex'), source] as const),
    ]);
    this.ids = new Map(known.map(([id, source]) => [source, id]));
  }

  /** @throws if the file cannot be read, or is of neither form */
  static read(file: string, only: boolean): TrustedDocuments {
    const parsed = Manifest.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!parsed.success)
      throw new Error(`${file} has neither ids with documents, nor the form of Apollo's manifest.`);
    return new TrustedDocuments(parsed.data, only);
  }

  has(source: string): boolean {
    return this.ids.has(source);
  }

  /** The id of a document as the operator's file has it. */
  idOf(source: string): string | undefined {
    return this.ids.get(source);
  }

  /**
   * The same request with the document that it names, as `documentId` or as Apollo's `persistedQuery`. One that sends a
   * document as well is left as it is. Where no document has the id, it is {@link UNKNOWN_DOCUMENT}.
   */
  named<T extends Naming>(request: T): T {
    const { documentId, extensions, ...others } = request;
    const { persistedQuery, ...otherExtensions } = (
      typeof extensions === 'object' ? (extensions ?? {}) : {}
    ) as { persistedQuery?: { sha256Hash?: unknown } };
    const id = documentId ?? persistedQuery?.sha256Hash;
    if (id === undefined) return request;
    const sent = typeof request.query === 'string' ? request.query : '';
    const query = sent || (this.find(id) ?? UNKNOWN_DOCUMENT);
    return { ...others, query, extensions: otherExtensions } as unknown as T;
  }

  private find(id: unknown): string | undefined {
    if (typeof id !== 'string') return undefined;
    return this.byId.get(id) ?? this.byId.get(id.replace(/^sha256:/, ''));
  }
}
