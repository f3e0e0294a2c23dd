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

/** Documents of this length in all are remembered, with a syntax tree that is some thirty times as large. */
const REMEMBERED_CHARACTERS = 1_000_000;

/** Parses and validates documents. Remembers the verdict on those that are sent again, which clients do all the time. */
export class Documents {
  private readonly checked = new Map<string, CheckedDocument>();
  private characters = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly trusted: TrustedDocuments,
    /** Whether errors suggest names of the schema. */
    private readonly suggest: boolean,
  ) {}

  check(source: string): CheckedDocument {
    if (source === UNKNOWN_DOCUMENT)
      return refused('No document has this id. Send the document itself.', 'PERSISTED_QUERY_NOT_FOUND');
    if (this.trusted.only && !this.trusted.has(source))
      return refused('Only documents that this server knows are executed.', 'PERSISTED_QUERY_NOT_FOUND');
    // Not remembered, so that it pushes nothing out.
    if (Buffer.byteLength(source) > LIMITS.documentBytes)
      return refused(`A document has at most ${LIMITS.documentBytes} bytes.`, 'QUERY_TOO_COMPLEX');
    const known = this.checked.get(source);
    const verdict = known ?? this.verdict(source);
    // The last one that was asked for is forgotten last.
    if (known) this.checked.delete(source);
    else this.characters += source.length;
    this.checked.set(source, verdict);
    for (const oldest of this.checked.keys()) {
      if (this.characters <= REMEMBERED_CHARACTERS) break;
      this.checked.delete(oldest);
      this.characters -= oldest.length;
    }
    return verdict;
  }

  private verdict(source: string): CheckedDocument {
    let document: DocumentNode;
    try {
      document = parse(source, { maxTokens: LIMITS.tokens });
    } catch (error) {
      const { message } = error as GraphQLError;
      return message.includes(`more that ${LIMITS.tokens} tokens`)
        ? refused(`A document has at most ${LIMITS.tokens} tokens.`, 'QUERY_TOO_COMPLEX')
        : { faults: [withCode(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')] };
    }
    // Before validation, whose time grows faster than the document.
    const broken = brokenLimit(document);
    if (broken) return { faults: [broken] };
    const faults = validate(this.schema, document, RULES, {
      maxErrors: LIMITS.errors,
      hideSuggestions: !this.suggest,
    });
    return faults.length > 0
      ? { faults: faults.map((fault) => withCode(fault, 'GRAPHQL_VALIDATION_FAILED')) }
      : { document };
  }
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
