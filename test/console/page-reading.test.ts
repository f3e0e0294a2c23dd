import { expect, test } from 'vitest';
import { gather, type List, type Paging } from '../../console/src/api/page-reading.ts';

const PAGE = 20;

const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_none, index) => ({ id: String(from + index) }));

/** A list of the API, whose cursors are ids. */
function api(nodes: readonly { id: string }[]) {
  const asked: number[] = [];
  const ask = async ({ after, first }: Paging) => {
    asked.push(first);
    const start = after === null ? 0 : nodes.findIndex(({ id }) => id === after) + 1;
    const page = nodes.slice(start, start + first);
    const endCursor = page.at(-1)?.id ?? null;
    return {
      totalCount: nodes.length,
      pageInfo: { hasNextPage: start + first < nodes.length, endCursor },
      edges: page.map((node) => ({ node })),
    };
  };
  return { asked, ask };
}

const shown = (nodes: readonly { id: string }[]): List<{ id: string }> => ({
  ...{ key: 'k', nodes, total: nodes.length, cursor: nodes.at(-1)?.id ?? null },
});

const again = (list: List<{ id: string }>) => ({ goal: Math.max(list.nodes.length, PAGE), isWhole: true });

test('all that shows is read again, at most a hundred rows at once', async () => {
  const before = shown(rows(1, 240));
  const { ask, asked } = api(rows(1, 300));

  const found = await gather(ask, again(before), before, 'k', PAGE);

  expect(asked).toEqual([100, 100, 40]);
  expect(found).toEqual({ key: 'k', nodes: rows(1, 240), total: 300, cursor: '240' });
});

test('rows that are new push none out that showed', async () => {
  const before = shown(rows(101, 120));
  const { ask } = api(rows(98, 300));

  const found = await gather(ask, again(before), before, 'k', PAGE);

  expect(found?.nodes).toEqual(rows(98, 120));
});

test('many new rows make the list longer by a page, and no more', async () => {
  const before = shown(rows(101, 120));
  const { ask } = api(rows(1, 300));

  const found = await gather(ask, again(before), before, 'k', PAGE);

  expect(found?.nodes).toEqual(rows(1, 40));
});

test('more rows come after those that show', async () => {
  const before = shown(rows(1, 20));
  const { ask, asked } = api(rows(1, 30));

  const found = await gather(ask, { goal: 40, isWhole: false }, before, 'k', PAGE);

  expect(asked).toEqual([20]);
  expect(found).toMatchObject({ nodes: rows(1, 30), cursor: null });
});

test('nothing is found if a part cannot be read', async () => {
  const before = shown(rows(1, 240));
  const { ask } = api(rows(1, 300));
  const failing = async (paging: Paging) => (paging.after === null ? ask(paging) : null);

  expect(await gather(failing, again(before), before, 'k', PAGE)).toBeUndefined();
});
