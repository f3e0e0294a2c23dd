import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type RequestContext, systemContext } from '../../kernel/context.ts';
import { Refusal, RequestError } from '../../kernel/errors.ts';
import { displayNameOf } from '../../modules/accounts/account/official-account.rules.ts';
import type { SenderPass } from '../../modules/senders/steps/sender-pass.service.ts';
import type { PlatformHost } from '../platform-package.ts';
import { noSettingsPage, type SenderSettings, settingsPage } from './sender.pages.ts';
import { signedParamsOf } from './signed.routes.ts';
import type { StepCallService } from './step-call.service.ts';

export interface SenderPageParts
  extends Pick<
    PlatformHost,
    'installations' | 'accounts' | 'messageSenders' | 'senderSteps' | 'senderPasses'
  > {
  readonly stepCalls: StepCallService;
  /** Pages that may show the settings page in a frame, for `frame-ancestors`. */
  readonly framingHosts: string;
}

/** The maximum number of accounts to choose from, far more than open platforms have room for. */
const MAX_CHOICES = 500;

/** Serves the settings page of a step. It is one of the routes that Eloqua signs. */
export function serveSenderPage(scope: FastifyInstance, parts: SenderPageParts): void {
  scope.get('/eloqua/message-sender/configure', async (request, reply) => {
    const call = await parts.stepCalls.readOfUser(signedParamsOf(request), request.id);
    const { ctx, userId } = call;
    const senderId = await parts.senderSteps.opened(ctx, call);
    const pass = { installationId: ctx.installationId, senderId, userId };
    const page = await settings(parts, userOf(pass, request), pass);
    return reply.headers(pageHeaders(parts)).send(page);
  });
}

/** Receives the form of that page. The browser sends it without Eloqua, so it has a pass instead of a signature. */
export function serveSenderForm(app: FastifyInstance, parts: SenderPageParts): void {
  app.register(async (scope) => {
    const form = 'application/x-www-form-urlencoded';
    scope.addContentTypeParser(form, { parseAs: 'string' }, (_request, body, done) => done(null, body));
    scope.post('/eloqua/message-sender/configure', async (request, reply) => {
      reply.headers(pageHeaders(parts));
      const sent = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
      const pass = parts.senderPasses.open(sent.get('pass') ?? '');
      if (!pass) return reply.code(403).send(noSettingsPage(TOO_OLD));
      const ctx = userOf(pass, request);
      try {
        await parts.installations.requireAvailable(ctx);
        await parts.messageSenders.configureStep(ctx, pass.senderId, sent.get('account') ?? '');
        return reply.send(await settings(parts, ctx, pass, { done: true }));
      } catch (error) {
        if (error instanceof Refusal)
          return reply.send(await settings(parts, ctx, pass, { faults: error.faults }));
        if (error instanceof RequestError) return reply.code(409).send(noSettingsPage(error.message));
        throw error;
      }
    });
  });
}

const TOO_OLD = 'This page has been open for too long. Close it, and open the settings of the step again.';

const pageHeaders = ({ framingHosts }: SenderPageParts) => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors ${framingHosts}`,
});

/** Eloqua vouches for the user but not for the user's role, so the user is treated as a marketer. */
const userOf = ({ installationId, userId }: SenderPass, request: FastifyRequest): RequestContext => ({
  requestId: request.id,
  installationId,
  caller: { kind: 'USER', userId, role: 'MARKETER' },
});

const choiceOf = (account: Parameters<typeof displayNameOf>[0]) => ({
  id: account.id,
  name: displayNameOf(account),
});

async function settings(
  { accounts, messageSenders, senderPasses }: SenderPageParts,
  ctx: RequestContext,
  pass: SenderPass,
  outcome?: SenderSettings['outcome'],
): Promise<string> {
  const system = systemContext(ctx.installationId, 'settings page', ctx.requestId);
  const [sender] = await messageSenders.byIds(system, [pass.senderId]);
  const firstPage = { after: null, before: null, limit: MAX_CHOICES, backward: false };
  const usable = await accounts.list(ctx, { statuses: ['ACTIVE'] }, firstPage);
  // The current account may be missing in the list: beyond its maximum, or not ACTIVE now.
  const current = sender?.accountId ? await accounts.byId(ctx, sender.accountId) : null;
  const choices = usable.map(choiceOf);
  if (current?.status === 'ACTIVE' && !choices.some(({ id }) => id === current.id))
    choices.push(choiceOf(current));
  return settingsPage({
    ...(outcome && { outcome }),
    cause: sender?.cause ?? null,
    account: current && choiceOf(current),
    choices,
    pass: senderPasses.issue(pass),
  });
}
