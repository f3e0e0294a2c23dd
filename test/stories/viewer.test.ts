import { type DocumentNode, print } from 'graphql';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { TestClient } from '../kit/client.ts';
import {
  AddOfficialAccountDocument,
  AuthorizationCompletedDocument,
  GetInstallationDocument,
  ListOfficialAccountsDocument,
  TermsDocument,
  ViewerDocument,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sqlUnseen, stored } from '../kit/stored.ts';
import { errorCodes } from '../kit/stories.ts';

const qiao = useQiao();

test('the viewer is who the token says, in the installation of its site', async () => {
  const admin = await qiao.caller({ site: 'acme', user: '17', role: 'admin' });
  const marketer = await qiao.caller({ site: 'acme', user: '42', role: 'marketer' });

  const { installation } = await admin.run(GetInstallationDocument, {});

  expect(installation).toEqual({
    id: installation.id,
    site: 'acme',
    status: 'AVAILABLE',
    limits: { accountsPerOpenPlatform: 5 },
  });
  expect(await admin.run(ViewerDocument, {})).toEqual({
    viewer: {
      userId: '17',
      role: 'ADMINISTRATOR',
      apiKey: null,
      installation: { id: installation.id, site: 'acme', status: 'AVAILABLE' },
    },
  });
  expect((await marketer.run(ViewerDocument, {})).viewer).toMatchObject({ userId: '42', role: 'MARKETER' });
});

test('each site has an installation of its own', async () => {
  const here = await (await qiao.caller({ site: 'here' })).run(GetInstallationDocument, {});
  const there = await (await qiao.caller({ site: 'there' })).run(GetInstallationDocument, {});

  expect([here.installation.site, there.installation.site]).toEqual(['here', 'there']);
  expect(here.installation.id).not.toBe(there.installation.id);
});

test('the terms in force have a version to accept and a text to read', async () => {
  const marketer = await qiao.caller({ role: 'marketer' });

  const { terms } = await marketer.run(TermsDocument, {});

  expect(terms.version).toBe('2026-11');
  expect(terms.text).toMatch(
    /^By accepting, you state that the official account is registered in mainland China/,
  );
});

test('nobody is answered without a token that is valid here', async () => {
  const expired = await qiao.token({ life: -60 });
  const valid = await qiao.token();
  const [head, claims, signature] = valid.split('.');
  const raised = Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()), sub: '1' }),
  ).toString('base64url');
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
  const before = await stored(qiao);

  for (const token of [
    null,
    'nonsense',
    expired,
    `${head}.${raised}.${signature}`,
    `${unsigned}.${claims}.`,
  ]) {
    const client = new TestClient(`${qiao.url}/graphql`, token);
    for (const document of [ViewerDocument, AddOfficialAccountDocument] as DocumentNode[]) {
      const answer = await client.post({ query: print(document), variables: { input: {} } });
      expect(answer.status).toBe(401);
      expect(errorCodes(answer)).toEqual(['UNAUTHENTICATED']);
      expect(JSON.stringify(answer)).not.toContain(String(token));
    }
    client.close();
  }
  expect(await stored(qiao)).toEqual(before);
});

test('a token whose claims no database could hold is not valid', async () => {
  await qiao.token();
  for (const user of ['1\0', '\ud800']) {
    const token = await qiao.strangerToken('acme', user);
    const client = new TestClient(`${qiao.url}/graphql`, token);
    expect(errorCodes(await client.ask(ViewerDocument, {}))).toEqual(['UNAUTHENTICATED']);
    client.close();
  }
});

test('a socket without a valid token is closed with 4403', async () => {
  const socket = new WebSocket(`${qiao.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('open', () =>
    socket.send('{"type":"connection_init","payload":{"authorization":"Bearer a.b.c"}}'),
  );

  expect(await closed).toBe(4403);
});

test('an installation that must be configured again answers who asks and how it stands, and nothing else', async () => {
  const admin = await qiao.caller({ site: 'unavailable' });
  const { installation } = await admin.run(GetInstallationDocument, {});
  await sqlUnseen(qiao, `update installation set status = 'UNAVAILABLE' where id = $1`, [
    ownId(installation.id),
  ]);
  const before = await stored(qiao);

  expect((await admin.run(GetInstallationDocument, {})).installation.status).toBe('UNAVAILABLE');
  expect((await admin.run(ViewerDocument, {})).viewer.installation.status).toBe('UNAVAILABLE');
  for (const document of [
    ListOfficialAccountsDocument,
    TermsDocument,
    AddOfficialAccountDocument,
  ] as DocumentNode[]) {
    const answer = await admin.post({ query: print(document), variables: { input: {} } });
    expect(errorCodes(answer)).toEqual(['INSTALLATION_UNAVAILABLE']);
  }
  const [told] = await Array.fromAsync(admin.subscribe(AuthorizationCompletedDocument, { sessionId: 'x' }));
  expect(told?.errors?.[0]?.extensions?.code).toBe('INSTALLATION_UNAVAILABLE');
  expect(await stored(qiao)).toEqual(before);
});

test('an installation tells its limits', async () => {
  const admin = await qiao.caller();
  const { data } = await admin.ask(
    '{ installation { limits { accountsPerOpenPlatform draftAccounts apiKeys pageSize operationCost operationSeconds quota quotaRestoredPerSecond socketsPerCaller subscriptionsPerCaller } } }',
  );
  // In the sandbox quotas and sockets have a thousand times as much.
  expect(data).toEqual({
    installation: {
      limits: {
        accountsPerOpenPlatform: 5,
        draftAccounts: 100,
        apiKeys: 100,
        pageSize: 100,
        operationCost: 1000,
        operationSeconds: 10,
        quota: 2_000_000,
        quotaRestoredPerSecond: 100_000,
        socketsPerCaller: 100_000,
        subscriptionsPerCaller: 1_000_000,
      },
    },
  });
});
