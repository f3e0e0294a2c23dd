import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ControlError } from '../shared/control-error.ts';
import { controlBody, paramOf } from '../shared/requests.ts';
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

const LISTED_PUSHES = 100;

const revokeSchema = z.strictObject({
  /** Only this component; default all. */
  componentAppId: z.string().optional(),
});

/** Accounts, and what their administrators do. */
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
}

/** How many pushes were accepted and how many not, with the first hundred in full. */
export function pushSummary(records: readonly PushRecord[]): Record<string, unknown> {
  const delivered = records.filter((record) => record.status === 'ACCEPTED').length;
  return { delivered, failed: records.length - delivered, pushes: records.slice(0, LISTED_PUSHES) };
}
