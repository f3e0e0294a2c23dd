import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { brokenLimit } from '../../graphql/document-limits.ts';
import { IdempotentAtMutations } from '../../graphql/idempotency.ts';
import { LIMITS } from '../../graphql/limits.ts';
import { type TrustedDocuments, UNKNOWN_DOCUMENT } from './trusted-documents.ts';

/** A document that may be executed, or what is wrong with it. */
export type CheckedDocument =
  | { readonly document: DocumentNode; readonly faults?: never }
  | { readonly document?: never; readonly faults: readonly GraphQLError[] };

const RULES = [...specifiedRules, IdempotentAtMutations];

/** What remembered documents take in all, as far as it can be estimated. */
const REMEMBERED_BYTES = 32 * 1024 * 1024;
/** A token, a comment, and their part of the syntax tree: measured 215 to 310. */
const BYTES_PER_TOKEN = 300;

interface Remembered {
  readonly verdict: CheckedDocument;
  readonly bytes: number;
  hash?: string;
}

/**
 * Parses and validates documents. Remembers those that may be executed, because clients send the same ones all the time;
 * never those with faults, because an error keeps the whole syntax tree in memory.
 */
export class Documents {
  private readonly checked = new Map<string, Remembered>();
  private bytes = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly trusted: TrustedDocuments,
    /** Whether errors suggest names of the schema. */
    private readonly suggest: boolean,
  ) {}

  /** Whether checking it takes no time, because it is remembered. */
  knows(source: string): boolean {
    return this.checked.has(source);
  }

  /** Whether the operator's file has it. */
  isTrusted(source: string): boolean {
    return this.trusted.has(source);
  }

  /** By which the log names it: the id of a trusted document, else the SHA-256 of its text. */
  hashOf(source: string): string | null {
    if (source === UNKNOWN_DOCUMENT) return null;
    const known = this.checked.get(source);
    const hash =
      known?.hash ?? this.trusted.idOf(source) ?? createHash('sha256').update(source).digest('hex');
    if (known) known.hash = hash;
    return hash;
  }

  check(source: string): CheckedDocument {
    const known = this.checked.get(source);
    if (known) return this.remember(source, known);
    if (source === UNKNOWN_DOCUMENT)
      return refused('No document has this id. Send the document itself.', 'PERSISTED_QUERY_NOT_FOUND');
    if (this.trusted.only && !this.trusted.has(source))
      return refused('Only documents that this server knows are executed.', 'PERSISTED_QUERY_NOT_FOUND');
    if (Buffer.byteLength(source) > LIMITS.documentBytes)
      return refused(`A document has at most ${LIMITS.documentBytes} bytes.`, 'QUERY_TOO_COMPLEX');
    return this.read(source);
  }

  /** The last one that was asked for is forgotten last. */
  private remember(source: string, remembered: Remembered): CheckedDocument {
    if (!this.checked.delete(source)) this.bytes += remembered.bytes;
    this.checked.set(source, remembered);
    for (const [oldest, { bytes }] of this.checked) {
      if (this.bytes <= REMEMBERED_BYTES) break;
      this.checked.delete(oldest);
      this.bytes -= bytes;
    }
    return remembered.verdict;
  }

  private read(source: string): CheckedDocument {
    let document: DocumentNode;
    try {
      document = parse(source, { maxTokens: LIMITS.tokens });
    } catch (error) {
      const { message } = error as GraphQLError;
      return message.includes(`more that ${LIMITS.tokens} tokens`)
        ? refused(`A document has at most ${LIMITS.tokens} tokens.`, 'QUERY_TOO_COMPLEX')
        : { faults: [withCode(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')] };
    }
    const tokens = tokensOf(document);
    if (tokens > LIMITS.tokens)
      return refused(`A document has at most ${LIMITS.tokens} tokens and comments.`, 'QUERY_TOO_COMPLEX');
    // Before validation, whose time grows faster than the document.
    const broken = brokenLimit(document);
    if (broken) return { faults: [broken] };
    const faults = validate(this.schema, document, RULES, {
      maxErrors: LIMITS.errors,
      hideSuggestions: !this.suggest,
    });
    return faults.length > 0
      ? { faults: faults.map((fault) => withCode(fault, 'GRAPHQL_VALIDATION_FAILED')) }
      : this.remember(source, { verdict: { document }, bytes: source.length + tokens * BYTES_PER_TOKEN });
  }
}

/** With comments, which parsing does not limit. */
function tokensOf({ loc }: DocumentNode): number {
  let tokens = 0;
  for (let token = loc?.startToken.next ?? null; token; token = token.next) tokens += 1;
  return tokens - 1;
}

const refused = (message: string, code: string): CheckedDocument => ({
  faults: [new GraphQLError(message, { extensions: { code } })],
});

const withCode = (error: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    extensions: { code },
  });
