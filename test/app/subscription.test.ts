import { expect, test } from 'vitest';
import { Subscription } from '../../src/app/operations/subscription.ts';
import { Pace } from '../../src/kernel/pace.ts';

const OVER = { done: true, value: undefined } as const;

/** Events that come when they are given, and how often they are left. */
function source(...given: number[]) {
  const state = { left: 0 };
  let leave = (): void => {};
  const left = new Promise<typeof OVER>((resolve) => {
    leave = () => resolve(OVER);
  });
  const events: AsyncIterator<number> = {
    next: () => {
      const value = given.shift();
      return value === undefined ? left : Promise.resolve({ done: false, value });
    },
    return: async () => {
      state.left += 1;
      leave();
      return OVER;
    },
  };
  return { events, state };
}

/** A subscription whose client takes everything at once, unless `send` is given. */
function subscribe(
  events: AsyncIterator<number> | null,
  send: (json: string) => Promise<void> = async () => {},
) {
  const state = { ends: 0 };
  const sent: string[] = [];
  const onEnd = () => {
    state.ends += 1;
  };
  const subscription = new Subscription(new Pace(10), onEnd, (error) => new Error(`masked: ${error}`));
  if (events) subscription.follow(events, async (event) => `${event}`);
  const run = () =>
    subscription.run((json) => {
      sent.push(json);
      return send(json);
    });
  return { subscription, run, sent, state };
}

test('sends the results of its events in their order, and ends with them', async () => {
  const { events, state } = source(1, 2);
  const { subscription, run, sent } = subscribe(events, async (json) => {
    if (json === '2') subscription.end();
  });

  await run();

  expect([sent, state.left]).toEqual([['1', '2'], 1]);
});

test('takes the next event when the client has taken the result before it', async () => {
  const { events } = source(1, 2);
  const { promise: taken, resolve: take } = Promise.withResolvers<void>();
  const { promise: first, resolve: sendFirst } = Promise.withResolvers<void>();
  const { subscription, run, sent } = subscribe(events, (json) => {
    if (json === '2') subscription.end();
    sendFirst();
    return taken;
  });
  const over = run();
  await first;
  await new Promise(setImmediate);
  expect(sent).toEqual(['1']);

  take();

  await over;
  expect(sent).toEqual(['1', '2']);
});

test('ended by others it sends a last result at once and leaves its source; onEnd is called once', async () => {
  const { events, state } = source();
  const { subscription, run, sent, state: own } = subscribe(events);
  const over = run();

  subscription.end('last');
  subscription.end('one more');

  await over;
  expect([sent, state.left, own.ends]).toEqual([['last'], 1, 1]);
});

test('ended before it runs it sends nothing but the last result', async () => {
  const { subscription, run, sent } = subscribe(source(1, 2).events);
  subscription.end('last');

  await run();

  expect(sent).toEqual(['last']);
});

test('ended before it has a source it leaves the source that comes', async () => {
  const { subscription, run, sent } = subscribe(null);
  subscription.end('last');
  const { events, state } = source(1);

  subscription.follow(events, async (event) => `${event}`);

  await run();
  expect([sent, state.left]).toEqual([['last'], 1]);
});

test('nothing is sent after its end, though a result was being made', async () => {
  const { events } = source(1);
  const { subscription, run, sent } = subscribe(null);
  const { promise: made, resolve: make } = Promise.withResolvers<string>();
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  subscription.follow(events, () => {
    ask();
    return made;
  });
  const over = run();
  await asked;

  subscription.end();
  make('1');

  await over;
  await new Promise(setImmediate);
  expect(sent).toEqual([]);
});

test('a source that fails ends it, and its error is masked', async () => {
  const failing: AsyncIterator<number> = { next: () => Promise.reject(new Error('broken')) };
  const { run, state } = subscribe(failing);

  await expect(run()).rejects.toThrow('masked: Error: broken');
  expect(state.ends).toBe(1);
});
