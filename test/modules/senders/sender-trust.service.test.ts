import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestContext } from '../../../src/kernel/context.ts';
import { Refusal } from '../../../src/kernel/errors.ts';
import { callerContext } from '../kit/work.ts';
import { Senders } from './kit.ts';

let senders: Senders;
let ctx: RequestContext;
let accountId: string;

beforeAll(async () => {
  senders = await Senders.open();
});
afterAll(() => senders.close());

const outcome = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.faults.map(({ code, path }) => `${code} ${path}`).join();
      throw error;
    },
  );

describe('a change that breaks senders', () => {
  beforeAll(async () => {
    ({ ctx, accountId } = await senders.account());
  });

  test('is refused without a token, with one of another change, and with one of other senders', async () => {
    const sender = await senders.configured(ctx, accountId);
    const early = await senders.token(ctx, accountId);
    const another = await senders.configured(ctx, accountId);
    const before = await senders.rows.everything();
    const wrong = await senders.token(ctx, accountId, 'CHANGE_OPEN_ID_FIELD');
    expect(await outcome(senders.endTrust(ctx, accountId, null))).toBe('REQUIRED impactToken');
    for (const token of [early, wrong, 'v1.9999999999.x'])
      expect(await outcome(senders.endTrust(ctx, accountId, token))).toBe('IMPACT_CHANGED impactToken');
    expect(await senders.rows.everything()).toEqual(before);
    for (const id of [sender, another]) expect(await senders.status(id)).toBe(`CONFIGURED ${accountId}`);
  });

  test.each([
    ['REMOVE', 'ACCOUNT_REMOVED'],
    ['REPLACE_WECHAT_ACCOUNT', 'WECHAT_ACCOUNT_REPLACED'],
    ['CHANGE_OPEN_ID_FIELD', 'OPEN_ID_FIELD_CHANGED'],
  ] as const)('%s with its token breaks exactly its senders, and has each told', async (change, cause) => {
    const own = await senders.account();
    const hit = [
      await senders.configured(own.ctx, own.accountId),
      await senders.configured(own.ctx, own.accountId),
    ];
    const needy = await senders.rows.sender(own.ctx.installationId, { account_id: own.accountId });
    const other = await senders.account();
    const elsewhere = await senders.configured(other.ctx, other.accountId);
    const jobs = await senders.jobs();
    await senders.endTrust(
      own.ctx,
      own.accountId,
      await senders.token(own.ctx, own.accountId, change),
      change,
    );
    for (const id of hit)
      expect(await senders.status(id)).toBe(`NEEDS_CONFIGURATION ${cause} ${own.accountId}`);
    expect(await senders.status(needy)).toBe(`NEEDS_CONFIGURATION NEVER_CONFIGURED ${own.accountId}`);
    expect(await senders.status(elsewhere)).toBe(`CONFIGURED ${other.accountId}`);
    expect(await senders.jobs()).toEqual([...jobs, ...hit].toSorted());
    const { rows: entries } = await senders.rows.client.query(
      `select subject_id, before, after->>'cause' as cause from audit_entry where subject_type = 'MessageSender' and installation_id = $1`,
      [own.ctx.installationId],
    );
    expect(entries).toHaveLength(2);
    for (const id of hit)
      expect(entries).toContainEqual({ subject_id: id, before: { status: 'CONFIGURED' }, cause });
  });

  test('needs no token where no sender is hit', async () => {
    const own = await senders.account();
    await senders.rows.sender(own.ctx.installationId, { account_id: own.accountId });
    expect(await outcome(senders.endTrust(own.ctx, own.accountId, null))).toBe('done');
  });

  test('can be checked before the change, which breaks nothing', async () => {
    const own = await senders.account();
    const id = await senders.configured(own.ctx, own.accountId);
    const token = await senders.token(own.ctx, own.accountId, 'REPLACE_WECHAT_ACCOUNT');
    expect(await outcome(senders.check(own.ctx, own.accountId, null))).toBe('REQUIRED impactToken');
    expect(await outcome(senders.check(own.ctx, own.accountId, token))).toBe('done');
    expect(await senders.status(id)).toBe(`CONFIGURED ${own.accountId}`);
  });

  test('accepts a token from any user, because it is not bound to one', async () => {
    const own = await senders.account();
    await senders.configured(own.ctx, own.accountId);
    const token = await senders.token(own.ctx, own.accountId);
    const other = callerContext(own.ctx.installationId, 'ADMINISTRATOR', '20');
    expect(await outcome(senders.endTrust(other, own.accountId, token))).toBe('done');
  });
});

describe('twenty callers configure senders while the account is removed', () => {
  test('with an earlier token: either the removal fails, or the configuration is refused', async () => {
    const own = await senders.account();
    const first = await senders.configured(own.ctx, own.accountId);
    const token = await senders.token(own.ctx, own.accountId);
    const steps = await senders.steps(own.ctx, 20);
    const configuring = steps.map((id) => outcome(senders.service.configure(own.ctx, id, own.accountId)));
    const removal = outcome(senders.endTrust(own.ctx, own.accountId, token));
    const outcomes = await Promise.all(configuring);
    const removed = (await removal) === 'done';
    for (const [index, id] of [first, ...steps].entries()) {
      const done = index === 0 || outcomes[index - 1] === 'done';
      const status = await senders.status(id);
      if (!done) expect(status).toBe('NEEDS_CONFIGURATION NEVER_CONFIGURED');
      else if (removed) expect(status).toBe(`NEEDS_CONFIGURATION ACCOUNT_REMOVED ${own.accountId}`);
      else expect(status).toBe(`CONFIGURED ${own.accountId}`);
    }
    // Done with this token means that nobody was configured before.
    if (removed) expect(new Set(outcomes)).toEqual(new Set(['INVALID accountId']));
    else expect(await removal).toBe('IMPACT_CHANGED impactToken');
  });

  test('whichever comes first, no sender is left that trusts an account which has changed', async () => {
    const own = await senders.account();
    for (let round = 0; round < 5; round += 1) {
      await senders.rows.update('official_account', own.accountId, { status: 'ACTIVE' });
      const steps = await senders.steps(own.ctx, 20);
      const remove = async (): Promise<void> => {
        for (;;) {
          const token = await senders.token(own.ctx, own.accountId);
          if ((await outcome(senders.endTrust(own.ctx, own.accountId, token))) === 'done') return;
        }
      };
      await Promise.all([
        ...steps.slice(0, 10).map((id) => outcome(senders.service.configure(own.ctx, id, own.accountId))),
        remove(),
        ...steps.slice(10).map((id) => outcome(senders.service.configure(own.ctx, id, own.accountId))),
      ]);
      const { rows } = await senders.rows.client.query(
        `select count(*)::int as n from message_sender where account_id = $1 and status = 'CONFIGURED'`,
        [own.accountId],
      );
      expect(rows).toEqual([{ n: 0 }]);
    }
  });

  test('one sender configured by twenty at once, for two accounts, trusts one of them and is told once more', async () => {
    const { ctx: caller, accountId: one } = await senders.account();
    const { id: two } = await senders.rows.active(caller.installationId, {
      open_id_field: '100192',
      credential_revision: 4,
    });
    await senders.rows.client.query(
      `insert into contact_field select installation_id, '100192', name, internal_name, data_type, display_type, read_only, standard, fit, as_of, gone_at
       from contact_field where installation_id = $1`,
      [caller.installationId],
    );
    const id = await senders.rows.sender(caller.installationId);
    const tries = Array.from({ length: 20 }, (_, index) =>
      outcome(senders.service.configure(caller, id, index % 2 === 0 ? one : two)),
    );
    expect(new Set(await Promise.all(tries))).toEqual(new Set(['done']));
    const { rows } = await senders.rows.client.query(
      'select account_id, credential_revision as revision, open_id_field as field, version from message_sender where id = $1',
      [id],
    );
    expect(rows).toEqual([
      rows[0].account_id === one
        ? { account_id: one, revision: 1, field: '100191', version: 21 }
        : { account_id: two, revision: 4, field: '100192', version: 21 },
    ]);
    expect((await senders.jobs()).filter((sender) => sender === id)).toEqual([id]);
  });
});

describe('configuring refuses', () => {
  beforeAll(async () => {
    ({ ctx, accountId } = await senders.account());
  });

  const refused = async (who: RequestContext, senderId: string, account: string) => {
    const before = await senders.rows.everything();
    const answer = await outcome(senders.service.configure(who, senderId, account));
    expect(await senders.rows.everything()).toEqual(before);
    return answer;
  };

  test('what does not exist, or belongs to another installation', async () => {
    const other = await senders.account();
    const own = await senders.rows.sender(ctx.installationId);
    const foreign = await senders.rows.sender(other.ctx.installationId);
    expect(await refused(ctx, foreign, accountId)).toBe('NOT_FOUND messageSenderId');
    expect(await refused(ctx, 'x', accountId)).toBe('NOT_FOUND messageSenderId');
    expect(await refused(ctx, own, other.accountId)).toBe('NOT_FOUND accountId');
  });

  test('a deleted sender, and an account that is not ACTIVE', async () => {
    const deleted = await senders.rows.sender(ctx.installationId, { status: 'DELETED' });
    expect(await refused(ctx, deleted, accountId)).toBe('INVALID messageSenderId');
    const own = await senders.rows.sender(ctx.installationId);
    const draft = await senders.rows.account(ctx.installationId);
    expect(await refused(ctx, own, draft)).toBe('INVALID accountId');
  });

  test('an account whose access lets others in: it tells an administrator how to get in, and is unknown to a marketer', async () => {
    const closed = await senders.account();
    const { installationId } = closed.ctx;
    await senders.rows.update('official_account', closed.accountId, { access_mode: 'SELECTED_USERS' });
    await senders.rows.insert('account_access', {
      installation_id: installationId,
      account_id: closed.accountId,
      user_id: '18',
    });
    const own = await senders.rows.sender(installationId);
    const marketer = (user: string) => callerContext(installationId, 'MARKETER', user);
    expect(await refused(closed.ctx, own, closed.accountId)).toBe('INVALID accountId');
    expect(await refused(marketer('17'), own, closed.accountId)).toBe('NOT_FOUND accountId');
    expect(await outcome(senders.service.configure(marketer('18'), own, closed.accountId))).toBe('done');
    // Now that it trusts what the other may not use, it does not exist for them.
    expect(await refused(marketer('17'), own, closed.accountId)).toBe('NOT_FOUND messageSenderId');
  });
});
