import { expect, test } from 'vitest';
import { Turns } from '../../src/kernel/turns.ts';

/** Work that ends when it is told to. */
function held(turns: Turns, key: string, log: string[], name: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = turns.run(key, async () => {
    log.push(name);
    await promise;
  });
  return { end: resolve, done };
}

const aMoment = () => new Promise<void>((resolve) => setImmediate(resolve));

test('so many run at once for each key; the others follow in the order in which they came', async () => {
  const turns = new Turns(2);
  const log: string[] = [];
  const works = ['a', 'b', 'c', 'd'].map((name) => held(turns, 'one', log, name));
  const other = held(turns, 'other', log, 'of another');
  await aMoment();
  expect(log).toEqual(['a', 'b', 'of another']);

  works[1]?.end();
  await aMoment();
  expect(log).toEqual(['a', 'b', 'of another', 'c']);
  for (const { end } of [...works, other]) end();
  await Promise.all([...works, other].map(({ done }) => done));
  expect(log.at(-1)).toBe('d');
});

test('work that fails lets the next one begin', async () => {
  const turns = new Turns(1);
  await expect(turns.run('one', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(turns.run('one', async () => 'done')).resolves.toBe('done');
});

test('where too many wait already, nobody else waits', async () => {
  const turns = new Turns(1, 1);
  const end = await turns.take('one');
  const second = turns.take('one');
  expect(await turns.take('one')).toBeNull();

  end?.();
  // Ended twice, it gives no second place away.
  end?.();
  (await second)?.();
  expect(await turns.take('one')).not.toBeNull();
});

test('what is heavy leaves room for less; what is heavier than all runs alone, and is not overtaken', async () => {
  const turns = new Turns(10);
  const order: string[] = [];
  const take = async (name: string, weight: number) => {
    const end = await turns.take('one', weight);
    order.push(name);
    return end;
  };
  const first = take('six', 6);
  const [heavy, light] = [take('heavier than all', 50), take('one', 1)];
  await aMoment();
  expect(order).toEqual(['six']);

  (await first)?.();
  await aMoment();
  expect(order).toEqual(['six', 'heavier than all']);
  (await heavy)?.();
  (await light)?.();
  expect(order).toEqual(['six', 'heavier than all', 'one']);
});

test('what runs alone is followed by a rest while another key takes turns, so that one key never has all of the time', async () => {
  const turns = new Turns(10, 100, true);
  /** Whether the next one begins at once after one that took a moment. */
  const followsAtOnce = async () => {
    const end = await turns.take('one', 10);
    const next = turns.take('one', 10);
    await new Promise((resolve) => setTimeout(resolve, 20));
    end?.();
    const first = await Promise.race([next.then(() => true), aMoment().then(() => false)]);
    (await next)?.();
    return first;
  };
  expect(await followsAtOnce()).toBe(true);
  (await turns.take('other'))?.();
  expect(await followsAtOnce()).toBe(false);
});
