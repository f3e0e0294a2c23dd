import { readFileSync } from 'node:fs';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { addBindings, addFollowers, addSynchronization } from '../kit/followers.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';

const qiao = useQiao();

const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));
const fields = Object.values((schema.getType('OfficialAccount') as GraphQLObjectType).getFields());

/** The field with all of its leaves, two levels deep. */
function selection({ name, type, args }: GraphQLField<unknown, unknown>, levels = 2): string | null {
  if (args.some(isRequiredArgument)) return null;
  const of = getNamedType(type);
  if (isLeafType(of)) return name;
  if (!isObjectType(of) || levels === 0) return null;
  const inside = Object.values(of.getFields()).flatMap((field) => selection(field, levels - 1) ?? []);
  return inside.length === 0 ? null : `${name} { ${inside.join(' ')} }`;
}

const selections = fields.map((field) => [field.name, selection(field) ?? ''] as const);
type Answer = Record<string, unknown>;

describe('an account with everything', () => {
  let admin: TestClient;
  let id: string;
  let everything: Answer;

  const ask = async (root: string, inside: string): Promise<Answer> => {
    const document = parse(`query ($id: ID!) { ${root} }`.replace('_', inside));
    const variables = root.includes('$id') ? { id } : {};
    const text = root.includes('$id') ? document : parse(`{ ${root} }`.replace('_', inside));
    return (await admin.run(text as TypedDocumentNode<Answer, Record<string, unknown>>, variables)) as Answer;
  };

  beforeAll(async () => {
    admin = await qiao.caller({ site: 'everything' });
    const input = {
      ...COMPLETE,
      description: 'all of it',
      note: 'and more',
      defaultTimezone: 'Asia/Shanghai',
      access: { mode: 'SELECTED_USERS' as const, userIds: ['17', '18'] },
    };
    const { accountId } = await authorized(qiao, admin, input, { openPlatform: 'everything' });
    id = accountId;
    await addFollowers(qiao, id);
    await addBindings(qiao, id);
    await addSynchronization(qiao, id);
    const all = selections.map(([, each]) => each).join(' ');
    everything = (await ask('officialAccount(id: $id) { _ }', all)).officialAccount as Answer;
  });

  test('has something in nearly every field, so that what is not read would be missed', () => {
    const empty = fields.map(({ name }) => name).filter((name) => everything[name] === null);
    expect(empty).toEqual(['removal']);
  });

  test.each(selections)('gives %s alone as among all others', async (name, each) => {
    const alone = [
      (await ask('officialAccount(id: $id) { _ }', each)).officialAccount,
      (await ask('node(id: $id) { ... on OfficialAccount { _ } }', each)).node,
      (await ask('officialAccounts(first: 1) { edges { node { _ } } }', each)).officialAccounts,
    ];
    const expected = { [name]: everything[name] };
    expect(alone).toEqual([expected, expected, { edges: [{ node: expected }] }]);
  });
});
