import { setTimeout as sleep } from 'node:timers/promises';
import type {
  ApolloServerPlugin,
  GraphQLRequestContext,
  GraphQLRequestListener,
  HeaderMap,
} from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { Costs } from '../../graphql/cost.ts';
import { excessIn } from '../../graphql/document-limits.ts';
import { IDEMPOTENT } from '../../graphql/idempotency.ts';
import { LIMITS } from '../../graphql/limits.ts';
import { RequestError, withoutStack } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import { LoopTurns } from '../../kernel/loop-turns.ts';
import type { Turns } from '../../kernel/turns.ts';
import type { InstallationService } from '../../modules/installations/installation.service.ts';
import { namesJson } from '../media-types.ts';
import { areOfTheDocument, publicError, statusOf } from '../public-errors.ts';
import { brief } from './brief-error.ts';
import type { CheckedDocument, Documents } from './documents.ts';
import type { OperationContext } from './operation-context.ts';
import type { OperationLog } from './operation-log.ts';
import type { Quotas } from './quotas.ts';
import { Subscription } from './subscription.ts';
import type { Subscriptions } from './subscriptions.ts';

interface Parts {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly subscriptions: Subscriptions;
  readonly quotas: Quotas;
  /** Of installations, in points. */
  readonly turns: Turns;
  readonly installations: InstallationService;
  /** Whether the schema may be read without a token, and errors suggest its names; true in the sandbox. */
  readonly openSchema: boolean;
  readonly operationLog: OperationLog;
  readonly log: Logger;
}

type Context = GraphQLRequestContext<OperationContext>;

const TOO_MUCH = {
  LEVELS: `Variables are nested at most ${LIMITS.variablesDepth} levels deep.`,
  FIELDS: `Variables have at most ${LIMITS.variablesFields} fields in all.`,
} as const;

/** How long a THROTTLED is held back: less than its caller has to wait. */
const REFUSAL_MS = 500;

/** Points of operations that begin in one turn of the event loop, so that other clients are answered in between. */
const POINTS_PER_LOOP_TURN = 10;

/** What the smallest operation counts among those that run at once. */
const LEAST_POINTS = 6;

/** Takes the place of a document that is not executed. */
const REFUSED = parse('{ __typename }');

/** Fields that work while an installation is unavailable. */
const ALWAYS_ANSWERED = new Set(['viewer', 'installation', '__typename', '__schema', '__type']);

/**
 * The way of every operation, over HTTP and WebSocket: caller, document, cost, quota, turn, installation; then Apollo
 * executes it until its deadline. What is refused costs little, so strangers come first, and validation after limits.
 */
export class Operations implements ApolloServerPlugin<OperationContext> {
  private readonly loop = new LoopTurns(POINTS_PER_LOOP_TURN);

  private readonly costs: Costs;

  constructor(private readonly parts: Parts) {
    this.costs = new Costs(parts.schema);
  }

  async requestDidStart(): Promise<GraphQLRequestListener<OperationContext>> {
    return {
      didResolveSource: async (context) => {
        const { contextValue, source } = context;
        // Reading a document may take long, and strangers come last.
        if (!contextValue.signedIn || !this.parts.documents.knows(source))
          await this.loop.take(this.loop.most);
        this.checkDocument(context, source);
      },
      didResolveOperation: (context) => this.admit(context),
      responseForOperation: (context) => this.answerWithoutExecuting(context),
      didEncounterErrors: async ({ contextValue, errors }) => void this.toldOf(errors, contextValue),
      willSendResponse: async (context) => {
        this.complete(context);
        this.parts.operationLog.ended(context);
        // Who asks again at once, however often refused, would take the server's time with being refused.
        if (isThrottled(context)) await sleep(REFUSAL_MS);
      },
    };
  }

  /** Frees what an operation holds that ended in a way which Apollo does not know. */
  async unexpectedErrorProcessingRequest({ requestContext }: { requestContext: Context }): Promise<void> {
    release(requestContext.contextValue);
    this.parts.operationLog.ended(requestContext, true);
  }

  private checkDocument(context: Context, source: string): void {
    const { contextValue } = context;
    const checked = this.checked(contextValue, source);
    if (checked.faults) contextValue.progress.faults = checked.faults;
    // Apollo neither parses nor validates a document that is there already.
    (context as { document?: DocumentNode }).document = checked.document ?? REFUSED;
  }

  /** Reading a document costs its caller a point, which an operation that is executed has paid with its cost. */
  private checked(contextValue: OperationContext, source: string): CheckedDocument {
    const { signedIn, refusal, progress } = contextValue;
    if (!signedIn && !this.parts.openSchema)
      return { faults: [errorOf(refusal ?? new RequestError('UNAUTHENTICATED'))] };
    if (signedIn) progress.charge = this.parts.quotas.charge(signedIn.context, 1);
    const retryAfter = progress.charge?.retryAfter ?? null;
    return retryAfter === null ? this.parts.documents.check(source) : { faults: [throttled(retryAfter)] };
  }

  private async admit(context: Context): Promise<void> {
    const { contextValue, operation, document, request } = context;
    const { progress, signedIn, refusal, transport } = contextValue;
    if (progress.faults) return;
    if (!operation || !document) throw errorOf(new RequestError('OPERATION_RESOLUTION_FAILURE'));
    const fields = rootFields(operation);
    if (!signedIn && !fields?.every((field) => field.startsWith('__')))
      throw errorOf(refusal ?? new RequestError('UNAUTHENTICATED'));
    if (operation.operation === 'subscription' && transport === 'HTTP')
      throw errorOf(new RequestError('BAD_REQUEST', 'Subscriptions run over WebSocket.'));
    const isMutation = operation.operation === 'mutation';
    const needsKey = isMutation && fields?.length !== 1 && !haveKeys(operation);
    if (contextValue.idempotencyKey !== null && needsKey)
      throw errorOf(
        new RequestError(
          'BAD_REQUEST',
          'The header Idempotency-Key is for a single mutation. Use @idempotent at each of several.',
        ),
      );
    const variables = request.variables ?? {};
    // For each fault of a variable, graphql-js writes down all that was sent.
    const excess = excessIn(variables, LIMITS.variablesDepth + 1, { left: LIMITS.variablesFields });
    if (excess) throw errorOf(new RequestError('QUERY_TOO_COMPLEX', TOO_MUCH[excess]));
    progress.cost = this.costs.of(document, operation, variables);
    const { requested } = progress.cost;
    if (requested > LIMITS.cost)
      throw errorOf(
        new RequestError(
          'QUERY_TOO_COMPLEX',
          `The operation may cost ${requested} points; an operation has at most ${LIMITS.cost}. Ask for smaller pages or fewer lists.`,
        ),
      );
    if (!signedIn) return;
    progress.requested = requested;
    const retryAfter = progress.charge?.more(requested - 1) ?? null;
    if (retryAfter !== null) throw throttled(retryAfter);
    const turn = await this.turn(contextValue, signedIn.context.installationId, requested);
    if (!turn) throw throttled(1);
    progress.endTurn = turn;
    await this.loop.take(requested);
    if (!fields?.every((field) => ALWAYS_ANSWERED.has(field)))
      await this.parts.installations.requireAvailable(signedIn.context);
  }

  /** One that comes when nobody waits for it any more is passed on. */
  private async turn(
    { deadline }: OperationContext,
    installationId: string,
    points: number,
  ): Promise<(() => void) | null> {
    const turn = this.parts.turns.take(installationId, Math.max(points, LEAST_POINTS));
    try {
      return await deadline.race(turn);
    } catch (error) {
      void turn.then((end) => end?.());
      throw error;
    }
  }

  /** As clients are told of them. Our own faults are logged, but why nobody is signed in was logged when it was found. */
  private toldOf(errors: readonly GraphQLError[], { requestId, refusal }: OperationContext): GraphQLError[] {
    const isLogged = ({ originalError }: GraphQLError) => !!originalError && originalError === refusal;
    return errors.map((error) => publicError(error, requestId, isLogged(error) ? null : this.parts.log));
  }

  private async answerWithoutExecuting({ contextValue, document, request, operation, response }: Context) {
    const { progress, requestId, signedIn, refusal } = contextValue;
    if (progress.faults) {
      const errors = this.toldOf(progress.faults, contextValue);
      return single({ errors }, response.http.headers);
    }
    if (operation?.operation !== 'subscription') return null;
    const opened = await this.parts.subscriptions.begin(
      {
        document: document as DocumentNode,
        operationName: request.operationName ?? null,
        variables: request.variables ?? {},
      },
      // A subscription keeps it, so without what is of this operation alone.
      { requestId, signedIn, refusal },
    );
    if (!(opened instanceof Subscription)) return single(opened, response.http.headers);
    progress.subscription = opened;
    return single({ data: null }, response.http.headers);
  }

  /** Adds the request id and the cost, and says with the status what the errors say. */
  private complete({ request, response, contextValue }: Context): void {
    release(contextValue);
    if (response.body?.kind !== 'single') return;
    const { singleResult } = response.body;
    const { requestId, progress } = contextValue;
    const errors = (singleResult.errors ?? [])
      // Those of the document or the variables. Each one of a field is the reason of a null.
      .slice(0, singleResult.data === undefined ? LIMITS.errors : undefined)
      .map((error) => brief(error, requestId, this.parts.openSchema));
    if (errors.length > 0) singleResult.errors = errors;
    const { status: given = 500 } = response.http;
    const status = singleResult.data ? undefined : statusOf(errors, singleResult.data === undefined);
    // Where Apollo does not know better, it says 500; or 200 to a persisted query.
    if (status && (given === 500 || given < 400)) response.http.status = status;
    if (
      response.http.status === 400 &&
      areOfTheDocument(errors) &&
      namesJson(request.http?.headers.get('accept'))
    )
      response.http.status = 200;
    const after = errors.find(({ extensions }) => extensions?.retryAfter)?.extensions?.retryAfter;
    if (after || status === 503) response.http.headers.set('retry-after', String(after ?? 1));
    if (progress.requested === undefined || !progress.charge) return;
    const actual = singleResult.data ? (progress.cost?.actual(singleResult.data) ?? 0) : 0;
    const isSubscription = progress.subscription !== undefined;
    if (!isSubscription) progress.charge.settle(actual);
    progress.actual = actual;
    const throttleStatus = progress.charge.status();
    singleResult.extensions = {
      ...singleResult.extensions,
      cost: {
        requestedQueryCost: progress.requested,
        actualQueryCost: isSubscription ? progress.requested : actual,
        throttleStatus,
      },
    };
    const { maximumAvailable, currentlyAvailable, restoreRate } = throttleStatus;
    const window = Math.ceil(maximumAvailable / restoreRate);
    response.http.headers.set('ratelimit-policy', `"points";q=${maximumAvailable};w=${window}`);
    response.http.headers.set('ratelimit', `"points";r=${currentlyAvailable};t=${window}`);
  }
}

function isThrottled({ response: { body } }: Context): boolean {
  const errors = body?.kind === 'single' ? (body.singleResult.errors ?? []) : [];
  return errors.some(({ extensions }) => extensions?.code === 'THROTTLED');
}

function release({ progress, deadline }: OperationContext): void {
  deadline.clear();
  progress.endTurn?.();
}

const single = (singleResult: ExecutionResult, headers: HeaderMap) => ({
  http: { status: undefined, headers },
  body: { kind: 'single' as const, singleResult: singleResult as never },
});

const errorOf = (error: RequestError): GraphQLError =>
  withoutStack(() => new GraphQLError(error.message, { originalError: error }));

const throttled = (retryAfter: number): GraphQLError =>
  withoutStack(
    () =>
      new GraphQLError('', {
        originalError: new RequestError('THROTTLED', `Too many requests. Try again in ${retryAfter} s.`),
        extensions: { retryAfter },
      }),
  );

/** Whether each requested root field has a key of its own. */
const haveKeys = ({ selectionSet }: OperationDefinitionNode): boolean =>
  selectionSet.selections.every(
    (selection) =>
      selection.kind === Kind.FIELD &&
      selection.directives?.some(({ name }) => name.value === IDEMPOTENT.name),
  );

/** The names of the requested root fields; null if some are in a fragment. */
function rootFields(definition: OperationDefinitionNode): string[] | null {
  const names: string[] = [];
  for (const selection of definition.selectionSet.selections) {
    if (selection.kind !== Kind.FIELD) return null;
    names.push(selection.name.value);
  }
  return names;
}
