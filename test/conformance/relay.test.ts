import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildSchema, getNamedType, isObjectType } from 'graphql';
// @ts-expect-error It has no types: the path of its program.
import relayCompiler from 'relay-compiler';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { useClientGuide } from '../kit/client-guide.ts';
import { random } from '../kit/depth.ts';
import { addBindings, addFollowers } from '../kit/followers.ts';
import {
  CreateApiKeyDocument,
  ExportFollowerDocument,
  RemoveOfficialAccountDocument,
} from '../kit/generated/operations.ts';
import { configuredStep, senderAccount } from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { sql } from '../kit/stored.ts';
import { addAccount, COMPLETE, errorCodes } from '../kit/stories.ts';

const SCHEMA = fileURLToPath(new URL('../../schema/schema.graphql', import.meta.url));
const SITE = 'relay';

const qiao = useQiao();
/** Its configuration and fragments are those of docs/clients.md. */
const guide = useClientGuide();
let admin: TestClient;
/** An account that several message senders use. */
let accountId: string;
let followerId: string;

interface Edge {
  readonly cursor: string;
  readonly node: { readonly id: string };
}
interface Connection {
  readonly totalCount: number;
  readonly edges: readonly Edge[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}
interface Arguments {
  readonly first?: number;
  readonly last?: number;
  readonly after?: string;
  readonly before?: string;
}

interface List {
  readonly name: string;
  readonly field: string;
  /** Whether it has pages from the end. */
  readonly isBackward: boolean;
  /** The document, around the field. */
  readonly within: (selection: string) => string;
}

/** How the lists of objects are reached; those of Query need nothing. */
const WITHIN: Readonly<Record<string, (selection: string) => string>> = {
  Query: (selection) => `{ ${selection} }`,
  OfficialAccount: (selection) => `{ officialAccount(id: "${accountId}") { ${selection} } }`,
  Follower: (selection) => `{ node(id: "${followerId}") { ... on Follower { ${selection} } } }`,
  Installation: (selection) => `{ installation { ${selection} } }`,
  ChangeImpact: (selection) => `{ changeImpact(accountId: "${accountId}", change: REMOVE) { ${selection} } }`,
};

/** Every field of the schema that is a connection, so that a new one is tested, too. */
const lists: readonly List[] = Object.values(buildSchema(readFileSync(SCHEMA, 'utf8')).getTypeMap())
  .filter(isObjectType)
  .flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => field.args.some(({ name }) => name === 'after'))
      .map((field) => {
        expect(getNamedType(field.type).name).toMatch(/Connection$/);
        const within = WITHIN[type.name];
        if (!within) throw new Error(`WITHIN says nothing of ${type.name}, which has the list ${field.name}`);
        return {
          name: `${type.name}.${field.name}`,
          field: field.name,
          isBackward: field.args.some(({ name }) => name === 'last'),
          within,
        };
      }),
  );
const each = lists.map((list) => [list.name, list] as const);
const eachBackward = each.filter(([, { isBackward }]) => isBackward);

beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  ({ accountId } = await senderAccount(qiao, admin, COMPLETE));
  await Promise.all([
    ...times(5, () => configuredStep(qiao, admin, SITE, accountId)),
    ...times(8, () => addAccount(admin)),
    ...times(8, () => createKey()),
  ]);
  await addFollowers(qiao, accountId, { followers: 9 });
  await addBindings(qiao, accountId, { links: 9 });
  await sql(
    qiao,
    `insert into notice (installation_id, id, kind, account_id, opened_at, solved_at)
      select installation_id, gen_random_uuid(), 'CAMPAIGN_ENDING', id, now() - n * interval '1 minute', now()
      from (select * from official_account limit 1) as account, generate_series(1, 9) n`,
  );
  ({ follower: followerId } = await addFollowers(qiao, accountId, { activities: 9 }));
  await Promise.all(times(8, () => admin.run(ExportFollowerDocument, { input: { followerId } })));
  // What they send, they send in several campaigns.
  for (const campaignId of ['1234', '1235', '1236', '1237'])
    await configuredStep(qiao, admin, SITE, accountId, campaignId);
});

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
const createKey = () =>
  admin.run(CreateApiKeyDocument, { input: { name: 'a program', scopes: ['ACCOUNTS_READ'] } });

const ask = ({ field, within }: List, args: Arguments) => {
  const given = Object.entries(args).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const selection = `totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
  return admin.ask<Record<string, unknown>, object>(
    within(`list: ${field}${given.length > 0 ? `(${given.join(', ')})` : ''} { ${selection} }`),
  );
};

async function pageOf(list: List, args: Arguments): Promise<Connection> {
  const answer = await ask(list, args);
  expect(answer.errors).toBeUndefined();
  const { data = {} } = answer;
  const parent = 'list' in (data ?? {}) ? data : Object.values(data ?? {})[0];
  return (parent as { list: Connection }).list;
}

/** Lists that nothing has changed since they were read. */
const known = new Map<List, Promise<readonly Edge[]>>();
function unchanged(list: List): Promise<readonly Edge[]> {
  const found = known.get(list) ?? whole(list);
  known.set(list, found);
  return found;
}

/** The list as its largest page has it. */
async function whole(list: List): Promise<readonly Edge[]> {
  const { edges, totalCount, pageInfo } = await pageOf(list, { first: 100 });
  expect([edges.length, pageInfo.hasNextPage], 'a page has it all').toEqual([totalCount, false]);
  expect(edges.length, `${list.name} has too few objects to show anything`).toBeGreaterThanOrEqual(4);
  expect(new Set(edges.map(({ node }) => node.id)).size, 'nothing is in it twice').toBe(edges.length);
  return edges;
}

const cursors = (edges: readonly Edge[]) => ({
  startCursor: edges[0]?.cursor ?? null,
  endCursor: edges.at(-1)?.cursor ?? null,
});

describe('the pages of a list', () => {
  test.each(each)('%s: forwards they make up the list', async (name, list) => {
    const next = random(`forwards ${name}`);
    const all = await unchanged(list);
    let at = 0;
    while (at < all.length) {
      const first = 1 + Math.floor(next() * (all.length / 2));
      const after = all[at - 1]?.cursor;
      const expected = all.slice(at, at + first);
      expect(await pageOf(list, { first, ...(after && { after }) })).toEqual({
        totalCount: all.length,
        edges: expected,
        pageInfo: {
          hasPreviousPage: at > 0,
          hasNextPage: at + first < all.length,
          ...cursors(expected),
        },
      });
      at += first;
    }
  });

  test.each(eachBackward)('%s: backwards they make up the list', async (name, list) => {
    const next = random(`backwards ${name}`);
    const all = await unchanged(list);
    let end = all.length;
    while (end > 0) {
      const last = 1 + Math.floor(next() * (all.length / 2));
      const before = all[end]?.cursor;
      const expected = all.slice(Math.max(0, end - last), end);
      expect(await pageOf(list, { last, ...(before && { before }) })).toEqual({
        totalCount: all.length,
        edges: expected,
        pageInfo: {
          hasPreviousPage: end - last > 0,
          hasNextPage: end < all.length,
          ...cursors(expected),
        },
      });
      end -= last;
    }
  });

  test.each(eachBackward)('%s: between two cursors there is what the list has there', async (name, list) => {
    const next = random(`between ${name}`);
    const all = await unchanged(list);
    for (let count = 0; count < 4; count += 1) {
      const from = Math.floor(next() * (all.length - 1));
      const to = from + 1 + Math.floor(next() * (all.length - from - 1));
      const size = 1 + Math.floor(next() * 4);
      const range = { after: all[from]?.cursor ?? '', before: all[to]?.cursor ?? '' };
      const between = all.slice(from + 1, to);
      expect((await pageOf(list, { first: size, ...range })).edges).toEqual(between.slice(0, size));
      expect((await pageOf(list, { last: size, ...range })).edges).toEqual(between.slice(-size));
    }
  });

  test.each(each)(
    '%s: an empty page has no cursors, and tells whether there is more',
    async (_name, list) => {
      const { edges, pageInfo } = await pageOf(list, { first: 0 });
      expect([edges, pageInfo]).toEqual([
        [],
        { hasPreviousPage: false, hasNextPage: true, startCursor: null, endCursor: null },
      ]);
    },
  );

  test.each(each)('%s: after the last object there is nothing', async (_name, list) => {
    const after = (await unchanged(list)).at(-1)?.cursor ?? '';
    const { edges, pageInfo } = await pageOf(list, { first: 2, after });
    expect([edges, pageInfo]).toEqual([
      [],
      { hasPreviousPage: true, hasNextPage: false, startCursor: null, endCursor: null },
    ]);
  });
});

describe('arguments that are refused with BAD_USER_INPUT', () => {
  const refused = async (list: List, args: Arguments) =>
    expect(errorCodes(await ask(list, args)), JSON.stringify(args)).toEqual(['BAD_USER_INPUT']);

  test.each(eachBackward)('%s: `first` and `last` together', (_name, list) =>
    refused(list, { first: 1, last: 1 }),
  );

  test.each(each)('%s: a page that is too large, or smaller than nothing', async (_name, list) => {
    for (const first of [-1, 101]) await refused(list, { first });
    if (list.isBackward) await refused(list, { last: 101 });
  });

  test.each(each)('%s: a cursor that nobody was given', async (_name, list) => {
    const [{ cursor = '' } = {}] = await unchanged(list);
    const text = Buffer.from(cursor, 'base64url').toString();
    const forged = [
      '',
      text,
      `${cursor}=`,
      cursor.slice(0, 4),
      Buffer.from(`${text.slice(0, -1)}\0`).toString('base64url'),
    ];
    await Promise.all(forged.map((after) => refused(list, { first: 1, after })));
    if (list.isBackward) await refused(list, { last: 1, before: forged[1] ?? '' });
  });

  test.each(each)('%s: a cursor of another list', async (_name, list) => {
    const others = lists.filter((one) => one !== list);
    await Promise.all(
      others.map(async (other) => {
        const [{ cursor = '' } = {}] = await unchanged(other);
        await refused(list, { first: 1, after: cursor });
      }),
    );
  });
});

describe('a list that changes between its pages', () => {
  /** What changes a list, by its name, where a client can do so. */
  const changes: Readonly<Record<string, () => Promise<unknown>>> = {
    'Query.officialAccounts': () => addAccount(admin),
    'Query.apiKeys': createKey,
    'Query.auditEntries': () => addAccount(admin),
    'OfficialAccount.messageSenders': () => configuredStep(qiao, admin, SITE, accountId),
  };
  const changing = each.filter(([name]) => name in changes);

  test.each(changing)('%s: what is added shifts nothing, in either direction', async (name, list) => {
    const next = random(`added ${name}`);
    const before = (await whole(list)).map(({ node }) => node.id);
    for (const direction of list.isBackward ? (['first', 'last'] as const) : (['first'] as const)) {
      const seen: string[] = [];
      const size = Math.ceil(before.length / 4);
      let page = await pageOf(list, { [direction]: size });
      for (;;) {
        const ids = page.edges.map(({ node }) => node.id);
        if (direction === 'first') seen.push(...ids);
        else seen.unshift(...ids);
        const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
        if (!(direction === 'first' ? hasNextPage : hasPreviousPage)) break;
        if (seen.length === ids.length || next() < 0.5) await changes[name]?.();
        const from = direction === 'first' ? { after: endCursor ?? '' } : { before: startCursor ?? '' };
        page = await pageOf(list, { [direction]: size, ...from });
      }
      expect(new Set(seen).size, 'nothing comes twice').toBe(seen.length);
      expect(
        seen.filter((id) => before.includes(id)),
        'nothing is missing',
      ).toEqual(before);
    }
  });

  test.each(each.filter(([name]) => name.startsWith('ChangeImpact.')))(
    '%s: a page begins after an object that has gone',
    async (_name, list) => {
      const all = await whole(list);
      const [, gone] = all;
      const page = await pageOf(list, { first: 2 });
      await (list.field === 'campaigns' ? sendElsewhere : forgetSender)(gone?.node.id ?? '');
      const rest = await pageOf(list, { first: 100, after: page.pageInfo.endCursor ?? '' });
      expect(rest.edges).toEqual(all.slice(2));
    },
  );

  const localId = (id: string) => Buffer.from(id, 'base64url').toString().replace(/^\w+:/, '');
  const forgetSender = (id: string) => sql(qiao, 'delete from message_sender where id = $1', [localId(id)]);
  const sendElsewhere = (campaign: string) =>
    sql(qiao, 'delete from message_sender where campaign_id = $1', [localId(campaign)]);

  test('an object that is removed takes no other one with it, even where a page ended with it', async () => {
    const list = lists.find(({ name }) => name === 'Query.officialAccounts') as List;
    const all = await whole(list);
    const page = all.slice(0, 3);
    // The account that senders use cannot go without more ado.
    const [first, , third] = all.filter(({ node }) => node.id !== accountId);
    const gone = [first?.node.id ?? '', third?.node.id ?? '', all.at(-2)?.node.id ?? ''];
    for (const id of gone)
      expect(
        (await admin.run(RemoveOfficialAccountDocument, { input: { accountId: id } })).removeOfficialAccount
          .userErrors,
      ).toEqual([]);

    const left = all.filter(({ node }) => !gone.includes(node.id));
    const rest = left.filter((edge) => !page.includes(edge));
    expect((await pageOf(list, { first: 100, after: page[2]?.cursor ?? '' })).edges).toEqual(rest);
    expect((await pageOf(list, { last: 100, before: all.at(-2)?.cursor ?? '' })).edges).toEqual(
      left.filter((edge) => edge !== all.at(-1)),
    );
    expect(await whole(list)).toEqual(left);
  });
});

test('relay-compiler accepts the schema, with fragments that can be fetched again and page by page', async () => {
  await promisify(execFile)(relayCompiler, ['relay.config.json'], { cwd: guide.folder });
  expect(readdirSync(join(guide.folder, 'generated')).toSorted()).toEqual([
    'accountsListQuery.graphql.ts',
    'accountsOneQuery.graphql.ts',
    'accountsQuery.graphql.ts',
    'accounts_list.graphql.ts',
    'accounts_one.graphql.ts',
  ]);
});
