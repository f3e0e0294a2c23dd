import { beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../src/app/server.ts';
import { parseApiKey } from '../../src/kernel/api-key.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { apiClient, revoke } from '../kit/api-clients.ts';
import { TestClient } from '../kit/client.ts';
import { clockBefore } from '../kit/clock.ts';
import { eventually } from '../kit/eventually.ts';
import {
  AddOfficialAccountDocument,
  CreateApiKeyDocument,
  type CreateApiKeyInput,
  ListOfficialAccountsDocument,
  OfficialAccountChangedDocument,
  ViewerDocument,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sql, stored } from '../kit/stored.ts';
import { addAccount, errorCodes, listening } from '../kit/stories.ts';

const qiao = useQiao();
let admin: TestClient;
beforeAll(async () => {
  admin = await qiao.caller({ user: '17' });
});

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

test('an administrator creates a key and is shown it once', async () => {
  const expiresAt = inAnHour();
  const { createApiKey } = await admin.run(CreateApiKeyDocument, {
    input: { name: ' nightly report ', scopes: ['ACCOUNTS_READ', 'AUDIT_READ', 'ACCOUNTS_READ'], expiresAt },
  });

  const { apiKey, secret, userErrors } = createApiKey;
  expect(userErrors).toEqual([]);
  expect(apiKey).toEqual({
    id: apiKey?.id,
    name: 'nightly report',
    prefix: parseApiKey(secret ?? '')?.prefix,
    scopes: ['ACCOUNTS_READ', 'AUDIT_READ'],
    createdBy: '17',
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
  });
  expect(secret).toMatch(/^qiao_[0-9A-Za-z]{8}_[0-9A-Za-z]{36}$/);
});

test('what is stored does not open anything: only a digest', async () => {
  const { secret } = await apiClient(qiao, admin);
  const text = JSON.stringify(await stored(qiao));

  expect(text).toContain(parseApiKey(secret)?.prefix);
  expect(text).not.toContain(secret);
  expect(text).not.toContain(secret.slice('qiao_12345678_'.length));
});

describe('the key lets a program call the API', () => {
  test('as an API client of the installation, which sees who it is', async () => {
    const { client, apiKey } = await apiClient(qiao, admin, ['SENDERS_WRITE'], { name: 'sender' });

    expect((await client.run(ViewerDocument, {})).viewer).toMatchObject({
      userId: null,
      role: null,
      apiKey: { id: apiKey.id, name: 'sender', scopes: ['SENDERS_WRITE'] },
      installation: { site: 'acme' },
    });
  });

  test('over HTTP, seeing every account: access lists are for marketing users', async () => {
    const other = await qiao.caller({ site: 'every-account' });
    await addAccount(other, { description: 'for one', access: { mode: 'SELECTED_USERS', userIds: ['18'] } });
    const { client } = await apiClient(qiao, other, ['ACCOUNTS_READ']);

    const { officialAccounts } = await client.run(ListOfficialAccountsDocument, {});

    expect(officialAccounts.edges.map(({ node }) => node.description)).toEqual(['for one']);
  });

  test('over WebSocket, with the same string', async () => {
    const { client } = await apiClient(qiao, admin, ['ACCOUNTS_READ']);
    const events = await listening(qiao, 1, () => client.subscribe(OfficialAccountChangedDocument, {}));
    const next = events.next();
    const { id } = await addAccount(admin);

    expect((await next).value?.data?.officialAccountChanged).toMatchObject({ kind: 'ADDED', accountId: id });
  });

  test('and to change what its scopes allow, in its own name', async () => {
    const { client, apiKey } = await apiClient(qiao, admin, ['ACCOUNTS_WRITE']);
    const { id } = await addAccount(client);

    const entries = await sql(
      qiao,
      'select actor_kind, actor, action from audit_entry where subject_id = $1',
      [ownId(id)],
    );

    expect(entries).toEqual([
      { actor_kind: 'API_CLIENT', actor: ownId(apiKey.id), action: 'addOfficialAccount' },
    ]);
  });

  test('but nothing else, and is told which scope it lacks', async () => {
    const { client } = await apiClient(qiao, admin, ['ACCOUNTS_READ', 'AUDIT_READ', 'SENDERS_WRITE']);
    const before = await stored(qiao);

    const answer = await client.ask(AddOfficialAccountDocument, { input: {} });

    expect(answer.errors).toMatchObject([
      { message: 'This API key does not have the scope ACCOUNTS_WRITE.', extensions: { code: 'FORBIDDEN' } },
    ]);
    expect(await stored(qiao)).toEqual(before);
  });

  test('never to manage keys, whatever its scopes', async () => {
    const all = ['ACCOUNTS_READ', 'ACCOUNTS_WRITE', 'SENDERS_WRITE', 'AUDIT_READ'] as const;
    const { client } = await apiClient(qiao, admin, all);
    const before = await stored(qiao);

    const answer = await client.ask(CreateApiKeyDocument, { input: { name: 'more', scopes: [...all] } });

    expect(answer.errors).toMatchObject([
      { message: 'API clients may not do this: an administrator must.', extensions: { code: 'FORBIDDEN' } },
    ]);
    expect(await stored(qiao)).toEqual(before);
  });
});

describe('a key that does not open', () => {
  const refusal = async (secret: string) => {
    const client = new TestClient(`${qiao.url}/graphql`, secret);
    const answer = await client.ask(ViewerDocument, {});
    expect([answer.status, ...errorCodes(answer)]).toEqual([401, 'UNAUTHENTICATED']);
    await expect(client.subscribe(OfficialAccountChangedDocument, {}).next()).rejects.toMatchObject({
      code: 4403,
    });
    client.close();
    return answer.errors?.[0]?.message;
  };

  test('is told that it is mistyped, without asking the database', async () => {
    const { secret } = await apiClient(qiao, admin);
    expect(await refusal(secret.slice(0, -1))).toBe(
      'This is not a whole API key: its checksum does not fit. Copy all of it again.',
    );
  });

  test('is told that it is unknown here, even if its public part is known', async () => {
    const [one, other] = [await apiClient(qiao, admin), await apiClient(qiao, admin)];
    await sql(qiao, 'update api_key_digest set digest = $1 where key_id = $2', [
      (await sql(qiao, 'select digest from api_key_digest where key_id = $1', [ownId(other.apiKey.id)]))[0]
        ?.digest,
      ownId(one.apiKey.id),
    ]);
    const unknown = 'qiao_0aZ9kQ3x_0123456789abcdefghijABCDEFGHIJ2VGJmO';
    for (const secret of [one.secret, unknown])
      expect(await refusal(secret)).toBe('This API key does not exist here, or was revoked.');
  });

  test('is told that and when it expired, and by which name people know it', async () => {
    const { secret, apiKey } = await apiClient(qiao, admin);
    await sql(qiao, `update api_key_digest set expires_at = '2026-01-01' where key_id = $1`, [
      ownId(apiKey.id),
    ]);
    expect(await refusal(secret)).toBe(
      `The API key ${apiKey.prefix} expired at 2026-01-01T00:00:00.000Z: ask an administrator for another one.`,
    );
  });
});

test('an open socket ends when its key expires, with 4403', async () => {
  const expiresAt = inAnHour();
  const { client } = await apiClient(qiao, admin, ['ACCOUNTS_READ'], { expiresAt });
  const services = { ...qiao.services, clock: clockBefore(new Date(expiresAt)) };
  const server = await startServer(services, { port: 0, sandbox: true }, createLogger('silent'));
  qiao.onClose(() => server.close());
  const brief = new TestClient(`http://localhost:${server.port}/graphql`, client.token);
  qiao.onClose(() => brief.close());
  const events = brief.subscribe(OfficialAccountChangedDocument, {});

  await expect(events.next()).rejects.toMatchObject({ code: 4403 });
});

test('the last use is noted, once in a minute at most, and nobody waits for it', async () => {
  const { client, apiKey } = await apiClient(qiao, admin);
  const lastUse = async () =>
    (
      await sql<{ last_used_at: Date | null }>(qiao, 'select last_used_at from api_key where id = $1', [
        ownId(apiKey.id),
      ])
    )[0]?.last_used_at ?? null;
  expect(await lastUse()).toBeNull();

  await client.run(ViewerDocument, {});
  await eventually(async () => (await lastUse()) !== null);
  const first = await lastUse();
  await Promise.all(Array.from({ length: 20 }, () => client.run(ViewerDocument, {})));

  expect(await lastUse()).toEqual(first);
  // Else it would be no wonder that it is the same.
  expect(Date.now() - (first?.getTime() ?? 0)).toBeLessThan(60_000);
});

describe('refused, with nothing stored', () => {
  test.each<[string, CreateApiKeyInput, object[]]>([
    ['no name', { name: '  ', scopes: ['AUDIT_READ'] }, [{ code: 'REQUIRED', path: ['name'] }]],
    ['a long name', { name: 'x'.repeat(101), scopes: ['AUDIT_READ'] }, [{ code: 'INVALID', path: ['name'] }]],
    ['a name of two lines', { name: 'a\nb', scopes: ['AUDIT_READ'] }, [{ code: 'INVALID', path: ['name'] }]],
    [
      'a name that is no text',
      { name: 'a\0b', scopes: ['AUDIT_READ'] },
      [{ code: 'INVALID', path: ['name'] }],
    ],
    ['no scope', { name: 'a', scopes: [] }, [{ code: 'REQUIRED', path: ['scopes'] }]],
    [
      'an end that is past',
      { name: 'a', scopes: ['AUDIT_READ'], expiresAt: '2026-01-01T00:00:00Z' },
      [{ code: 'INVALID', path: ['expiresAt'] }],
    ],
    [
      'everything wrong, told at once',
      { name: '', scopes: [], expiresAt: '2026-01-01T00:00:00Z' },
      [
        { code: 'REQUIRED', path: ['name'] },
        { code: 'REQUIRED', path: ['scopes'] },
        { code: 'INVALID', path: ['expiresAt'] },
      ],
    ],
  ])('%s', async (_what, input, faults) => {
    const before = await stored(qiao);
    const { createApiKey } = await admin.run(CreateApiKeyDocument, { input });
    expect(createApiKey).toMatchObject({ apiKey: null, secret: null });
    expect(createApiKey.userErrors.map(({ code, path }) => ({ code, path }))).toEqual(faults);
    expect(await stored(qiao)).toEqual(before);
  });

  test('a hundred and first key, however many ask at once; a revoked one makes room', async () => {
    const other = await qiao.caller({ site: 'many-keys' });
    const create = async () =>
      (await other.run(CreateApiKeyDocument, { input: { name: 'one of many', scopes: ['AUDIT_READ'] } }))
        .createApiKey;
    const answers: Awaited<ReturnType<typeof create>>[] = [];
    for (let round = 0; round < 4; round += 1)
      answers.push(...(await Promise.all(Array.from({ length: 20 }, create))));
    answers.push(...(await Promise.all(Array.from({ length: 30 }, create))));

    const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(codes).toEqual(Array.from({ length: 10 }, () => 'API_KEY_LIMIT_REACHED'));
    expect(answers.filter(({ apiKey, secret }) => apiKey && secret)).toHaveLength(100);

    await revoke(other, answers[0]?.apiKey?.id ?? '');
    expect((await create()).userErrors).toEqual([]);
    expect((await create()).userErrors).toMatchObject([{ code: 'API_KEY_LIMIT_REACHED' }]);
  });
});
