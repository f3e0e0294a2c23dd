import type { GraphContext } from './context.ts';

/**
 * Opens the source of one subscription field for one subscriber. It checks permissions first, so that a refusal is an
 * error of the subscription and not of its stream.
 */
export type OpenStream = (
  context: GraphContext,
  args: never,
) => AsyncIterable<unknown> | Promise<AsyncIterable<unknown>>;

/**
 * What a subscription field passes to {@link streamsOf}, with `@Subscription({ topics: <its name>, topicId: subscriber
 * })`.
 */
interface Subscriber {
  readonly context: GraphContext;
  readonly args: Record<string, unknown>;
}

export const subscriber = ({ context, args }: Subscriber): Subscriber => ({ context, args });

/** TypeGraphQL's interface for event sources: finds a subscription field's stream by the field's name. */
export const streamsOf = (streams: Readonly<Record<string, OpenStream>>) => ({
  // Events come from PostgreSQL, so nothing is published through TypeGraphQL.
  publish: (): void => {},
  subscribe: (field: string, to?: unknown): AsyncIterable<unknown> => {
    const open = streams[field];
    if (!open) throw new Error(`no stream for the subscription ${field}`);
    const { context, args } = to as Subscriber;
    return open(context, args as never) as AsyncIterable<unknown>;
  },
});
