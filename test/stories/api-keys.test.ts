import { beforeAll, expect, test } from 'vitest';
import { apiClient, revoke } from '../kit/api-clients.ts';
import type { TestClient } from '../kit/client.ts';
import { ListApiKeysDocument, type ListApiKeysQueryVariables } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { errorCodes } from '../kit/stories.ts';

const qiao = useQiao();
let admin: TestClient;
beforeAll(async () => {
  admin = await qiao.caller();
  for (const name of ['one', 'two', 'three', 'four', 'five'])
    await apiClient(qiao, admin, ['AUDIT_READ'], { name });
});

async function page(client: TestClient, variables: ListApiKeysQueryVariables = {}) {
  const { edges, pageInfo, totalCount } = (await client.run(ListApiKeysDocument, variables)).apiKeys;
  return { names: edges.map(({ node }) => node.name), edges, pageInfo, totalCount };
}

test('the keys of the installation, in the order of their creation', async () => {
  const { names, totalCount, pageInfo } = await page(admin);

  expect(names).toEqual(['one', 'two', 'three', 'four', 'five']);
  expect(totalCount).toBe(5);
  expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
});

test('page by page, in both directions', async () => {
  const first = await page(admin, { first: 2 });
  const second = await page(admin, { first: 2, after: first.pageInfo.endCursor });
  const last = await page(admin, { last: 2 });
  const middle = await page(admin, { last: 2, before: last.pageInfo.startCursor });

  expect([first.names, second.names]).toEqual([
    ['one', 'two'],
    ['three', 'four'],
  ]);
  expect([middle.names, last.names]).toEqual([
    ['two', 'three'],
    ['four', 'five'],
  ]);
  expect([second.pageInfo.hasNextPage, middle.pageInfo.hasPreviousPage]).toEqual([true, true]);
});

test('a revoked key stays in the list, and none ever shows its secret', async () => {
  const { edges } = await page(admin);
  await revoke(admin, edges[1]?.node.id ?? '');

  const again = await page(admin);

  expect(again.edges.map(({ node }) => node.revokedAt !== null)).toEqual([false, true, false, false, false]);
  expect(JSON.stringify(again)).not.toMatch(/qiao_\w{8}_/);
});

test('a cursor of another list is refused', async () => {
  const cursor = Buffer.from('cursor:officialAccounts:01890000-0000-7000-8000-000000000000').toString(
    'base64url',
  );
  expect(errorCodes(await admin.ask(ListApiKeysDocument, { after: cursor }))).toEqual(['BAD_USER_INPUT']);
});

test('another installation has its own', async () => {
  expect(await page(await qiao.caller({ site: 'globex' }))).toMatchObject({ names: [], totalCount: 0 });
});

test('marketers are refused', async () => {
  const marketer = await qiao.caller({ role: 'marketer' });
  expect(errorCodes(await marketer.ask(ListApiKeysDocument, {}))).toEqual(['FORBIDDEN']);
});
