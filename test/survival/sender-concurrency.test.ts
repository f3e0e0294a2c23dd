import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { isFull } from '../kit/depth.ts';
import {
  type AccountChange,
  ChangeImpactDocument,
  ConfigureMessageSenderDocument,
  RemoveOfficialAccountDocument,
  UpdateFieldMappingsDocument,
} from '../kit/generated/operations.ts';
import { callAs, configuredStep, drop, senderAccount } from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sql } from '../kit/stored.ts';
import { COMPLETE } from '../kit/stories.ts';

const SITE = 'crowd';
const CLIENTS = 20;
/** Each client's. Five are each kind of turn once. */
const TURNS = isFull() ? 10 : 5;
const qiao = useQiao();
let admin: TestClient;
beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
});

test('twenty at once configure, copy, notify, remap and remove: nobody deadlocks, and every trust that is left is true', async () => {
  const deadlocks = async () =>
    (await sql(qiao, 'select deadlocks from pg_stat_database where datname = current_database()'))[0]
      ?.deadlocks;
  const before = await deadlocks();
  const [accounts, spare] = await scenery();
  const steps = await Promise.all(accounts.map((id) => configuredStep(qiao, admin, SITE, id)));
  const loose = await Promise.all(Array.from({ length: 4 }, () => drop(qiao, SITE)));
  const instances = [...steps, ...loose].map(({ instanceId }) => instanceId);
  const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

  let notified = 0;
  const copies: string[] = [];
  const errors: unknown[] = [];
  const asked = async (answer: ReturnType<TestClient['ask']>) =>
    void errors.push(...((await answer).errors ?? []));
  const impact = async (accountId: string, change: AccountChange) =>
    (await admin.run(ChangeImpactDocument, { accountId, change })).changeImpact.impactToken;
  const called = async (path: string, params: Record<string, string>, body: string, status: number) => {
    const answer = await callAs(qiao, SITE, path, { params, body });
    if (answer.status !== status) errors.push([path, answer.status, await answer.text()]);
  };

  const turns = [
    (n: number) =>
      asked(
        admin.ask(ConfigureMessageSenderDocument, {
          input: { messageSenderId: pick(instances, n), accountId: pick(accounts, n * 7) },
        }),
      ),
    async (n: number) => {
      notified += 1;
      const params = { instance_id: pick(instances, n), execution_id: String(1000 + n) };
      await called('notify', params, JSON.stringify({ items: [{ ContactId: String(n + 1) }] }), 204);
    },
    async (n: number) => {
      const copy = randomUUID();
      copies.push(copy);
      await called('copy', { instance_id: copy, original_instance_id: pick(instances, n) }, '{}', 200);
    },
    async (n: number) => {
      const accountId = pick(accounts, n);
      const impactToken = await impact(accountId, 'CHANGE_OPEN_ID_FIELD');
      const input = { accountId, openIdFieldId: pick(spare, n), impactToken };
      await asked(admin.ask(UpdateFieldMappingsDocument, { input }));
    },
    async (n: number) => {
      // Half of the accounts may go, and only in the second half.
      const accountId = pick(accounts.slice(0, 2), n);
      if (n < (CLIENTS * TURNS) / 2) return;
      const impactToken = await impact(accountId, 'REMOVE');
      await asked(admin.ask(RemoveOfficialAccountDocument, { input: { accountId, impactToken } }));
    },
  ];
  const client = async (number: number) => {
    for (let turn = 0; turn < TURNS; turn += 1) await pick(turns, number + turn)(turn * CLIENTS + number);
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));

  expect(errors).toEqual([]);
  expect(await deadlocks()).toBe(before);
  const untrue = await sql(
    qiao,
    `select s.instance_id from message_sender s join official_account a on a.id = s.account_id
     where s.status = 'CONFIGURED' and (a.status <> 'ACTIVE' or a.open_id_field <> s.open_id_field
       or a.credential_revision <> s.credential_revision)`,
  );
  expect(untrue).toEqual([]);
  const [{ removed } = {}] = await sql(
    qiao,
    `select count(*)::int as removed from official_account where status = 'REMOVED' and id = any($1::uuid[])`,
    [accounts.slice(0, 2).map(ownId)],
  );
  expect(removed).toBe(2);
  const [{ executions } = {}] = await sql(qiao, 'select count(*)::int as executions from sender_execution');
  expect(executions).toBe(notified);
  const known = await sql(qiao, 'select instance_id from message_sender order by instance_id');
  expect(known.map(({ instance_id }) => instance_id)).toEqual([...instances, ...copies].sort());
});

/** Four active accounts, and contact fields that are fit for an OpenID. */
async function scenery(): Promise<[accounts: string[], spare: string[]]> {
  const fields: string[] = [];
  for (let index = 0; index < 11; index += 1)
    fields.push(await qiao.eloqua.addField(SITE, { name: `WeChat OpenID X${index}` }));
  const accounts: string[] = [];
  for (const openIdFieldId of fields.slice(0, 4)) {
    const input = { ...COMPLETE, openIdFieldId, lastActivityFieldId: null };
    accounts.push((await senderAccount(qiao, admin, input)).accountId);
  }
  return [accounts, fields.slice(4)];
}
