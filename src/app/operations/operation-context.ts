import type { GraphQLError } from 'graphql';
import type { GraphContext } from '../../graphql/context.ts';
import type { OperationCost } from '../../graphql/cost.ts';
import { Deadline } from '../../graphql/deadline.ts';
import type { RequestContext } from '../../kernel/context.ts';
import type { RequestError } from '../../kernel/errors.ts';
import type { SignedIn } from '../../modules/callers/caller.service.ts';
import type { Charge } from './quotas.ts';
import type { Subscription } from './subscription.ts';

/** Who asks for an operation, as the transport found out. */
export interface Requester {
  readonly requestId: string;
  /** Null if nobody is authenticated; `refusal` is the reason. */
  readonly signedIn: SignedIn | null;
  readonly refusal: RequestError | null;
}

export type Transport = 'HTTP' | 'WEBSOCKET';

/** What happens to one operation on its way; resolvers see the part that is {@link GraphContext}. */
export interface OperationContext extends GraphContext, Requester {
  readonly transport: Transport;
  readonly deadline: Deadline;
  readonly progress: {
    /** Why its document is not executed. */
    faults?: readonly GraphQLError[];
    cost?: OperationCost;
    /** Points that it may cost. */
    requested?: number;
    /** Points that it has cost. */
    actual?: number;
    charge?: Charge;
    /** Lets the next operation of the installation begin. */
    endTurn?: () => void;
    subscription?: Subscription;
  };
}

export function operationContext(
  requester: Requester,
  transport: Transport,
  idempotencyKey: string | null = null,
): OperationContext {
  const deadline = new Deadline();
  const context = graphContext(requester, idempotencyKey, deadline.signal);
  return { ...requester, ...context, transport, deadline, progress: {} };
}

/** Without a caller only the schema itself can be read, which has no resolvers of ours. */
export const graphContext = (
  { signedIn, requestId }: Requester,
  idempotencyKey: string | null = null,
  signal?: AbortSignal,
): GraphContext => ({
  request: (signedIn && { ...signedIn.context, requestId, ...(signal && { signal }) }) as RequestContext,
  idempotencyKey,
});
