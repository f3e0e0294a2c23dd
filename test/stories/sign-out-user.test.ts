import { once } from 'node:events';
import { beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import type { TestClient } from '../kit/client.ts';
import { ViewerDocument } from '../kit/generated/operations.ts';
import { siteName } from '../kit/qiao.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { sql, sqlUnseen, storedButCatalogues } from '../kit/stored.ts';
import { errorCodes } from '../kit/stories.ts';

const qiao = useQiao();
let admin: TestClient;
beforeAll(async () => {
  admin = await qiao.caller();
});

interface SignedOut {
  readonly signOutUser: {
    marketingUser: { id: string; name: string } | null;
    userErrors: { code: string }[];
  };
}

const signOut = (client: TestClient, userId: string) =>
  client.ask<SignedOut, object>(
    'mutation($userId: ID!) { signOutUser(input: { userId: $userId }) { marketingUser { id name } userErrors { code } } }',
    { userId },
  );

/** An open socket of a user, and how it is closed. */
async function socketOf(token: string): Promise<{ closed: Promise<string> }> {
  const socket = new WebSocket(`${qiao.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await once(socket, 'message');
  const closed = once(socket, 'close').then(([code, reason]) => `${code} ${reason}`);
  return { closed };
}

describe('signOutUser', () => {
  test('refuses the tokens that a user has, and says so; a later token is good', async () => {
    const user = await qiao.caller({ user: '18', role: 'marketer' });
    expect(await user.run(ViewerDocument, {})).toMatchObject({ viewer: { userId: '18' } });

    const { data } = await signOut(admin, '18');

    expect(data?.signOutUser).toMatchObject({ userErrors: [] });
    const refused = await user.ask(ViewerDocument, {});
    expect([refused.status, errorCodes(refused), refused.errors?.[0]?.message]).toEqual([
      401,
      ['UNAUTHENTICATED'],
      'The user was signed out. Get a new token.',
    ]);
    await sqlUnseen(qiao, `update user_sign_out set signed_out_at = signed_out_at - interval '2 seconds'`);
    const later = await qiao.caller({ user: '18', role: 'marketer' });
    expect(await later.run(ViewerDocument, {})).toMatchObject({ viewer: { userId: '18' } });
  });

  test('closes the sockets of the user, and nobody else’s', async () => {
    const token = await qiao.token({ user: '19' });
    const { closed } = await socketOf(token);
    const other = new WebSocket(`${qiao.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(other, 'open');
    other.send(
      JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${admin.token}` } }),
    );
    await once(other, 'message');

    await signOut(admin, '19');

    expect(await closed).toBe('4403 The user was signed out. Get a new token.');
    expect(other.readyState).toBe(WebSocket.OPEN);
    other.close();
  });

  test('concerns one installation: the same id of another is somebody else', async () => {
    const foreigner = await qiao.caller({ site: 'globex', user: '20' });
    await signOut(admin, '20');
    expect(await foreigner.run(ViewerDocument, {})).toMatchObject({ viewer: { userId: '20' } });
  });

  test('is audited', async () => {
    const { data } = await signOut(admin, '16');
    expect(data?.signOutUser).toMatchObject({ marketingUser: { name: expect.any(String) }, userErrors: [] });
    const [entry] = await sql(
      qiao,
      `select after from audit_entry where action = 'signOutUser' order by id desc limit 1`,
    );
    expect(entry).toEqual({ after: { signedOutUser: '16' } });
  });

  test('of somebody whom the marketing platform does not have is refused, and changes nothing', async () => {
    const before = await storedButCatalogues(qiao);
    for (const userId of [' ', '999999'])
      expect((await signOut(admin, userId)).data?.signOutUser).toEqual({
        marketingUser: null,
        userErrors: [{ code: 'USER_NOT_FOUND' }],
      });
    expect(await storedButCatalogues(qiao)).toEqual(before);
  });
});

test('a user whom the catalogue reports as disabled is refused, also on an open socket', async () => {
  const site = 'disabled users';
  const leaver = await qiao.caller({ site, user: '16' });
  const witness = await qiao.caller({ site });
  await witness.ask('{ marketingUsers { totalCount } }');
  const { closed } = await socketOf(leaver.token ?? '');

  await qiao.eloqua.change(siteName(site), 'users', '16', { isDisabled: true });
  await sql(qiao, `update catalogue_read set read_at = read_at - interval '10 minutes'`);
  await witness.ask('{ marketingUsers { totalCount } }');

  expect(await closed).toBe('4403 The user is disabled or was deleted in the marketing platform.');
  const refused = await leaver.ask(ViewerDocument, {});
  expect(errorCodes(refused)).toEqual(['UNAUTHENTICATED']);
});
