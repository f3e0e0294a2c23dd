import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  visit,
} from 'graphql';
import { Deadline, timedFieldResolver } from '../../graphql/deadline.ts';
import { callerKey } from '../../kernel/context.ts';
import { RequestError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import { OncePer } from '../../kernel/once-per.ts';
import { Pace } from '../../kernel/pace.ts';
import { viewOf } from '../../kernel/permissions.ts';
import type { InstallationService } from '../../modules/installations/installation.service.ts';
import type { InstallationWatch } from '../installation-watch.ts';
import { Places } from '../places.ts';
import { publicError } from '../public-errors.ts';
import { written } from '../written.ts';
import { graphContext, type Requester } from './operation-context.ts';
import { Subscription } from './subscription.ts';

/** A validated subscription. */
interface Subscribed {
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Longer documents take more places. */
const CHARACTERS_PER_PLACE = 1000;
/** The places of an installation: so many times those of a caller. */
const TIMES_PER_INSTALLATION = 10;
/** How many results of an event are made and sent before requests have their turn. */
const AT_ONCE = 200;

/** Opens subscriptions, and ends them when their installation becomes unavailable. */
export class Subscriptions {
  private readonly results = new OncePer<object, string>();
  private readonly pace = new Pace(AT_ONCE);
  private readonly ofCaller: Places;
  private readonly ofInstallation: Places;
  /** A number for each document that is executed: `Documents` has one object for the same text. */
  private readonly documents = new WeakMap<DocumentNode, number>();
  private readonly ofViewers = new WeakMap<DocumentNode, boolean>();
  private count = 0;
  private opened = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly installations: InstallationService,
    private readonly watch: InstallationWatch,
    private readonly log: Logger,
    mostPerCaller: number,
  ) {
    this.ofCaller = new Places(mostPerCaller);
    this.ofInstallation = new Places(mostPerCaller * TIMES_PER_INSTALLATION);
  }

  /** How many are open. */
  get open(): number {
    return this.opened;
  }

  /** Returns the subscription, or the errors for which it could not be opened. */
  async begin(subscribed: Subscribed, requester: Requester): Promise<Subscription | ExecutionResult> {
    const { signedIn } = requester;
    const installationId = signedIn?.context.installationId ?? '';
    // A subscription keeps its document in memory for as long as it is open.
    const places = Math.ceil((subscribed.document.loc?.source.body.length ?? 0) / CHARACTERS_PER_PLACE);
    const leaveCaller = this.ofCaller.take(signedIn ? callerKey(signedIn.context) : '', places);
    const leaveInstallation = leaveCaller && this.ofInstallation.take(installationId, places);
    if (!leaveInstallation) {
      leaveCaller?.();
      const message = leaveCaller
        ? 'Your installation has too many subscriptions open.'
        : `This caller has ${this.ofCaller.most} subscriptions, which is the most. Long documents count as several.`;
      return this.refused(new RequestError('THROTTLED', message), requester);
    }
    const end = () => {
      const error = new RequestError('INSTALLATION_UNAVAILABLE');
      subscription.end(written(this.refused(error, requester)), error.code);
    };
    this.opened += 1;
    const leave = () => {
      this.opened -= 1;
      leaveCaller();
      leaveInstallation();
      this.watch.remove(installationId, end);
    };
    const masked = (error: unknown) => this.masked(error, requester);
    const subscription = new Subscription(this.pace, leave, masked);
    this.watch.add(installationId, end);
    try {
      if (signedIn) await this.installations.requireAvailable(signedIn.context);
      const events = await createSourceEventStream(this.arguments(subscribed, requester));
      if (!(Symbol.asyncIterator in events)) {
        subscription.end();
        return this.tell(events, requester);
      }
      const kind = this.kindOf(subscribed, requester);
      subscription.follow(events[Symbol.asyncIterator](), (event) =>
        this.results.get(event as object, kind, () => this.result(event, subscribed, requester)),
      );
      return subscription;
    } catch (error) {
      subscription.end();
      return this.refused(error, requester);
    }
  }

  /** Subscriptions of one kind, whose callers have the same view, get the same result of the same event. */
  private kindOf({ document, operationName, variables }: Subscribed, { signedIn }: Requester): string {
    const number = this.documents.get(document) ?? ++this.count;
    this.documents.set(document, number);
    if (!signedIn) return '';
    const { context } = signedIn;
    const view = this.concernsViewer(document) ? callerKey(context) : viewOf(context.caller);
    return JSON.stringify([number, operationName, variables, view]);
  }

  /** Whether it asks for what is of each viewer: the schema names such fields `viewer…`. */
  private concernsViewer(document: DocumentNode): boolean {
    const known = this.ofViewers.get(document);
    if (known !== undefined) return known;
    let concerns = false;
    visit(document, {
      Field({ name }) {
        concerns ||= name.value.startsWith('viewer');
      },
    });
    this.ofViewers.set(document, concerns);
    return concerns;
  }

  private refused(error: unknown, requester: Requester): ExecutionResult {
    return { errors: [this.masked(error, requester)] };
  }

  private masked(error: unknown, { requestId }: Requester): GraphQLError {
    const wrapped =
      error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error });
    return publicError(wrapped, requestId, this.log);
  }

  /** Each event has its own context, so that no loader returns data of an earlier event. */
  private async result(event: unknown, subscribed: Subscribed, requester: Requester): Promise<string> {
    const deadline = new Deadline();
    const given = this.arguments(subscribed, requester);
    const contextValue = { ...given.contextValue, deadline };
    const result = await execute({
      ...given,
      contextValue,
      rootValue: event,
      fieldResolver: timedFieldResolver as never,
    });
    deadline.clear();
    return written(this.tell(result, requester));
  }

  private arguments({ document, operationName, variables }: Subscribed, requester: Requester) {
    const { request, ...context } = graphContext(requester);
    return {
      schema: this.schema,
      document,
      operationName,
      variableValues: variables,
      contextValue: { ...context, request: request && { ...request, isPushed: true as const } },
    };
  }

  private tell(result: ExecutionResult, { requestId }: Requester): ExecutionResult {
    if (!result.errors) return result;
    return { ...result, errors: result.errors.map((error) => publicError(error, requestId, this.log)) };
  }
}
