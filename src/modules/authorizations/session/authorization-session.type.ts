import { Field, ID, Int, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import { globalId } from '../../../graphql/global-id.ts';
import { Node } from '../../../graphql/node.resolver.ts';
import type { AuthorizationStatus, AuthorizationStep, FailureCode } from './authorization.rules.ts';
import { adviceOn } from './authorization.rules.ts';
import type { AuthorizationSession } from './authorization-session.entity.ts';

export const AuthorizationStatusEnum = schemaEnum(
  'AuthorizationStatus',
  'Status of an authorization session.',
  {
    PENDING: 'The session waits for the administrator of the WeChat account, or for WeChat.',
    COMPLETED: 'The account is authorized.',
    FAILED: 'The authorization failed; see `failure`.',
    EXPIRED: 'Nobody confirmed before the link expired.',
    CANCELLED: 'A user cancelled the session, or a newer session replaced it.',
  },
);

export const AuthorizationStepEnum = schemaEnum(
  'AuthorizationStep',
  'Progress of an authorization session.',
  {
    CREATED: 'The link was created.',
    OPENED: 'Someone opened the link.',
    CONFIRMED: 'The administrator of the WeChat account confirmed.',
    EXCHANGING: 'Qiao is requesting the tokens from WeChat.',
    READING_ACCOUNT: 'Qiao is reading the account data from WeChat.',
    DONE: 'The tokens and the account data are stored.',
  },
);

export const FailureCodeEnum = schemaEnum('AuthorizationFailureCode', 'Why an authorization failed.', {
  ACCOUNT_LIMIT_REACHED:
    'The open platform of the WeChat account has reached its limit of official accounts.',
  ACCOUNT_NOT_VERIFIED: 'WeChat has not verified the account.',
  ACCOUNT_ALREADY_CONNECTED: 'The WeChat account is already connected as another official account.',
  ACCOUNT_TYPE_MISMATCH: 'The WeChat account does not have the chosen `accountType`.',
  DIFFERENT_ACCOUNT: 'The administrator confirmed for a different WeChat account than the connected one.',
  NOT_AN_OFFICIAL_ACCOUNT:
    'The administrator confirmed for a mini program or a video account, which is not an official account.',
  OPERATOR_REQUIRED:
    'WeChat refuses Qiao itself: its configuration is wrong, or its daily quota is used up. The message says what its operator must do.',
  PERMISSION_MISSING:
    'The administrator did not grant all permissions that Qiao needs; see `missingPermissions`.',
  UPSTREAM_FAILED: 'WeChat did not complete the authorization.',
});

@ObjectType('AuthorizationFailure', {
  description: 'Why an authorization failed, and what to do next.',
  simpleResolvers: true,
})
export class AuthorizationFailureType {
  @Field(() => FailureCodeEnum, { description: 'Machine-readable reason.' })
  code!: FailureCode;

  @Field(() => String, { description: 'What happened, in English.' })
  message!: string;

  @Field(() => String, { description: 'What to do next, in English.' })
  nextStep!: string;

  @Field(() => Boolean, {
    description: 'True if a new `authorizeAccount` may succeed without other changes.',
  })
  retryable!: boolean;

  @Field(() => [Int], {
    description:
      'IDs of the WeChat permission sets that were not granted, for example `[7]`; empty unless `code` is PERMISSION_MISSING.',
  })
  missingPermissions!: number[];
}

@ObjectType('AuthorizationSession', {
  implements: Node,
  description:
    'One attempt to authorize an official account. The administrator of the WeChat account opens the link or scans the QR code, and confirms in WeChat.',
  simpleResolvers: true,
})
export class AuthorizationSessionType
  extends Node
  implements Pick<AuthorizationSession, 'status' | 'step' | 'expiresAt'>
{
  @Field(() => ID, { description: 'Global ID: stable and opaque. Pass it to `node`; do not parse it.' })
  declare id: string;

  @Field(() => AuthorizationStatusEnum, { description: 'Whether the session is pending, or how it ended.' })
  status!: AuthorizationStatus;

  @Field(() => AuthorizationStepEnum, { description: 'How far the session has progressed.' })
  step!: AuthorizationStep;

  @Field(() => AuthorizationFailureType, {
    nullable: true,
    description: 'Why the session failed; null unless FAILED.',
  })
  failure!: AuthorizationFailureType | null;

  @Field(() => String, {
    description: "A page of Qiao that forwards to WeChat's QR code. Open it in a new tab; do not embed it.",
  })
  launchUrl!: string;

  @Field(() => String, {
    description:
      'Link to open inside the WeChat app. After the session has ended, it is the same as `launchUrl`.',
  })
  mobileUrl!: string;

  @Field(() => Date, { description: 'When the link expires. Ignored after the administrator has confirmed.' })
  expiresAt!: Date;

  /** For field resolvers; not in the schema. */
  accountId!: string;
}

export function toAuthorizationSessionType(
  session: AuthorizationSession,
  links: { launchUrl: string; mobileUrl: string },
): AuthorizationSessionType {
  const { id, status, step, expiresAt, accountId, failureCode, failureMessage } = session;
  const { impactChanged, missingPermissions } = session;
  return {
    id: globalId('AuthorizationSession', id),
    status,
    step,
    failure: failureCode && {
      code: failureCode,
      ...adviceOn(failureCode, impactChanged, failureMessage),
      missingPermissions: missingPermissions ?? [],
    },
    ...links,
    expiresAt,
    accountId,
  };
}
