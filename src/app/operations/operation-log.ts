import type { GraphQLRequestContext } from '@apollo/server';
import { type Span, SpanStatusCode } from '@opentelemetry/api';
import { type RequestErrorCode, requestError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import { observed } from '../../kernel/observation.ts';
import { actorOf } from '../../modules/audit/audit.service.ts';
import type { Documents } from './documents.ts';
import type { OperationContext, Requester } from './operation-context.ts';
import type { Ending } from './subscription.ts';

type Context = GraphQLRequestContext<OperationContext>;

/** What a line is made of. */
interface Looked extends Partial<Pick<Context, 'operation' | 'source'>> {
  readonly contextValue: Requester & Pick<OperationContext, 'progress'>;
}

/** Clients may choose names as long as a document. */
const NAME_CHARACTERS = 100;

/** What a line says about its operation: no variable, no value of the document, and nobody's name. */
interface About {
  readonly operation: string | null;
  /** Null: what was sent is no operation of the schema. */
  readonly type: string | null;
  /** Of the document: its id if it is a trusted one, else its SHA-256. Null for strangers, whose documents are not read. */
  readonly hash: string | null;
  /** As the audit trail names them. */
  readonly caller: { readonly kind: string; readonly id: string } | null;
  readonly installation: string | null;
  readonly requestId: string;
}

type Line = About & { readonly outcome: string; readonly ms: number } & Readonly<Record<string, unknown>>;

/** Writes one line of the log for each operation, counts it, and names its span. */
export class OperationLog {
  constructor(
    private readonly documents: Documents,
    private readonly metrics: Metrics,
    private readonly log: Logger,
  ) {}

  /** @param failed it ended in a way which Apollo does not know, and has no answer */
  ended(context: Context, failed = false): void {
    const observation = observed();
    const { begunAt = performance.now(), statements = 0, isRefused = false, span = null } = observation ?? {};
    const { progress } = context.contextValue;
    const codes = failed ? ['INTERNAL_SERVER_ERROR'] : codesIn(context);
    const outcome = codes[0] ?? (isRefused ? 'REFUSED' : 'OK');
    const ms = performance.now() - begunAt;
    const about = this.about(context, outcome);
    const { operation: name, type } = about;
    const isTrusted = name !== null && this.documents.isTrusted(context.source ?? '');
    this.metrics.operationEnded({ name, type, outcome, codes, ms, isTrusted });
    if (span) describe(span, about, outcome, statements);
    const cost = (progress.subscription ? progress.requested : progress.actual) ?? null;
    const line = { ...about, ms: rounded(ms), statements, outcome, cost };
    this.write(line, progress.subscription ? 'subscription began' : 'operation');
    void progress.subscription?.ended.then((ending) => this.subscriptionEnded(about, begunAt, ending));
  }

  /** One that was refused before its document was looked at. */
  refused(requester: Requester, code: RequestErrorCode): void {
    const ended = { outcome: code, ms: 0 };
    this.metrics.operationEnded({ ...ended, name: null, type: null, codes: [code], isTrusted: false });
    const about = this.about({ contextValue: { ...requester, progress: {} } }, code);
    this.write({ ...about, ...ended, statements: 0, cost: null }, 'operation');
  }

  private subscriptionEnded(about: About, begunAt: number, { outcome, results }: Ending): void {
    const ms = rounded(performance.now() - begunAt);
    this.write({ ...about, ms, results, outcome }, 'subscription ended');
  }

  private write(line: Line, message: string): void {
    this.log[levelOf(line.outcome)](line, message);
  }

  private about({ contextValue, operation, source }: Looked, outcome: string): About {
    const { signedIn, requestId, progress } = contextValue;
    // Where there are faults, another document has taken the place of the one that was sent.
    const definition = progress.faults ? undefined : operation;
    const { actorKind: kind, actor: id } = signedIn ? actorOf(signedIn.context.caller) : NOBODY;
    const isWritten = this.log.isLevelEnabled(levelOf(outcome));
    return {
      operation: definition?.name?.value.slice(0, NAME_CHARACTERS) ?? null,
      type: definition?.operation ?? null,
      hash: signedIn && source && isWritten ? this.documents.hashOf(source) : null,
      caller: signedIn ? { kind, id } : null,
      installation: signedIn?.context.installationId ?? null,
      requestId,
    };
  }
}

const NOBODY = { actorKind: '', actor: '' };

function codesIn({ response: { body } }: Context): string[] {
  const errors = body?.kind === 'single' ? (body.singleResult.errors ?? []) : [];
  return errors.map(({ extensions }) => String(extensions?.code));
}

function describe(span: Span, about: About, outcome: string, statements: number): void {
  const { operation, type, requestId } = about;
  span.updateName([type ?? 'operation', operation].filter(Boolean).join(' '));
  span.setAttributes({
    ...(type && { 'graphql.operation.type': type }),
    ...(operation && { 'graphql.operation.name': operation }),
    'qiao.request_id': requestId,
    'qiao.outcome': outcome,
    'qiao.statements': statements,
  });
  if (isOurFault(outcome)) span.setStatus({ code: SpanStatusCode.ERROR, message: outcome });
}

const NO_FAULT = new Set(['OK', 'REFUSED']);
const isOurFault = (outcome: string): boolean =>
  !NO_FAULT.has(outcome) && requestError(outcome as RequestErrorCode).level === 'error';

const levelOf = (outcome: string): 'error' | 'info' => (isOurFault(outcome) ? 'error' : 'info');

const rounded = (ms: number): number => Math.round(ms * 10) / 10;
