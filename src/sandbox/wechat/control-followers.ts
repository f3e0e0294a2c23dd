import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { controlBody, paramOf, queryOf } from '../shared/requests.ts';
import { act } from './account-messages.ts';
import { requireAccount } from './accounts.ts';
import type { Sandbox } from './context.ts';
import { pushSummary } from './control-accounts.ts';
import { type DeedType, deedTypeSchema, type FollowerDeed } from './deeds.ts';
import { addressOf, isExpired, requireQrCode } from './qr-codes.ts';
import type { Account } from './state.ts';
import { unionIdIn } from './user-api.ts';

const LISTED_CODES = 100;
const MOST_FOLLOWERS = 10_000_000;

/** Who does it. `person` is the same in every account. */
const who = { openId: z.string().min(1).optional(), person: z.string().min(1).optional() };

const eventsSchema = z.strictObject({
  type: deedTypeSchema,
  /** Default: a new person for `subscribe`, else one who follows. */
  ...who,
  unionId: z.string().min(1).optional(),
  eventKey: z.string().optional(),
  content: z.string().optional(),
  /** Seconds since 1970. */
  createTime: z.number().int().min(0).optional(),
  fields: z.record(z.string().regex(/^\w+$/), z.union([z.string(), z.number(), z.null()])).optional(),
  repeat: z.number().int().min(1).max(100_000).default(1),
  /** Nobody is told. */
  silent: z.boolean().default(false),
  /** false: answer at once, before the pushes are delivered. */
  wait: z.boolean().default(true),
});

const followersSchema = z
  .strictObject({
    count: z.number().int().min(0).max(MOST_FOLLOWERS),
    left: z.number().int().min(0).default(0),
  })
  .refine(({ count, left }) => left <= count, { path: ['left'], message: 'must not be more than count' });

const qrScanSchema = z.strictObject({
  /** The code's address or ticket, or with `appId` its scene. */
  code: z.string().min(1),
  appId: z.string().optional(),
  ...who,
});

/** What followers do, and who they are. */
export function serveFollowerControl(app: FastifyInstance, sandbox: Sandbox): void {
  app.post('/_sandbox/accounts/:appId/events', async (request, reply) => {
    const account = requireAccount(sandbox, paramOf(request, 'appId'));
    return reply.send(await playEvents(sandbox, account, controlBody(request, eventsSchema)));
  });
  app.post('/_sandbox/followers/:appId', async (request) => {
    const { appId } = requireAccount(sandbox, paramOf(request, 'appId'));
    const { count, left } = controlBody(request, followersSchema);
    sandbox.followers.generate(appId, count, left);
    sandbox.store.changed();
    return { count: sandbox.followers.total(appId) };
  });
  app.get('/_sandbox/followers/:appId', async (request) => {
    const { appId } = requireAccount(sandbox, paramOf(request, 'appId'));
    const { followers } = sandbox;
    const { person, openId = person && followers.openIdOf(appId, person) } = queryOf(request);
    return {
      count: followers.total(appId),
      openId: openId ?? null,
      follower: (openId && followers.find(appId, openId)) || null,
      latest: followers.latest(appId)?.openId ?? null,
    };
  });
  serveQrScans(app, sandbox);
}

function serveQrScans(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/_sandbox/qr-codes', async (request) => {
    const { appId } = queryOf(request);
    const codes = Object.values(sandbox.state.qrCodes).filter(
      (code) => (appId === undefined || code.appId === appId) && !isExpired(sandbox, code),
    );
    const latest = codes.slice(-LISTED_CODES).toReversed();
    return { qrCodes: latest.map((code) => ({ ...code, url: addressOf(code) })) };
  });
  app.post('/_sandbox/qr-codes/scan', async (request) => {
    const { code: text, appId, ...wanted } = controlBody(request, qrScanSchema);
    const code = requireQrCode(sandbox, text, appId);
    const account = requireAccount(sandbox, code.appId);
    const openId = openIdOf(sandbox, account, wanted) ?? sandbox.followers.newOpenId(account.appId);
    const follows = sandbox.followers.find(account.appId, openId)?.subscribed === true;
    const { ticket, scene: eventKey, isText: sceneIsText } = code;
    const type = follows ? 'SCAN' : 'subscribe';
    const records = await act(sandbox, account, { type, openId, eventKey, ticket, sceneIsText });
    return { appId: account.appId, type, ...identity(sandbox, account, openId), ...pushSummary(records) };
  });
}

async function playEvents(
  sandbox: Sandbox,
  account: Account,
  { openId, person, repeat, wait, ...deed }: z.infer<typeof eventsSchema>,
): Promise<Record<string, unknown>> {
  const given = openIdOf(sandbox, account, { openId, person });
  const actors = given === undefined ? actorsFor(sandbox, account, deed.type, repeat) : [given];
  const deeds = Array.from(
    { length: repeat },
    (_, turn): FollowerDeed => ({ ...deed, openId: actors[turn % actors.length] ?? '' }),
  );
  const finished = Promise.all(deeds.map((one) => act(sandbox, account, one)));
  const answer = identity(sandbox, account, actors[0] ?? '');
  return wait ? { ...answer, ...pushSummary((await finished).flat()) } : { ...answer, accepted: repeat };
}

/** Undefined: anybody. */
function openIdOf(
  sandbox: Sandbox,
  { appId }: Account,
  { openId, person }: { openId?: string | undefined; person?: string | undefined },
): string | undefined {
  return openId ?? (person === undefined ? undefined : sandbox.followers.meet(appId, person));
}

function identity(sandbox: Sandbox, account: Account, openId: string) {
  const follower = sandbox.followers.find(account.appId, openId);
  return { openId, unionId: (follower && unionIdIn(account, follower)) ?? null };
}

function actorsFor(sandbox: Sandbox, { appId }: Account, type: DeedType, repeat: number): string[] {
  const known = type === 'subscribe' ? [] : (sandbox.followers.page(appId, null, repeat) ?? []);
  if (known.length > 0) return known;
  const newcomers = type === 'subscribe' ? repeat : 1;
  return Array.from({ length: newcomers }, () => sandbox.followers.newOpenId(appId));
}
