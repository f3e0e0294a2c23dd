import { beforeAll, expect, test } from 'vitest';
import type { RequestContext } from '../../../src/kernel/context.ts';
import { systemContext } from '../../../src/kernel/context.ts';
import { Refusal } from '../../../src/kernel/errors.ts';
import { newId } from '../../../src/kernel/ids.ts';
import type { AccountRow } from '../../../src/modules/accounts/account/account-row.repository.ts';
import { withClient } from '../../kit/database.ts';
import { isFull, random } from '../../kit/depth.ts';
import { siteName } from '../../kit/qiao.ts';
import { useQiao } from '../../kit/shared-qiao.ts';
import { sql } from '../../kit/stored.ts';
import { TERMS } from '../../kit/stories.ts';
import { Rows } from '../kit/rows.ts';
import { callerContext } from '../kit/work.ts';

const qiao = useQiao();

/** Of the sandbox's seed. */
const UNION_ID_FIELD = '100193';
const SITE = 'edits';

let ctx: RequestContext;
/** One contact field for each account. */
let fields: string[];

beforeAll(async () => {
  const admin = await qiao.caller({ site: SITE });
  fields = await Promise.all(
    Array.from({ length: 24 }, (_, index) => qiao.eloqua.addField(SITE, { name: `OpenID ${index}` })),
  );
  await admin.ask(
    '{ contactFields(first: 1) { edges { cursor } } campaigns(first: 1) { edges { cursor } } }',
  );
  await admin.ask('{ marketingUsers(first: 1) { edges { cursor } } }');
  const [installation] = await sql<{ id: string }>(
    qiao,
    'select installation_id as id from site_name where site = $1',
    [siteName(SITE)],
  );
  ctx = callerContext(installation?.id ?? '');
});

/** Connected accounts of two open platforms, which all map one UnionID field: those of the second cannot be ACTIVE. */
function connected(openIdFields: readonly string[]): Promise<string[]> {
  return withClient(qiao.database.superuserUrl, async (client) => {
    const rows = new Rows(client);
    const ids: string[] = [];
    for (const [index, open_id_field] of openIdFields.entries()) {
      const status = index % 2 === 0 ? 'ACTIVE' : 'ACTION_REQUIRED';
      const { id } = await rows.active(ctx.installationId, {
        ...{ status, open_id_field, union_id_field: UNION_ID_FIELD, default_campaign: '1234' },
        ...{ open_platform_binding: 'BOUND', open_app_id: `wx${index % 2}`, permission_sets: '[1,2,7]' },
        ...{ credential_state: 'VALID', credential_revision: 1, verified: true },
      });
      ids.push(id);
    }
    return ids;
  });
}

type Edit = (accountId: string) => Promise<AccountRow>;

/** Random edits, each with a value that it may have already. */
function edits(name: string): () => { readonly kind: string; readonly edit: Edit } {
  const next = random(name);
  const oneOf = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  const { accountSettings, fieldMappings, accountAccess } = qiao.services;
  const update =
    (changes: Parameters<typeof accountSettings.update>[2]): Edit =>
    (accountId) =>
      accountSettings.update(ctx, { accountId }, changes);
  const map =
    (changes: Parameters<typeof fieldMappings.update>[2]): Edit =>
    (accountId) =>
      fieldMappings.update(ctx, { accountId }, changes, null);
  const kinds: Readonly<Record<string, () => Edit>> = {
    description: () =>
      update({ description: oneOf(['a', 'b', null]), note: oneOf(['a\nb', null, undefined]) }),
    timezone: () => update({ defaultTimezone: oneOf(['Asia/Shanghai', null]) }),
    campaign: () => update({ defaultCampaign: oneOf(['1234', '1235', null]) }),
    terms: () => update({ termsVersion: oneOf([TERMS, null]), description: oneOf(['a', undefined]) }),
    'UnionID field': () => map({ unionIdField: oneOf([UNION_ID_FIELD, null]) }),
    'other fields': () =>
      map({ subscriptionStatusField: oneOf(['100194', null]), lastActivityField: oneOf(['100195', null]) }),
    access: () => {
      const [mode, user, other] = [
        oneOf(['SELECTED_USERS', 'ALL_USERS'] as const),
        oneOf(['17', '18']),
        '19',
      ];
      const addUserIds = mode === 'ALL_USERS' ? [] : [user];
      const removeUserIds = mode === 'ALL_USERS' ? [] : [other];
      return (accountId) => accountAccess.update(ctx, accountId, { mode, addUserIds, removeUserIds });
    },
  };
  return () => {
    const kind = oneOf(Object.keys(kinds));
    return { kind, edit: kinds[kind]?.() as Edit };
  };
}

async function shown(id: string) {
  const row = await qiao.services.accounts.byId(ctx, id);
  if (!row) throw new Error('there is no such account');
  const { readAt: _, ...read } = row;
  return read;
}

async function expectAsRead({ readAt: _, ...answer }: AccountRow): Promise<void> {
  expect(await shown(answer.id)).toMatchObject(answer);
}

const ifRefused = (error: unknown): null => {
  if (error instanceof Refusal) return null;
  throw error;
};

test('a mutation answers with the account as it is read afterwards', async () => {
  const accounts = await connected(fields.slice(20, 23));
  const { accountAdding, accountRemoval } = qiao.services;
  const settings = {
    ...{ accountType: null, description: 'new', note: null, defaultTimezone: 'Asia/Shanghai' },
    ...{ openIdField: fields[23] ?? null, unionIdField: UNION_ID_FIELD, subscriptionStatusField: null },
    ...{ lastActivityField: null, defaultCampaign: '1235', termsVersion: TERMS },
  };
  const selected = { mode: 'SELECTED_USERS', userIds: ['17', '18'] } as const;
  const added = await accountAdding.add(ctx, { settings, access: selected });
  await expectAsRead(added);
  accounts.push(added.id);
  const next = edits('answers');
  const kinds = new Set<string>();
  for (let count = 0; count < (isFull() ? 400 : 25) || kinds.size < 7; count += 1) {
    const { kind, edit } = next();
    const answer = await edit(accounts[count % accounts.length] as string).catch(ifRefused);
    if (!answer) continue;
    kinds.add(kind);
    await expectAsRead(answer);
  }
  for (const id of accounts) {
    const decision = { followerData: 'RETAIN_WITH_BASIS', retentionBasis: 'contract' } as const;
    await expectAsRead(await accountRemoval.remove(ctx, id, decision, null));
  }
});

test('twenty accounts that share a UnionID field are edited at once, and nothing is lost', async () => {
  const accounts = await connected(fields.slice(0, 20));
  const next = edits('at once');
  for (let round = 0; round < (isFull() ? 20 : 2); round += 1)
    await Promise.all(accounts.map((id) => next().edit(id).catch(ifRefused)));

  const ofAccount = `from official_account a where id = any($1)`;
  const versions = await sql(qiao, `select id, version - 1 as edits ${ofAccount} order by id`, [accounts]);
  const entries = await sql(
    qiao,
    `select id, (select count(*)::int from audit_entry where subject_id = a.id) as edits ${ofAccount} order by id`,
    [accounts],
  );
  expect(versions).toEqual(entries);
  const statuses = () => sql(qiao, `select id, status ${ofAccount} order by id`, [accounts]);
  const before = await statuses();
  expect(new Set(before.map(({ status }) => status))).toContain('ACTIVE');
  await qiao.services.accountReviews.reviewInstallation(systemContext(ctx.installationId, 'job', newId()));
  expect(await statuses()).toEqual(before);
});
