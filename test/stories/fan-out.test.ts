import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import {
  OfficialAccountChangedDocument,
  UpdateOfficialAccountDocument,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { statementsOf } from '../kit/statements.ts';
import { addAccount, listening } from '../kit/stories.ts';

const qiao = useQiao();

/** Changes an account while so many subscribers listen; how many statements that takes until all are told. */
async function statementsWith(subscribers: number): Promise<number> {
  const site = `told ${subscribers}`;
  const admin = await qiao.caller({ site });
  const { id: accountId } = await addAccount(admin);
  const clients = await Promise.all(
    Array.from({ length: subscribers }, (_each, user) => qiao.caller({ site, user: String(user + 1) })),
  );
  const streams = await listening(qiao, subscribers, () =>
    clients.map((client) => client.subscribe(OfficialAccountChangedDocument, {})),
  );
  const change = async (description: string) => {
    const told = streams.map((stream) => stream.next());
    await admin.run(UpdateOfficialAccountDocument, { input: { accountId, description } });
    for (const { value } of await Promise.all(told))
      expect(value?.data?.officialAccountChanged.account).toMatchObject({ displayName: description });
  };
  await change('first');
  return statementsOf(qiao, () => change('second'));
}

test('a change is read once for all who are shown the same, however many they are', async () => {
  expect(await statementsWith(20)).toBe(await statementsWith(1));
});

test('who is shown something else gets something else', async () => {
  const site = 'told differently';
  const admin = await qiao.caller({ site });
  const { id: accountId } = await addAccount(admin);
  const marketer = await qiao.caller({ site, user: '18', role: 'marketer' });
  const document =
    'subscription { officialAccountChanged { account { id viewerCan { configure use } authorizationSession { id } } } }';
  const subscribe = (client: TestClient, text: string) =>
    client.subscribe(parse(text) as TypedDocumentNode<Record<string, unknown>, Record<string, never>>, {});
  const other = 'subscription { changed: officialAccountChanged { kind } }';
  const streams = await listening(qiao, 4, () => [
    subscribe(admin, document),
    subscribe(marketer, document),
    subscribe(admin, other),
    subscribe(marketer, document),
  ]);
  const told = Promise.all(streams.map((stream) => stream.next()));

  await admin.run(UpdateOfficialAccountDocument, { input: { accountId, description: 'changed' } });

  const [forAdmin, forMarketer, forOther, again] = (await told).map(({ value }) => value?.data);
  expect(forAdmin).toMatchObject({ officialAccountChanged: { account: { viewerCan: { configure: true } } } });
  expect(forMarketer).toMatchObject({
    officialAccountChanged: { account: { viewerCan: { configure: false }, authorizationSession: null } },
  });
  expect(forOther).toEqual({ changed: { kind: 'CHANGED' } });
  expect(again).toEqual(forMarketer);
});

test('what concerns the viewer is of each viewer, also for those who are shown the same accounts', async () => {
  const site = 'told of themselves';
  const admin = await qiao.caller({ site });
  const { id: accountId } = await addAccount(admin, { access: { mode: 'SELECTED_USERS', userIds: ['17'] } });
  const other = await qiao.caller({ site, user: '18' });
  const document = parse(
    'subscription { officialAccountChanged { account { access { viewerMayUse } } } }',
  ) as TypedDocumentNode<Record<string, unknown>, Record<string, never>>;
  const streams = await listening(qiao, 2, () => [admin, other].map((one) => one.subscribe(document, {})));
  const told = Promise.all(streams.map((stream) => stream.next()));

  await admin.run(UpdateOfficialAccountDocument, { input: { accountId, description: 'changed' } });

  expect((await told).map(({ value }) => value?.data)).toEqual(
    [true, false].map((viewerMayUse) => ({
      officialAccountChanged: { account: { access: { viewerMayUse } } },
    })),
  );
});
