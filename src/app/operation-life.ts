import type { Subscription } from './operations/subscription.ts';

/** What an operation sends. */
type Results = Pick<Subscription, 'run' | 'end'>;

/** The only result of an operation, written as JSON. */
export const single = (json: string): Results => ({ run: (send) => send(json), end() {} });

/** An operation, as graphql-ws follows it: it gets no results, because they are sent past it, but learns when they end. */
export function lifeOf(
  results: Results,
  send: (json: string) => Promise<void>,
): AsyncIterableIterator<never, undefined> {
  const over = { done: true, value: undefined } as const;
  return {
    next: () => results.run(send).then(() => over),
    async return() {
      results.end();
      return over;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
