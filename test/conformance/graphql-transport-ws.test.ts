import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { LOCK_WAITS, query, withClient } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import { complete, init, type Message, RawSocket, subscribe } from '../kit/raw-socket.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { stored } from '../kit/stored.ts';
import { addAccount, listeners, openSession } from '../kit/stories.ts';

const qiao = useQiao();
const VIEWER = '{ viewer { userId } }';
const ACCOUNTS = '{ officialAccounts { totalCount } }';
const CHANGES = 'subscription { officialAccountChanged { kind } }';
const COMPLETED =
  'subscription ($sessionId: ID!) { authorizationCompleted(sessionId: $sessionId) { status } }';
const ADD = 'mutation { addOfficialAccount(input: {}) { userErrors { code } } }';

let admin: TestClient;
let token: string;
let silent: RawSocket;
/** Subscribers of the server that are not of a test. */
let before: number;
const sockets: RawSocket[] = [];

const open = (protocols?: string | string[], path = '/graphql') => {
  const socket = new RawSocket(qiao.url + path, protocols);
  sockets.push(socket);
  return socket;
};
const signedIn = async () => {
  const socket = await open().send(init(token));
  expect(await socket.next()).toEqual({ type: 'connection_ack' });
  return socket;
};
const subscribed = (count: number) => eventually(() => listeners(qiao) === before + count);

/** Holds everything that reads the table, until `work` has ended. */
const whileLocked = (table: string, work: () => Promise<unknown>) =>
  withClient(qiao.database.superuserUrl, async (client) => {
    await client.query(`begin; lock table ${table} in access exclusive mode`);
    try {
      await work();
    } finally {
      await client.query('rollback');
    }
  });
const waits = () => eventually(async () => (await query(qiao.database, LOCK_WAITS)).length > 0);

beforeAll(async () => {
  admin = await qiao.caller();
  token = await qiao.token();
  silent = new RawSocket(`${qiao.url}/graphql`);
  before = listeners(qiao);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.end();
  await subscribed(0);
});

describe('the subprotocol', () => {
  test('a socket without one is closed with 4406', async () => {
    expect(await open([]).closed).toEqual({ code: 4406, reason: 'Subprotocol not acceptable' });
  });

  test('another one is not agreed to', async () => {
    await expect(open('graphql-ws').closed).rejects.toThrow('Server sent no subprotocol');
  });

  test.each(['/graphql', '/graphql/'])('graphql-transport-ws is chosen among several at %s', async (path) => {
    const socket = await open(['graphql-ws', 'graphql-transport-ws'], path).send(init(token));
    expect([socket.protocol, await socket.next()]).toEqual([
      'graphql-transport-ws',
      { type: 'connection_ack' },
    ]);
  });
});

describe('connection_init', () => {
  test('a second one is refused with 4429', async () => {
    const socket = await (await signedIn()).send(init(token));
    expect(await socket.closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
  });

  test('a second one is refused with 4429 while the first is looked at', async () => {
    const socket = await open().send(init(token), init(token));
    expect((await socket.closed).code).toBe(4429);
  });

  test('an operation before it is refused with 4401', async () => {
    const socket = await open().send(subscribe('1', VIEWER));
    expect(await socket.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
  });

  test('an operation before it is acknowledged is refused with 4401 and not executed', async () => {
    const rows = await stored(qiao);
    // Of a user of whom nothing is known yet, so that it waits for the database.
    const unknown = await qiao.token({ user: '1000' });
    await withClient(qiao.database.superuserUrl, async (client) => {
      await client.query('begin');
      await client.query('lock table user_sign_out in access exclusive mode');
      const socket = await open().send(init(unknown), subscribe('1', ADD));
      expect((await socket.closed).code).toBe(4401);
      await client.query('rollback');
    });
    expect(await stored(qiao)).toEqual(rows);
  });

  test('a ping is answered before it, and a complete is ignored', async () => {
    const socket = await open().send(complete('1'));
    expect(await socket.untilPong()).toEqual([]);
    await socket.send(init(token));
    expect(await socket.next()).toEqual({ type: 'connection_ack' });
  });
});

test('an id of more than 1000 characters is refused with 4400: each answer would repeat it', async () => {
  const socket = await (await signedIn()).send(subscribe('x'.repeat(1001), VIEWER));
  expect((await socket.closed).code).toBe(4400);
});

describe('ping and pong', () => {
  test('a ping is answered with a pong', async () => {
    const socket = await (await signedIn()).send({ type: 'ping' });
    expect(await socket.next()).toEqual({ type: 'pong' });
  });

  test('a pong has the payload of its ping', async () => {
    const payload = { iCome: 'back', deep: [{ 微信: null }] };
    const socket = await (await signedIn()).send({ type: 'ping', payload });
    expect(await socket.next()).toEqual({ type: 'pong', payload });
  });

  test.each([[{ type: 'pong' }], [{ type: 'pong', payload: { un: 'asked' } }]])(
    'a pong is not answered: %j',
    async (pong) => {
      const socket = await (await signedIn()).send(pong);
      expect(await socket.untilPong()).toEqual([]);
    },
  );
});

describe('a message that the protocol does not know closes the socket with 4400', () => {
  const payload = { query: VIEWER };
  test.each<[what: string, message: object | string]>([
    ['no JSON', 'nonsense'],
    ['null', 'null'],
    ['a text', '"ping"'],
    ['a list', [{ type: 'ping' }]],
    ['no type', { id: '1' }],
    ['a type that is no text', { type: 1 }],
    ['an unknown type', { type: 'start', id: '1', payload }],
    ['an init whose payload is no object', { type: 'connection_init', payload: 'token' }],
    ['a ping whose payload is no object', { type: 'ping', payload: [1] }],
    ['an operation without an id', { type: 'subscribe', payload }],
    ['an operation with an empty id', { type: 'subscribe', id: '', payload }],
    ['an operation with a number as its id', { type: 'subscribe', id: 1, payload }],
    ['an operation without a payload', { type: 'subscribe', id: '1' }],
    ['an operation without a document', { type: 'subscribe', id: '1', payload: {} }],
    ['a document that is no text', { type: 'subscribe', id: '1', payload: { query: { kind: 'Document' } } }],
    ['variables that are a list', { type: 'subscribe', id: '1', payload: { ...payload, variables: [] } }],
    [
      'an operation name that is no text',
      { type: 'subscribe', id: '1', payload: { ...payload, operationName: 1 } },
    ],
    ['extensions that are a text', { type: 'subscribe', id: '1', payload: { ...payload, extensions: 'x' } }],
    ['a complete without an id', { type: 'complete' }],
    ['an acknowledgement, which only a server sends', { type: 'connection_ack' }],
    ['a result, which only a server sends', { type: 'next', id: '1', payload: { data: null } }],
    ['errors, which only a server sends', { type: 'error', id: '1', payload: [{ message: 'x' }] }],
  ])('%s', async (_what, message) => {
    const socket = await (await signedIn()).send(message);
    expect(await socket.closed).toEqual({ code: 4400, reason: 'Invalid message received' });
    expect(socket.messages.slice(1)).toEqual([]);
  });
});

describe('an operation with one result', () => {
  const answer = (id: string, data: unknown): Message[] => [
    { type: 'next', id, payload: { data, extensions: { cost: expect.any(Object) } } },
    { type: 'complete', id },
  ];
  const viewer = { viewer: { userId: '17' } };

  test('a query is answered with next, then complete', async () => {
    const socket = await (await signedIn()).send(subscribe('1', VIEWER));
    expect([await socket.next(), await socket.next()]).toEqual(answer('1', viewer));
    expect(await socket.untilPong()).toEqual([]);
  });

  test('a mutation is answered with next, then complete, and is executed once', async () => {
    const { officialAccounts: had } = await total();
    const socket = await (await signedIn()).send(subscribe('1', ADD));
    expect([await socket.next(), await socket.next()]).toEqual(
      answer('1', { addOfficialAccount: { userErrors: [] } }),
    );
    expect(await total()).toEqual({ officialAccounts: { totalCount: had.totalCount + 1 } });
  });

  test('an error of a field is part of the result', async () => {
    const socket = await (await signedIn()).send(
      subscribe('1', '{ officialAccounts(first: 101) { totalCount } }'),
    );
    expect([await socket.next(), await socket.next()]).toEqual([
      {
        type: 'next',
        id: '1',
        payload: expect.objectContaining({
          data: null,
          errors: [expect.objectContaining({ path: ['officialAccounts'] })],
        }),
      },
      { type: 'complete', id: '1' },
    ]);
  });

  test.each([
    ['does not parse', { query: '{ viewer' }, 'GRAPHQL_PARSE_FAILED'],
    ['does not fit the schema', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['is empty', { query: '' }, 'BAD_REQUEST'],
    [
      'has several operations and no name',
      { query: 'query A { __typename } query B { __typename }' },
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['is too large', { query: `{ ${'terms { version } '.repeat(300)} }` }, 'QUERY_TOO_COMPLEX'],
    [
      'is a subscription that does not fit',
      { query: 'subscription { nothing }' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])(
    'a document that %s is answered with error, nothing follows, and the socket stays',
    async (_what, payload, code) => {
      const socket = await (await signedIn()).send({ type: 'subscribe', id: '1', payload });
      expect(await socket.next()).toEqual({
        type: 'error',
        id: '1',
        payload: [
          expect.objectContaining({
            message: expect.any(String),
            extensions: { code, requestId: expect.any(String) },
          }),
        ],
      });
      expect(await socket.untilPong()).toEqual([]);
      await socket.send(subscribe('1', VIEWER));
      expect([await socket.next(), await socket.next()]).toEqual(answer('1', viewer));
    },
  );

  test.each(['1', 'constructor', '__proto__', 'toString', '微信 🏃', 'x'.repeat(1000)])(
    'the answer has the id of its operation: %.20s',
    async (id) => {
      const socket = await (await signedIn()).send(subscribe(id, VIEWER));
      expect([await socket.next(), await socket.next()]).toEqual(answer(id, viewer));
      await socket.send(subscribe(id, VIEWER));
      expect([await socket.next(), await socket.next()], 'again').toEqual(answer(id, viewer));
    },
  );

  test('many at once are answered each under its own id', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `n${n}`);
    const socket = await (await signedIn()).send(
      ...ids.map((id) => subscribe(id, `{ viewer { ${id}: userId } }`)),
    );
    while (socket.messages.length < 1 + 2 * ids.length) await socket.next();
    for (const id of ids)
      expect(socket.messages.filter((message) => message.id === id)).toEqual(
        answer(id, { viewer: { [id]: '17' } }),
      );
  });

  test('one that waits holds up no other one', async () => {
    const socket = await signedIn();
    await whileLocked('official_account', async () => {
      await socket.send(subscribe('slow', ACCOUNTS));
      await waits();
      await socket.send(subscribe('fast', VIEWER));
      expect([await socket.next(), await socket.next()]).toEqual(answer('fast', viewer));
    });
    expect([await socket.next(), await socket.next()]).toEqual(answer('slow', await total()));
  });

  test('one that its client completes before there is a result is not answered', async () => {
    const socket = await signedIn();
    await whileLocked('official_account', async () => {
      await socket.send(subscribe('1', ACCOUNTS));
      await waits();
      await socket.send(complete('1'));
      expect(await socket.untilPong()).toEqual([]);
    });
    await socket.send(subscribe('2', ACCOUNTS));
    expect([await socket.next(), await socket.next()]).toEqual(answer('2', await total()));
    expect(await socket.untilPong()).toEqual([]);
  });

  test('an id that its client has completed may be used at once, and only the new operation is answered', async () => {
    const socket = await signedIn();
    await whileLocked('official_account', async () => {
      await socket.send(subscribe('1', ACCOUNTS));
      await waits();
      await socket.send(complete('1'), subscribe('1', VIEWER));
      expect([await socket.next(), await socket.next()]).toEqual(answer('1', viewer));
      await socket.send(subscribe('1', CHANGES));
      await subscribed(1);
    });
    // The first one ends now, long after it was completed.
    await addAccount(admin);
    expect(await socket.next()).toMatchObject({ type: 'next', id: '1', payload: { data: ADDED } });
    expect(await socket.untilPong()).toEqual([]);
  });

  const total = () =>
    admin.ask<{ officialAccounts: { totalCount: number } }, object>(ACCOUNTS).then(({ data }) => {
      if (!data) throw new Error('there is no answer');
      return data;
    });
});

const ADDED = { officialAccountChanged: { kind: 'ADDED' } };
const told = (id: string): Message => ({ type: 'next', id, payload: { data: ADDED } });

/** Subscribes later than those that must not, and is told an event: by then they would be there, too. */
async function isOnlySubscriber(socket: RawSocket): Promise<void> {
  await socket.send(subscribe('only', CHANGES));
  await eventually(() => listeners(qiao) > before);
  await addAccount(admin);
  expect(await socket.next()).toEqual(told('only'));
  expect(listeners(qiao) - before).toBe(1);
  expect(await socket.untilPong()).toEqual([]);
}

describe('a subscription', () => {
  test('is told each event, in several operations under their own ids', async () => {
    const socket = await (await signedIn()).send(subscribe('a', CHANGES), subscribe('b', CHANGES));
    await subscribed(2);
    await addAccount(admin);
    await addAccount(admin);
    const events = [await socket.next(), await socket.next(), await socket.next(), await socket.next()];
    expect(events.toSorted((x, y) => (x.id ?? '').localeCompare(y.id ?? ''))).toEqual([
      told('a'),
      told('a'),
      told('b'),
      told('b'),
    ]);
  });

  test('has ids of its own on each socket', async () => {
    const one = await (await signedIn()).send(subscribe('1', CHANGES));
    const other = await (await signedIn()).send(subscribe('1', CHANGES));
    await subscribed(2);
    await one.send(complete('1'));
    await subscribed(1);
    await addAccount(admin);
    expect(await other.next()).toEqual(told('1'));
    expect(await one.untilPong()).toEqual([]);
  });

  test('ends with complete from the server when nothing more can come', async () => {
    const { id } = await openSession(admin, (await addAccount(admin)).id);
    await admin.ask(
      'mutation ($id: ID!) { cancelAuthorization(input: { sessionId: $id }) { userErrors { code } } }',
      { id },
    );
    const socket = await (await signedIn()).send(subscribe('1', COMPLETED, { sessionId: id }));
    expect([await socket.next(), await socket.next()]).toEqual([
      { type: 'next', id: '1', payload: { data: { authorizationCompleted: { status: 'CANCELLED' } } } },
      { type: 'complete', id: '1' },
    ]);
    expect(await socket.untilPong()).toEqual([]);
  });

  test('that its client completes ends at once, without an answer', async () => {
    const socket = await (await signedIn()).send(subscribe('1', CHANGES), subscribe('2', CHANGES));
    await subscribed(2);
    await socket.send(complete('1'));
    await subscribed(1);
    await addAccount(admin);
    expect(await socket.next()).toEqual(told('2'));
    expect(await socket.untilPong()).toEqual([]);
  });

  test('that its client completes while it is opened never begins', async () => {
    const { id } = await openSession(admin, (await addAccount(admin)).id);
    const socket = await signedIn();
    await whileLocked('authorization_session', async () => {
      await socket.send(subscribe('1', COMPLETED, { sessionId: id }));
      await waits();
      await socket.send(complete('1'));
      expect(await socket.untilPong()).toEqual([]);
    });
    await isOnlySubscriber(socket);
  });

  test('gives its id free as soon as its client has completed it', async () => {
    const socket = await (await signedIn()).send(subscribe('1', CHANGES));
    await subscribed(1);
    await socket.send(complete('1'), subscribe('1', CHANGES), complete('1'), subscribe('1', CHANGES));
    await subscribed(1);
    expect(await socket.untilPong()).toEqual([]);
    await addAccount(admin);
    expect(await socket.next()).toEqual(told('1'));
    expect(await socket.untilPong()).toEqual([]);
    socket.end();
    await subscribed(0);
  });

  test('is not disturbed by a complete of another id, or a second one', async () => {
    const socket = await (await signedIn()).send(subscribe('1', CHANGES), complete('2'), complete('2'));
    await subscribed(1);
    await addAccount(admin);
    expect(await socket.next()).toEqual(told('1'));
  });

  test('whose id is in use closes the socket with 4409, and all others end', async () => {
    const socket = await (await signedIn()).send(subscribe('1', CHANGES), subscribe('2', CHANGES));
    await subscribed(2);
    await socket.send(subscribe('1', VIEWER));
    expect(await socket.closed).toEqual({ code: 4409, reason: 'Subscriber for 1 already exists' });
    await subscribed(0);
  });

  test('whose id is in use closes the socket with 4409 while the first one is opened', async () => {
    const socket = await (await signedIn()).send(subscribe('1', CHANGES), subscribe('1', CHANGES));
    expect((await socket.closed).code).toBe(4409);
  });

  test.each<[string, (socket: RawSocket) => void]>([
    ['says good-bye', (socket) => socket.close()],
    ['says good-bye in its own words', (socket) => socket.close(4321)],
    ['disappears', (socket) => socket.end()],
    ['breaks the protocol', (socket) => void socket.send('nonsense')],
  ])('ends with all others of its socket when the client %s', async (_how, leave) => {
    const socket = await (await signedIn()).send(...['1', '2', '3'].map((id) => subscribe(id, CHANGES)));
    await subscribed(3);
    leave(socket);
    await subscribed(0);
  });

  test('never begins if its socket closes while it is opened', async () => {
    const { id } = await openSession(admin, (await addAccount(admin)).id);
    const socket = await signedIn();
    await whileLocked('authorization_session', async () => {
      await socket.send(subscribe('1', COMPLETED, { sessionId: id }));
      await waits();
      socket.close();
      await socket.closed;
    });
    await isOnlySubscriber(await signedIn());
  });

  test('whose source fails ends with error, which gives nothing away, and without complete', async () => {
    const socket = await (await signedIn()).send(subscribe('1', CHANGES));
    await subscribed(1);
    const subscribers: Set<AsyncIterator<unknown>> = Reflect.get(qiao.services.push, 'subscribers');
    const source = [...subscribers].at(-1);
    if (!source) throw new Error('nobody subscribed');
    source.next = () => Promise.reject(new Error('terminating connection of user "qiao"'));

    await addAccount(admin);
    const answers = [await socket.next(), await socket.next()];
    // One that really fails has left by itself.
    await source.return?.();

    // It was waiting for the first event already.
    expect(answers).toEqual([
      told('1'),
      {
        type: 'error',
        id: '1',
        payload: [
          {
            message: 'Something went wrong on our side.',
            extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
          },
        ],
      },
    ]);
    expect(await socket.untilPong()).toEqual([]);
  });
});

// The last test, so that the others run during the three seconds.
test('a socket that does not send connection_init is closed with 4408', async () => {
  expect(await silent.closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
});
