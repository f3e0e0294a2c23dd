import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buildSchema, isObjectType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../src/app/server.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { apiClient } from '../kit/api-clients.ts';
import { BothWays, type Told } from '../kit/both-ways.ts';
import type { TestClient } from '../kit/client.ts';
import { sampleCovering } from '../kit/depth.ts';
import { eventually } from '../kit/eventually.ts';
import { addBindings, addFollowers, addSynchronization } from '../kit/followers.ts';
import {
  type AccessInput,
  ConfigureMessageSenderDocument,
  ExportFollowerDocument,
} from '../kit/generated/operations.ts';
import { addNotice } from '../kit/notices.ts';
import { CAMPAIGN, drop } from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { sql, stored, storedButCatalogues } from '../kit/stored.ts';
import { addAccount, authorized, COMPLETE, listeners, openSession } from '../kit/stories.ts';
import { never, Reading, type Value } from './kit/known.ts';
import { type Ids, operationOf, type Payload, type Slot, slotsOf } from './kit/slots.ts';

/**
 * One installation tries everything that it could know of another, in every place of the schema that names an object. The
 * schema says which places there are: a new one is tried too, and fails here if `kit/slots.ts` cannot fill it.
 */
const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
const slots = slotsOf(schema);
const nodeTypes = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'))
  .map(({ name }) => name);

/** An installation with an object of every type. */
interface Side {
  readonly site: string;
  readonly installationId: string;
  readonly admin: TestClient;
  readonly accountId: string;
  readonly ids: Ids;
  readonly values: readonly Value[];
  /** Every text in what it is told. */
  readonly texts: ReadonlySet<string>;
}

const qiao = useQiao();
let theirs: Side;
let own: Side;
let caller: BothWays;
/** What nobody but the other installation may be told. */
let forbidden: string[];

beforeAll(async () => {
  theirs = await furnished('theirs');
  own = await furnished('ours');
  const quota = { bucket: 1e9, restorePerSecond: 1e9 };
  const server = await startServer(qiao.services, { port: 0, sandbox: true, quota }, createLogger('silent'));
  const url = `http://localhost:${server.port}/graphql`;
  caller = await BothWays.open(url, await qiao.token({ site: own.site }));
  qiao.onClose(async () => {
    caller.close();
    await server.close();
  });
  forbidden = await secretsOf(theirs, own);
});

const SELECTED: AccessInput = { mode: 'SELECTED_USERS', userIds: ['17'] };

async function furnished(site: string): Promise<Side> {
  const admin = await qiao.caller({ site });
  const installationId = (await qiao.services.installations.idOfSite(site)) ?? '';
  const tag = randomBytes(6).toString('hex');
  // Numbered in each site, so that both would get the same ids.
  let campaign = CAMPAIGN;
  if (site === 'theirs') {
    const names = { firstName: `first ${tag}`, lastName: `last ${tag}` };
    await qiao.eloqua.call('POST', '/_sandbox/users', { site, ...names });
    await qiao.eloqua.addField(site, { name: `field ${tag}` });
    campaign = await qiao.eloqua.addCampaign(site, { name: `campaign ${tag}` });
  }
  const { accountId } = await authorized(
    qiao,
    admin,
    { ...COMPLETE, note: `note of ${tag}`, description: `account of ${tag}`, access: SELECTED },
    { nickName: `WeChat of ${tag}`, openPlatform: `platform-${tag}` },
  );
  const { instanceId } = await drop(qiao, site, '17', campaign);
  const sender = { accountId, messageSenderId: instanceId };
  await admin.run(ConfigureMessageSenderDocument, { input: sender });
  const { follower } = await addFollowers(qiao, accountId);
  await addBindings(qiao, accountId);
  await admin.run(ExportFollowerDocument, { input: { followerId: follower } });
  await addSynchronization(qiao, accountId);
  await addNotice(qiao, accountId);
  const program = await apiClient(qiao, admin, ['ACCOUNTS_WRITE', 'ACCOUNTS_READ'], {
    name: `client of ${tag}`,
  });
  const draft = await addAccount(program.client, { note: `draft of ${tag}`, access: SELECTED });
  const session = await openSession(admin, draft.id);
  const ids = { OfficialAccount: accountId, AuthorizationSession: session.id };
  const read = new Reading();
  for (const answer of await browsed(({ query, variables }) => admin.ask(query, variables) as never, ids))
    read.walk(answer);
  // Above, activities were read of the account.
  const ofFollower = `{ node(id: "${follower}") { ... on Follower { activities { edges { __typename cursor } } } } }`;
  read.walk((await admin.ask(ofFollower)).data);
  const first = (kind: Value['kind'], type: string) =>
    read.values.find((one) => one.kind === kind && one.type === type)?.text ?? '';
  return {
    ...{ site, installationId, admin, accountId, values: read.values, texts: read.texts },
    ids: {
      ...Object.fromEntries(nodeTypes.map((type) => [type, first('global id', type)])),
      ...ids,
    },
  };
}

/** Everything that an installation can read. */
async function browsed(ask: (payload: Payload) => Promise<Partial<Told>>, ids: Ids): Promise<unknown[]> {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const answers = fields.map((field) => ask(operationOf({ operation: 'query', path: [field] }, [], ids)));
  return (await Promise.all(answers)).map(({ data, errors = [] }) => {
    expect(errors).toEqual([]);
    return data;
  });
}

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/;
/** Times as the API prints them. */
const asPrinted = (_name: string, value: unknown) =>
  typeof value === 'string' && TIME.test(value) ? new Date(value).toISOString() : value;

/** What is in answers and rows of the one, and in none of the other. Shorter texts could be anywhere by chance. */
async function secretsOf(side: Side, other: Side): Promise<string[]> {
  const rows = Object.values(await stored(qiao)).flat();
  const textsOf = (isOf: (row: Readonly<Record<string, unknown>>) => boolean): Set<string> => {
    const read = new Reading();
    for (const row of rows.filter(isOf)) read.walk(JSON.parse(JSON.stringify(row, asPrinted)));
    return read.texts;
  };
  const isTheirs = (row: object) => Object.values(row).includes(side.installationId);
  const common = textsOf((row) => !isTheirs(row));
  const credential = await qiao.services.credentials.find(
    side.values.find(({ kind, type }) => kind === 'app id' && type === 'OfficialAccount')?.text ?? '',
  );
  const secrets = [credential?.accessToken, credential?.refreshToken].map(String);
  const all = [...side.texts, ...textsOf(isTheirs), ...secrets, side.site, side.installationId];
  return [...new Set(all)].filter((text) => text.length >= 6 && !common.has(text) && !other.texts.has(text));
}

interface Attack {
  readonly slot: Slot;
  readonly value: Value;
}

/** Every value of the other installation in every slot where it could mean something. */
function attacks(operations: readonly Slot['operation'][]): Attack[] {
  const values = theirs.values.filter(
    ({ kind, type, text }, index, all) =>
      forbidden.includes(text) &&
      all.findIndex((one) => one.kind === kind && one.type === type && forbidden.includes(one.text)) ===
        index,
  );
  const fits = ({ takes }: Slot, { kind }: Value) =>
    takes === 'id' || takes === 'cursor' ? kind !== 'search' : kind === takes;
  const all = slots
    .filter(({ operation }) => operations.includes(operation))
    .flatMap((slot) => values.filter((value) => fits(slot, value)).map((value) => ({ slot, value })));
  return sampleCovering(`isolation ${operations}`, all, (attack) => [
    isMeant(attack) ? nameOf(attack) : `${attack.slot.name} something else`,
    `${attack.slot.operation} ${attack.value.kind} of ${attack.value.type}`,
    ...(/^query nodes?\(/.test(attack.slot.name) ? [nameOf(attack)] : []),
  ]);
}

/** Whether the value is what the slot takes. */
const isMeant = ({ slot, value: { kind, type } }: Attack): boolean => {
  if (slot.takes === 'id') return slot.type === type && /^(global|raw) id$/.test(kind);
  const isListed = slot.type === `${type.replace(/Edge of .*/, '')}Connection`;
  return slot.takes === kind && (kind === 'cursor' || kind === 'search' ? isListed : true);
};

/** An impact token means something only beside the object that it was issued for. */
const payloadOf = ({ slot }: Attack, text: string): Payload =>
  operationOf(slot, [[slot.at, text]], slot.takes === 'token' ? theirs.ids : own.ids);

const nameOf = ({ slot, value }: Attack) => `${slot.name}: ${value.kind} of ${value.type}`;

/** What is another each time, and where the value itself was said back. */
const comparable = ({ data, errors }: Pick<Told, 'data' | 'errors'>, sent: string): string =>
  JSON.stringify({
    data,
    errors: errors.map(({ message, path, extensions }) => [message, path, extensions.code]),
  })
    .replaceAll(/"(asOf|impactToken|expiresAt|updatedAt)":"[^"]*"/g, '')
    .replaceAll(sent, '#');

const leaksIn = (answer: string, sent: string): string[] =>
  forbidden.filter((text) => !sent.includes(text) && answer.includes(text));

const AT_ONCE = 8;
async function inTurn<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) await Promise.all(all.slice(at, at + AT_ONCE).map(work));
}

test('the story has objects of every type, and the generator knows a value for every kind of slot', () => {
  const found = (kind: Value['kind']) =>
    new Set(
      theirs.values
        .filter((one) => one.kind === kind && forbidden.includes(one.text))
        .map(({ type }) => type),
    );
  expect([...found('global id')].toSorted()).toEqual(expect.arrayContaining(nodeTypes.toSorted()));
  const edges = Object.keys(schema.getTypeMap()).filter((name) => name.endsWith('Edge'));
  const lists = [...found('cursor')].map((type) => type.split(' ')[0]);
  expect([...new Set(lists)].toSorted()).toEqual(edges.toSorted());
  for (const kind of ['reference', 'search', 'token', 'site', 'app id'] as const)
    expect(found(kind).size, kind).toBeGreaterThan(0);
});

test('its owner finds it in each place that reads: so a leak would be seen', async () => {
  const followed = new Set<string>();
  const found = attacks(['query']).filter((attack) => isMeant(attack) && attack.value.kind !== 'raw id');
  await inTurn(found, async (attack) => {
    const { query, variables } = operationOf(attack.slot, [[attack.slot.at, attack.value.text]], theirs.ids);
    const { data, errors } = await theirs.admin.ask<unknown, object>(query, variables);
    if (attack.value.kind === 'cursor') {
      // One of the lists of its type; what comes after the last cursor is nothing.
      if (!errors) followed.add(attack.slot.name);
      return;
    }
    expect(errors, nameOf(attack)).toBeUndefined();
    const elsewhere = await caller.overHttp(payloadOf(attack, attack.value.text));
    expect(comparable({ data, errors: [] }, '#'), nameOf(attack)).not.toBe(comparable(elsewhere, '#'));
  });
  const cursors = found.filter(({ value }) => value.kind === 'cursor').map(({ slot }) => slot.name);
  expect([...followed].toSorted()).toEqual([...new Set(cursors)].toSorted());
});

/** Takes away a user who may not use the account anyway; or is looked at only where the object is found. */
const SAYS_NOTHING = /removeUserIds|impactToken/;

test('what belongs to another installation is to a caller as if it had never existed, over HTTP and WebSocket', async () => {
  const before = await storedButCatalogues(qiao);
  await inTurn(attacks(['query', 'mutation']), async (attack) => {
    const invented = never(attack.value);
    const payload = payloadOf(attack, attack.value.text);
    const [http, socket, control] = await Promise.all([
      caller.overHttp(payload),
      caller.overWebSocket(payload),
      caller.overHttp(payloadOf(attack, invented)),
    ]);
    const expected = comparable(control, invented);
    for (const told of [http, socket]) {
      const answer = JSON.stringify(told);
      expect(leaksIn(answer, JSON.stringify(payload)), nameOf(attack)).toEqual([]);
      expect(comparable(told, attack.value.text), nameOf(attack)).toBe(expected);
      if (attack.slot.operation === 'mutation' && isMeant(attack) && !SAYS_NOTHING.test(attack.slot.name))
        expect(answer, `it is ${nameOf(attack)} that is refused`).toContain(`"${attack.slot.at.at(-1)}"`);
    }
  });
  expect(await storedButCatalogues(qiao)).toEqual(before);
});

test('asked for together with own objects of every type, those of another installation are null', async () => {
  const pairs = nodeTypes.map((type) => {
    const isTheirs = (one: Value) =>
      one.kind === 'global id' && one.type === type && forbidden.includes(one.text);
    return { type, id: own.ids[type], foreign: theirs.values.find(isTheirs)?.text };
  });
  const query = 'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
  const ids = pairs.flatMap(({ id, foreign }) => [id, foreign]);
  const { data } = await caller.overHttp({ query, variables: { ids } });
  expect(data).toEqual({ nodes: pairs.flatMap(({ type, id }) => [{ __typename: type, id }, null]) });
});

test('no subscription tells of another installation, whatever it is asked for', async () => {
  const before = await storedButCatalogues(qiao);
  const listening = listeners(qiao);
  const first = new Map<string, Told>();
  const begin = (name: string, payload: Payload) =>
    void caller.overWebSocket(payload).then(
      (told) => first.set(name, told),
      () => {},
    );
  const tried = attacks(['subscription']);
  for (const [index, attack] of tried.entries()) {
    begin(nameOf(attack), payloadOf(attack, attack.value.text));
    begin(`control ${nameOf(attack)}`, payloadOf(attack, never(attack.value)));
    // Each has an error already, or listens.
    await eventually(() => first.size + listeners(qiao) - listening === 2 * (index + 1));
  }
  const [everything] = slots.filter(({ path }) => path[0]?.name === 'officialAccountChanged');
  begin('everything', operationOf(everything as Slot, [], own.ids));
  await eventually(() => first.size + listeners(qiao) - listening === 2 * tried.length + 1);
  expect(await storedButCatalogues(qiao)).toEqual(before);
  const note = (side: Side) =>
    side.admin.ask(
      'mutation($input: UpdateOfficialAccountInput!) { updateOfficialAccount(input: $input) { userErrors { code } } }',
      { input: { accountId: side.accountId, note: `changed by ${side.site}` } },
    );
  await note(theirs);
  await note(own);
  await eventually(() => first.has('everything'));
  for (const attack of tried) {
    const [told, control] = [first.get(nameOf(attack)), first.get(`control ${nameOf(attack)}`)];
    expect(leaksIn(JSON.stringify(told ?? null), attack.value.text), nameOf(attack)).toEqual([]);
    expect(told && comparable(told, attack.value.text), nameOf(attack)).toEqual(
      control && comparable(control, never(attack.value)),
    );
  }
  expect(leaksIn(JSON.stringify(first.get('everything')), '')).toEqual([]);
});

describe('reads show nothing of another installation', () => {
  const tables = () =>
    [...qiao.services.orm.getMetadata().getAll().values()].filter(({ filters }) => filters.tenant);

  const switchFilter = (to: boolean) => {
    for (const { filters } of tables()) (filters.tenant as { default: boolean }).default = to;
  };
  const switchRowLevelSecurity = (to: 'enable' | 'disable') =>
    sql(
      qiao,
      tables()
        .map(({ tableName }) => `alter table ${tableName} ${to} row level security`)
        .join(';'),
    );

  /** What reads show of the other: all that a caller can list, and the other's ids in every place. */
  async function shown(): Promise<string[]> {
    const leaks = leaksIn(JSON.stringify(await browsed((payload) => caller.overHttp(payload), own.ids)), '');
    await inTurn(attacks(['query']), async (attack) => {
      const payload = payloadOf(attack, attack.value.text);
      const answer = JSON.stringify(await caller.overHttp(payload));
      if (leaksIn(answer, JSON.stringify(payload)).length > 0) leaks.push(nameOf(attack));
    });
    return leaks;
  }

  test('under row-level security alone, with the filter of the ORM switched off', async () => {
    switchFilter(false);
    expect(await shown().finally(() => switchFilter(true))).toEqual([]);
  });

  test('under the filter of the ORM alone, with row-level security switched off', async () => {
    await switchRowLevelSecurity('disable');
    expect(await shown().finally(() => switchRowLevelSecurity('enable'))).toEqual([]);
  });

  test('but without both they would: so it is these two that protect', async () => {
    switchFilter(false);
    await switchRowLevelSecurity('disable');
    const leaks = await shown().finally(async () => {
      switchFilter(true);
      await switchRowLevelSecurity('enable');
    });
    expect(leaks).toEqual(expect.arrayContaining([theirs.ids.ApiKey]));
  });
});
