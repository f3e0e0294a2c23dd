import { beforeAll, expect, test } from 'vitest';
import type { IdempotentCall, RequestContext } from '../../../src/kernel/context.ts';
import { digest } from '../../../src/kernel/secrets.ts';
import type { Attempt } from '../../../src/modules/idempotency/outside-effects.service.ts';
import { withClient } from '../../kit/database.ts';
import { eventually } from '../../kit/eventually.ts';
import { useQiao } from '../../kit/shared-qiao.ts';
import { sql } from '../../kit/stored.ts';
import { callerContext } from '../kit/work.ts';

const qiao = useQiao();
let installationId: string;
beforeAll(async () => {
  await qiao.caller();
  const [site] = await sql<{ id: string }>(qiao, 'select installation_id as id from site_name');
  installationId = String(site?.id);
});

const MUTATION = 'createContactField';
const callOf = (key: string): RequestContext & { idempotentCall: IdempotentCall } => ({
  ...callerContext(installationId),
  idempotentCall: { mutation: MUTATION, key, inputDigest: 'input' },
});
const keyRows = (key: string) =>
  sql(qiao, 'select object_id, intent, reserved_until from idempotency_key where key_digest = $1', [
    digest(key),
  ]);

/** An attempt that waits, before its effect, until the test says how it goes on. */
async function slowAttempt(ctx: RequestContext) {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<Attempt>();
  const ended = qiao.services.outsideEffects.attempt(ctx, async (attempt) => {
    begin(attempt);
    await promise;
  });
  return { attempt: await begun, ended, resolve, reject };
}

/** What another call with the key does after the time of the first attempt. */
async function overtake(ctx: RequestContext, key: string): Promise<void> {
  await sql(qiao, 'update idempotency_key set reserved_until = now() where key_digest = $1', [digest(key)]);
  await qiao.services.outsideEffects.attempt(ctx, async ({ intend }) => {
    await intend('made');
    await qiao.services.work.write(ctx, MUTATION, async () => ({ id: 'made' }));
  });
}

const MADE = [{ object_id: 'made', intent: null, reserved_until: null }];

test('an attempt that was overtaken, and fails, leaves the outcome of the other', async () => {
  const ctx = callOf('overtaken');
  const { ended, reject } = await slowAttempt(ctx);
  await overtake(ctx, 'overtaken');
  reject(new Error('too late'));
  await expect(ended).rejects.toThrow('too late');
  expect(await keyRows('overtaken')).toEqual(MADE);
});

test('an attempt that was overtaken does not begin its effect', async () => {
  const ctx = callOf('stopped');
  const { attempt, ended, resolve } = await slowAttempt(ctx);
  await overtake(ctx, 'stopped');
  await expect(attempt.intend('made twice')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(await keyRows('stopped')).toEqual(MADE);
  resolve();
  await ended;
});

test('an attempt has its whole time once more when its effect begins', async () => {
  const ctx = callOf('late');
  const { attempt, ended, resolve } = await slowAttempt(ctx);
  const reservation = async () => (await keyRows('late'))[0]?.reserved_until as Date;
  const before = await reservation();
  await eventually(() => Date.now() + 60_000 > before.getTime());
  await attempt.intend('late');
  expect((await reservation()).getTime()).toBeGreaterThan(before.getTime());
  resolve();
  await ended;
});

test('a call that waits for a row which is then deleted adds it again', async () => {
  const ctx = callOf('deleted');
  const { ended, reject } = await slowAttempt(ctx);
  await withClient(qiao.database.superuserUrl, async (other) => {
    await other.query(
      `begin; select from idempotency_key where key_digest = '${digest('deleted')}' for update`,
    );
    const second = qiao.services.work.write(ctx, MUTATION, async () => ({ id: 'second' }));
    const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and query like '%idempotency_key%'`;
    await eventually(async () => (await sql(qiao, waiting)).length > 0);
    await other.query(`delete from idempotency_key where key_digest = '${digest('deleted')}'; commit`);
    await second;
  });
  expect(await keyRows('deleted')).toMatchObject([{ object_id: 'second' }]);
  reject(new Error('no matter'));
  await expect(ended).rejects.toThrow('no matter');
});
