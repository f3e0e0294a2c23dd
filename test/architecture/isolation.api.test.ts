import { globSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { AddOfficialAccountDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sql, stored } from '../kit/stored.ts';
import { accountOf, addAccount } from '../kit/stories.ts';
import { callerContext, openWork } from '../modules/kit/work.ts';

/**
 * The limit of row-level security: code that can run SQL in a tenant's transaction can set another installation. What
 * protects is that no caller can: the setting is made from the verified token, and no input ever becomes SQL. Both are
 * proved here, and that the setting alone would not be enough is shown, so that nobody relies on it.
 */
const qiao = useQiao();
let admin: TestClient;
let foreignAccount: string;
let foreignInstallation: string;

beforeAll(async () => {
  admin = await qiao.caller();
  foreignAccount = (await addAccount(await qiao.caller({ site: 'globex' }), { description: 'theirs' })).id;
  foreignInstallation = (await qiao.services.installations.idOfSite('globex')) ?? '';
});

test('SQL in a tenant transaction could name another installation: therefore nobody may bring SQL', async () => {
  const own = (await qiao.services.installations.idOfSite('acme')) ?? '';
  const { close, work } = await openWork(qiao.database.url);
  const seen = await work.read(callerContext(own), async (em) => {
    const count = () => em.execute<{ id: string }[]>('select id from official_account');
    const before = await count();
    await em.execute(`select set_config('qiao.installation', ?, true)`, [foreignInstallation]);
    return [before, await count()];
  });
  await close();
  expect(seen).toEqual([[], [{ id: ownId(foreignAccount) }]]);
});

describe('no input becomes SQL:', () => {
  const attacks = () => [
    `'; select set_config('qiao.installation', '${foreignInstallation}', false); --`,
    `' || set_config('qiao.installation', '${foreignInstallation}', false) || '`,
    `\\'; reset role; --`,
    `$1; reset role`,
    `?::text; set role none`,
    `:installation ??`,
    `%s' or true --`,
  ];

  test('text is stored and given back as it came', async () => {
    for (const text of attacks()) {
      const { id } = await addAccount(admin, { description: text });
      expect(await accountOf(admin, id)).toMatchObject({ description: text.trim() });
    }
  });

  test('text where an id is wanted is refused', async () => {
    for (const text of attacks()) {
      const before = await stored(qiao);
      const input = { openIdFieldId: text, defaultCampaign: text };
      const { addOfficialAccount } = await admin.run(AddOfficialAccountDocument, { input });
      expect(addOfficialAccount.userErrors.map(({ code }) => code)).toEqual(['INVALID', 'INVALID']);
      expect(await stored(qiao)).toEqual(before);
    }
  });

  test('ids, cursors and filters of any text find nothing', async () => {
    for (const text of [...attacks(), foreignInstallation, ownId(foreignAccount), foreignAccount]) {
      const before = await stored(qiao);
      const { data } = await admin.ask<Record<string, unknown>, object>(
        'query($id: ID!) { officialAccount(id: $id) { id } node(id: $id) { id } authorizationSession(id: $id) { id } }',
        { id: text },
      );
      expect(data).toEqual({ officialAccount: null, node: null, authorizationSession: null });
      const page = await admin.ask(
        'query($c: String) { officialAccounts(after: $c) { edges { node { id } } } }',
        { c: text },
      );
      expect(page.errors?.map((error) => error.extensions?.code)).toEqual(['BAD_USER_INPUT']);
      expect(await stored(qiao)).toEqual(before);
    }
  });

  test('claims of a token name a user and a site, whatever is in them', async () => {
    for (const text of attacks()) {
      const marketer = await qiao.caller({ user: text.slice(0, 100), role: 'marketer' });
      const answer = await marketer.ask<{ officialAccounts: { edges: { node: { id: string } }[] } }, object>(
        '{ officialAccounts(first: 100) { edges { node { id } } } }',
      );
      const ids = answer.data?.officialAccounts.edges.map(({ node }) => node.id);
      expect(ids).not.toContain(foreignAccount);
      const stranger = await qiao.strangerToken(text);
      const { status } = await fetch(`${qiao.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${stranger}` },
        body: '{"query":"{ viewer { userId } }"}',
      });
      expect(status).toBe(401);
    }
  });

  test('and after all of it each sees their own, and only that', async () => {
    const [theirs] = await sql(qiao, 'select description from official_account where installation_id = $1', [
      foreignInstallation,
    ]);
    expect(theirs).toEqual({ description: 'theirs' });
    const { addOfficialAccount } = await admin.run(AddOfficialAccountDocument, { input: {} });
    expect(addOfficialAccount.userErrors).toEqual([]);
  });
});

describe('in the source', () => {
  const files = globSync('src/{kernel,modules,app}/**/*.ts');
  const text = (file: string) => readFileSync(file, 'utf8');
  const withoutComments = (file: string) => text(file).replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

  test('the setting and the role are named where they are made, proved and declared, and nowhere else', () => {
    const naming = files.filter((file) =>
      /INSTALLATION_SETTING|TENANT_ROLE|qiao\.installation|qiao_tenant|set_config|set role/.test(text(file)),
    );
    expect(naming.toSorted()).toEqual([
      'src/app/caller-login.ts',
      'src/app/database.ts',
      'src/app/emit.ts',
      'src/app/joined-statements.ts',
      'src/app/preflight/database.facts.ts',
      'src/app/preflight/database.findings.ts',
      'src/app/preflight/roles.sql.ts',
      'src/app/tenant-isolation.ts',
      'src/kernel/read-message.ts',
      'src/kernel/tenancy.ts',
      'src/kernel/unit-of-work.ts',
      'src/modules/audit/audit-entry.entity.ts',
      'src/modules/authorizations/session/authorization-link.entity.ts',
      'src/modules/callers/api-key-digest.entity.ts',
    ]);
  });

  test('what stands inside SQL of a module is a constant, never a value', () => {
    const inside = files
      .filter((file) => file.startsWith('src/modules/'))
      .flatMap((file) =>
        withoutComments(file)
          .split('`')
          .filter(
            (text, index, parts) =>
              index % 2 === 1 &&
              /\b(?:select|insert|update|delete|exists)\b/.test(text) &&
              // Whatever stands in these templates is sent as a value.
              !/\bsql$/.test(parts[index - 1] ?? ''),
          ),
      )
      .flatMap((statement) => [...statement.matchAll(/\$\{([^}]*)\}/g)].map(([, expression]) => expression));
    expect([...new Set(inside)].toSorted().map((each) => each?.replaceAll(/\s+/g, ' '))).toEqual([
      'COLUMNS',
      "NAMES.join(', ')",
      "NAMES.map(() => '?').join(', ')",
      'column',
      'expression',
      "isSubscribed( 'greatest(f.subscribed_at, excluded.subscribed_at)', 'greatest(f.unsubscribed_at, excluded.unsubscribed_at)', 'greatest(f.last_activity_at, excluded.last_activity_at)', )",
      `isSubscribed('"subscribedAt"', '"unsubscribedAt"', '"lastActivityAt"')`,
      'letsIn.sql',
      'name',
      'sql',
      'subject',
      'which',
    ]);
    const constants = files.flatMap((file) => [...text(file).matchAll(/\bconstant\((\w+)/g)]);
    expect([...new Set(constants.map(([, expression]) => expression))].toSorted()).toEqual([
      // Of words in quotes.
      'after',
      'inMs',
      'isSubscribed',
      'name',
    ]);
  });
});
