import { z } from 'zod';
import { ControlError } from '../shared/control-error.ts';
import { changePermissions } from './authorization.ts';
import type { Sandbox } from './context.ts';
import { newAppId, newOriginalId, openAppIdOf } from './ids.ts';
import type { Account } from './state.ts';

/** Sets of real verified service accounts, in the order WeChat lists them. */
const ALL_PERMISSIONS = [
  1, 15, 4, 7, 2, 3, 11, 6, 5, 8, 13, 9, 10, 12, 22, 23, 24, 26, 33, 27, 34, 35, 44, 46, 47, 54, 66, 89,
];
/** Of what is no official account. */
const OTHER_PERMISSIONS: Readonly<Record<string, number[]>> = {
  MINI_PROGRAM: [17, 18, 19, 25, 30, 31],
  VIDEO: [],
};
const bit = z.union([z.literal(0), z.literal(1)]);

const fields = {
  nickName: z.string().min(1),
  serviceType: z.enum(['SUBSCRIPTION', 'SUBSCRIPTION_UPGRADED', 'SERVICE', 'MINI_PROGRAM', 'VIDEO']),
  /** Short for verifyType 0 or -1. */
  verified: z.boolean(),
  verifyType: z.number().int().min(-1).max(5),
  principalType: z.enum(['ORGANISATION', 'PERSON']),
  principalName: z.string(),
  alias: z.string(),
  /** null: bound to none. */
  openPlatform: z.string().min(1).nullable(),
  region: z.enum(['CN', 'OVERSEAS']),
  accountStatus: z.union([z.literal(1), z.literal(14), z.literal(16), z.literal(18), z.literal(19)]),
  permissions: z.array(z.number().int().positive()),
  /** By set; replaces what was there. */
  confirmInfo: z.record(
    z.string().regex(/^[1-9]\d*$/, 'must be a permission set'),
    z.strictObject({ needConfirm: bit, alreadyConfirm: bit, canConfirm: bit }),
  ),
};

export const accountPatchSchema = z.strictObject(fields).partial();

export const newAccountSchema = z.preprocess(
  withServiceType,
  accountPatchSchema.extend({
    appId: z
      .string()
      .regex(/^wx[0-9a-f]{16}$/, 'must be wx and 16 hex digits')
      .optional(),
    originalId: z
      .string()
      .regex(/^gh_[0-9a-f]{12}$/, 'must be gh_ and 12 hex digits')
      .optional(),
    nickName: fields.nickName,
    serviceType: fields.serviceType,
  }),
);

/** Creates an account; a verified one of an organisation unless the input says otherwise. */
export function createAccount(sandbox: Sandbox, input: z.infer<typeof newAccountSchema>): Account {
  const appId = input.appId ?? newAppId();
  if (sandbox.state.accounts[appId] !== undefined || sandbox.state.components[appId] !== undefined) {
    throw new ControlError(409, 'APP_ID_TAKEN', 'that AppID exists already', ['appId']);
  }
  const account: Account = {
    appId,
    originalId: input.originalId ?? newOriginalId(),
    nickName: input.nickName,
    serviceType: input.serviceType,
    verifyType: verifyTypeOf(input) ?? 0,
    principalType: input.principalType ?? 'ORGANISATION',
    principalName: input.principalName ?? `${input.nickName}有限公司`,
    alias: input.alias ?? '',
    openPlatform: input.openPlatform ?? null,
    region: input.region ?? 'CN',
    accountStatus: input.accountStatus ?? 1,
    permissions: input.permissions ?? OTHER_PERMISSIONS[input.serviceType] ?? ALL_PERMISSIONS,
    confirmInfo: input.confirmInfo ?? {},
    options: { location_report: '0', voice_recognize: '0', customer_service: '0' },
  };
  sandbox.state.accounts[appId] = account;
  sandbox.store.changed();
  return account;
}

/** Changes an account. Changed `permissions` also change its authorizations, which are told by `updateauthorized`. */
export async function patchAccount(
  sandbox: Sandbox,
  account: Account,
  patch: z.infer<typeof accountPatchSchema>,
): Promise<void> {
  const { verified: _verified, permissions, ...rest } = patch;
  Object.assign(account, rest, { verifyType: verifyTypeOf(patch) ?? account.verifyType });
  sandbox.store.changed();
  if (permissions !== undefined) await changePermissions(sandbox, account, permissions);
}

export function requireAccount(sandbox: Sandbox, appId: string): Account {
  const account = sandbox.state.accounts[appId];
  if (account === undefined)
    throw new ControlError(404, 'NOT_FOUND', `there is no account ${appId}`, ['appId']);
  return account;
}

/** An account as the control API shows it. */
export function showAccount(sandbox: Sandbox, account: Account): Record<string, unknown> {
  const grants = Object.values(sandbox.state.authorizations).filter((one) => one.appId === account.appId);
  return {
    ...account,
    verified: account.verifyType === 0,
    openAppId: account.openPlatform === null ? null : openAppIdOf(account.openPlatform),
    authorizations: grants.map(({ componentAppId, permissions, authorizedAt, revoked }) => ({
      componentAppId,
      permissions,
      authorizedAt,
      revoked,
    })),
  };
}

/** `kind: "VIDEO"` stands for a service type: a video account has no other. */
function withServiceType(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('kind' in input)) return input;
  const { kind, ...rest } = input;
  return { serviceType: kind, ...rest };
}

function verifyTypeOf({
  verified,
  verifyType,
}: {
  verified?: boolean;
  verifyType?: number;
}): number | undefined {
  if (verifyType !== undefined || verified === undefined) return verifyType;
  return verified ? 0 : -1;
}
