import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ControlError } from '../shared/control-error.ts';
import { controlBody, paramOf, queryOf } from '../shared/requests.ts';
import { act } from './account-messages.ts';
import {
  accountPatchSchema,
  createAccount,
  newAccountSchema,
  patchAccount,
  requireAccount,
  showAccount,
} from './accounts.ts';
import { authorizationsOf, revoke } from './authorization.ts';
import type { Sandbox } from './context.ts';
import type { PushRecord } from './pushes.ts';
import type { Account } from './state.ts';
import { unionIdIn } from './user-api.ts';

const LISTED_PUSHES = 100;

const revokeSchema = z.strictObject({
  /** Only this component; default all. */
  componentAppId: z.string().optional(),
});

const eventsSchema = z.strictObject({
  type: z.enum(['subscribe', 'unsubscribe', 'SCAN', 'CLICK', 'VIEW', 'text']),
  /** Default: a new person for `subscribe`, else one who follows. */
  openId: z.string().min(1).optional(),
  unionId: z.string().min(1).optional(),
  eventKey: z.string().optional(),
  content: z.string().optional(),
  repeat: z.number().int().min(1).max(100_000).default(1),
  /** false: answer at once, before the pushes are delivered. */
  wait: z.boolean().default(true),
});

const followersSchema = z.strictObject({ count: z.number().int().min(0).max(1_000_000) });

/** Accounts, and what their administrators and followers do. */
export function serveAccountControl(app: FastifyInstance, sandbox: Sandbox): void {
  app.post('/_sandbox/accounts', (request, reply) => {
    const account = createAccount(sandbox, controlBody(request, newAccountSchema));
    return reply.code(201).send(showAccount(sandbox, account));
  });
  app.get('/_sandbox/accounts', async () => ({
    accounts: Object.values(sandbox.state.accounts).map((account) => showAccount(sandbox, account)),
  }));
  app.get('/_sandbox/accounts/:appId', async (request) =>
    showAccount(sandbox, requireAccount(sandbox, paramOf(request, 'appId'))),
  );
  app.patch('/_sandbox/accounts/:appId', async (request) => {
    const account = requireAccount(sandbox, paramOf(request, 'appId'));
    await patchAccount(sandbox, account, controlBody(request, accountPatchSchema));
    return showAccount(sandbox, account);
  });
  app.post('/_sandbox/accounts/:appId/revoke', async (request) => {
    const account = requireAccount(sandbox, paramOf(request, 'appId'));
    const { componentAppId } = controlBody(request, revokeSchema);
    const grants = authorizationsOf(sandbox, account.appId).filter(
      (one) => componentAppId === undefined || one.componentAppId === componentAppId,
    );
    if (grants.length === 0)
      throw new ControlError(409, 'NOT_AUTHORIZED', 'the account has authorized nobody');
    return pushSummary(await revoke(sandbox, grants));
  });
  app.post('/_sandbox/accounts/:appId/events', async (request, reply) => {
    const account = requireAccount(sandbox, paramOf(request, 'appId'));
    return reply.send(await playEvents(sandbox, account, controlBody(request, eventsSchema)));
  });
  app.post('/_sandbox/followers/:appId', async (request) => {
    const account = requireAccount(sandbox, paramOf(request, 'appId'));
    sandbox.followers.generate(account.appId, controlBody(request, followersSchema).count);
    sandbox.store.changed();
    return { count: sandbox.followers.subscribed(account.appId).length };
  });
  app.get('/_sandbox/followers/:appId', async (request) => {
    const account = requireAccount(sandbox, paramOf(request, 'appId'));
    const { openId } = queryOf(request);
    const follower = openId === undefined ? undefined : sandbox.followers.find(account.appId, openId);
    return { count: sandbox.followers.subscribed(account.appId).length, follower: follower ?? null };
  });
}

async function playEvents(
  sandbox: Sandbox,
  account: Account,
  { type, openId, unionId, eventKey, content, repeat, wait }: z.infer<typeof eventsSchema>,
): Promise<Record<string, unknown>> {
  const actors = openId === undefined ? actorsFor(sandbox, account, type, repeat) : [openId];
  const deliveries = Array.from({ length: repeat }, (_, turn) =>
    act(sandbox, account, { type, openId: actors[turn % actors.length] ?? '', unionId, eventKey, content }),
  );
  const [first = ''] = actors;
  const follower = sandbox.followers.find(account.appId, first);
  const knownUnionId = follower === undefined ? undefined : unionIdIn(account, follower);
  const person = { openId: first, unionId: knownUnionId ?? null };
  const finished = Promise.all(deliveries);
  return wait ? { ...person, ...pushSummary((await finished).flat()) } : { ...person, accepted: repeat };
}

function actorsFor(sandbox: Sandbox, account: Account, type: string, repeat: number): string[] {
  const known = type === 'subscribe' ? [] : sandbox.followers.subscribed(account.appId).slice(0, repeat);
  if (known.length > 0) return known;
  const newcomers = type === 'subscribe' ? repeat : 1;
  return Array.from({ length: newcomers }, () => sandbox.followers.newOpenId(account.appId));
}

/** How many pushes were accepted and how many not, with the first hundred in full. */
function pushSummary(records: readonly PushRecord[]): Record<string, unknown> {
  const delivered = records.filter((record) => record.status === 'ACCEPTED').length;
  return { delivered, failed: records.length - delivered, pushes: records.slice(0, LISTED_PUSHES) };
}
