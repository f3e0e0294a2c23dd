import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ControlError } from '../shared/control-error.ts';
import { controlBody, paramOf } from '../shared/requests.ts';
import { requireAccount } from './accounts.ts';
import type { Sandbox } from './context.ts';
import { eventOrderSchema } from './settings.ts';
import type { Visit } from './state.ts';
import { usablePreAuthCode } from './tokens.ts';
import {
  cancelVisit,
  confirmVisit,
  MOBILE_PATHS,
  openVisit,
  PC_PATH,
  readVisit,
  refuseAccount,
  refuseVisit,
  selectableAccounts,
} from './visits.ts';

const scanSchema = z.strictObject({
  /** Either of WeChat's addresses. */
  authorizationUrl: z.url(),
  appId: z.string(),
  decision: z.enum(['CONFIRM', 'CANCEL']),
  by: z.enum(['ADMINISTRATOR', 'OTHER']).default('ADMINISTRATOR'),
  /** Default: the setting eventOrder. */
  event: eventOrderSchema.optional(),
  /** The sandbox opens redirectUrl, as the browser would. */
  follow: z.boolean().default(true),
});

const decisionSchema = z.strictObject({
  decision: z.enum(['CONFIRM', 'CANCEL']),
  appId: z.string().optional(),
  event: eventOrderSchema.optional(),
});

/** What the administrator's phone does with an authorization page. */
export function serveScanControl(app: FastifyInstance, sandbox: Sandbox): void {
  app.post('/_sandbox/scan', async (request) => {
    const scan = controlBody(request, scanSchema);
    const account = requireAccount(sandbox, scan.appId);
    const visit = scannedVisit(sandbox, new URL(scan.authorizationUrl));
    if (scan.by === 'OTHER') {
      throw new ControlError(
        403,
        'NOT_ADMINISTRATOR',
        '请使用管理员微信 (not an administrator of the account)',
        ['by'],
      );
    }
    const refusal = refuseAccount(sandbox, visit, account);
    if (refusal !== null) throw refusal;
    if (scan.decision === 'CANCEL') {
      cancelVisit(sandbox, visit);
      return { redirectUrl: null, pushes: [], followed: null };
    }
    return confirmVisit(sandbox, visit, account, { event: scan.event, follow: scan.follow });
  });
  app.get('/_sandbox/visits', async () => ({
    visits: Object.values(sandbox.state.visits)
      .filter((visit) => visit.status === 'WAITING' && isUsable(sandbox, visit))
      .toReversed()
      .map((visit) => showVisit(sandbox, visit)),
  }));
  app.get('/_sandbox/visits/:id', async (request) =>
    showVisit(sandbox, requireVisit(sandbox, paramOf(request, 'id'))),
  );
  app.post('/_sandbox/visits/:id', async (request) => {
    const visit = requireVisit(sandbox, paramOf(request, 'id'));
    const { decision, appId, event } = controlBody(request, decisionSchema);
    if (decision === 'CANCEL') {
      cancelVisit(sandbox, visit);
      return { redirectUrl: null };
    }
    const account = requireAccount(sandbox, appId ?? '');
    return confirmVisit(sandbox, visit, account, { event, follow: false });
  });
}

/** The opened page that an authorization address stands for; a phone opens its address by itself. */
function scannedVisit(sandbox: Sandbox, url: URL): Visit {
  const wanted = readVisit(url.pathname === PC_PATH ? 'PC' : 'MOBILE', Object.fromEntries(url.searchParams));
  if (wanted.kind === 'MOBILE' && !MOBILE_PATHS.includes(url.pathname)) {
    throw new ControlError(400, 'INVALID', 'not an authorization page of WeChat', ['authorizationUrl']);
  }
  if (usablePreAuthCode(sandbox, wanted.componentAppId, wanted.preAuthCode) === undefined) {
    throw new ControlError(
      409,
      'PRE_AUTH_CODE_INVALID',
      'PreAuthCode无效 (wrong, of another component, used or expired)',
      ['authorizationUrl'],
    );
  }
  const opened = Object.values(sandbox.state.visits).findLast(
    (visit) =>
      visit.kind === wanted.kind &&
      visit.componentAppId === wanted.componentAppId &&
      visit.preAuthCode === wanted.preAuthCode &&
      visit.redirectUri === wanted.redirectUri,
  );
  if (opened !== undefined) return opened;
  if (wanted.kind === 'PC' || sandbox.settings.mobileRefererCheck) {
    throw new ControlError(
      409,
      'PAGE_NOT_OPENED',
      "the page was not fetched with a Referer on the component's start domain, so there is no QR code to scan",
      ['authorizationUrl'],
    );
  }
  const refusal = refuseVisit(sandbox, wanted, undefined);
  if (refusal !== null) {
    throw new ControlError(409, 'PAGE_REFUSED', `${refusal.chinese} (${refusal.english})`, [
      'authorizationUrl',
    ]);
  }
  return openVisit(sandbox, wanted);
}

function requireVisit(sandbox: Sandbox, id: string): Visit {
  const visit = sandbox.state.visits[id];
  if (visit === undefined) throw new ControlError(404, 'NOT_FOUND', 'there is no such page');
  return visit;
}

function isUsable(sandbox: Sandbox, visit: Visit): boolean {
  return usablePreAuthCode(sandbox, visit.componentAppId, visit.preAuthCode) !== undefined;
}

function showVisit(sandbox: Sandbox, visit: Visit): Record<string, unknown> {
  return {
    ...visit,
    status: visit.status === 'WAITING' && !isUsable(sandbox, visit) ? 'EXPIRED' : visit.status,
    startDomain: sandbox.state.components[visit.componentAppId]?.startDomain ?? '',
    selectable: selectableAccounts(sandbox, visit).map(({ appId }) => appId),
  };
}
