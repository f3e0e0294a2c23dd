import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { GraphContext } from '../graphql/context.ts';
import { RequestError } from '../kernel/errors.ts';
import { Interruptible } from '../kernel/interruptible.ts';
import type { Logger } from '../kernel/logger.ts';
import { Stream } from '../kernel/stream.ts';
import type { SignedIn } from '../modules/callers/caller.service.ts';
import type { InstallationService } from '../modules/installations/installation.service.ts';
import type { InstallationWatch } from './installation-watch.ts';
import { publicError } from './public-errors.ts';

/** For the parsers of both transports. A document of the console has some hundred tokens. */
export const PARSE_OPTIONS = { maxTokens: 1000 } as const;

/** For both transports. A client fixes a few errors at a time. */
export const VALIDATION_OPTIONS = { maxErrors: 5 } as const;

/** Who sent an operation, as determined by the transport. */
export interface Sender {
  readonly requestId: string;
  /** Null if nobody is authenticated; `refusal` is the reason. */
  readonly signedIn: SignedIn | null;
  readonly refusal: RequestError | null;
}

/** A document that was parsed and validated, with its variables and operation name. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

type Result = ExecutionResult | AsyncIterableIterator<ExecutionResult>;

/** Fields that work while an installation is unavailable. */
const ALWAYS_ANSWERED = new Set(['viewer', 'installation', '__typename', '__schema', '__type']);

/**
 * Runs every operation, over HTTP and WebSocket: authentication, availability of the installation, execution, and
 * errors with only public information.
 */
export class Executor {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly installations: InstallationService,
    private readonly watch: InstallationWatch,
    /** Whether the schema may be read without a token; true in the sandbox. */
    private readonly openSchema: boolean,
    private readonly log: Logger,
  ) {}

  async execute(operation: Operation, sender: Sender): Promise<Result> {
    try {
      const definition = getOperationAST(operation.document, operation.operationName);
      if (!definition) throw new RequestError('OPERATION_RESOLUTION_FAILURE');
      if (definition.operation === 'subscription') return await this.subscribe(operation, definition, sender);
      await this.admit(definition, sender);
      return this.tell(await execute(this.arguments(operation, sender)), sender);
    } catch (error) {
      return this.refused(error, sender);
    }
  }

  private async admit(definition: OperationDefinitionNode, sender: Sender): Promise<void> {
    const fields = rootFields(definition);
    if (!sender.signedIn) {
      if (this.openSchema && fields?.every((field) => field.startsWith('__'))) return;
      throw sender.refusal ?? new RequestError('UNAUTHENTICATED');
    }
    if (fields?.every((field) => ALWAYS_ANSWERED.has(field))) return;
    await this.installations.requireAvailable(sender.signedIn.context);
  }

  /** Ends with an error when its installation becomes unavailable. */
  private async subscribe(
    operation: Operation,
    definition: OperationDefinitionNode,
    sender: Sender,
  ): Promise<Result> {
    const installationId = sender.signedIn?.context.installationId ?? '';
    const end = () => results.interrupt(this.refused(new RequestError('INSTALLATION_UNAVAILABLE'), sender));
    const results = new Interruptible<ExecutionResult>(() => this.watch.remove(installationId, end));
    this.watch.add(installationId, end);
    try {
      await this.admit(definition, sender);
      const source = await createSourceEventStream(this.arguments(operation, sender));
      if (!(Symbol.asyncIterator in source)) {
        await results.return();
        return this.tell(source, sender);
      }
      results.follow(
        new Stream(this.masked(source[Symbol.asyncIterator](), sender), async (event) => [
          await this.event(event, operation, sender),
        ]),
      );
      return results;
    } catch (error) {
      await results.return();
      throw error;
    }
  }

  private refused(error: unknown, sender: Sender): ExecutionResult {
    const wrapped =
      error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
    return this.tell({ errors: [wrapped] }, sender);
  }

  /**
   * Masks errors of the source, because a transport sends their message to the client, and it may be a driver's
   * message.
   */
  private masked<T>(source: AsyncIterator<T>, { requestId }: Sender): AsyncIterator<T> {
    return {
      next: () =>
        source.next().catch((error: unknown) => {
          throw publicError(new GraphQLError('', { originalError: error as Error }), requestId, this.log);
        }),
      return: async () => (await source.return?.()) ?? { done: true, value: undefined },
    };
  }

  /** Each event has its own context, so that no loader returns data of an earlier event. */
  private async event(event: unknown, operation: Operation, sender: Sender): Promise<ExecutionResult> {
    return this.tell(await execute({ ...this.arguments(operation, sender), rootValue: event }), sender);
  }

  private arguments({ document, operationName, variables }: Operation, { signedIn, requestId }: Sender) {
    const contextValue = { request: signedIn ? { ...signedIn.context, requestId } : null } as GraphContext;
    return {
      schema: this.schema,
      document,
      operationName: operationName ?? null,
      variableValues: variables ?? {},
      contextValue,
    };
  }

  private tell(result: ExecutionResult, { requestId }: Sender): ExecutionResult {
    if (!result.errors) return result;
    return { ...result, errors: result.errors.map((error) => publicError(error, requestId, this.log)) };
  }
}

/** The names of the requested root fields; null if some are in a fragment. */
function rootFields(definition: OperationDefinitionNode): string[] | null {
  const names: string[] = [];
  for (const selection of definition.selectionSet.selections) {
    if (selection.kind !== Kind.FIELD) return null;
    names.push(selection.name.value);
  }
  return names;
}
