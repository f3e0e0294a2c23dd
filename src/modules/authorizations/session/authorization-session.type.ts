import { Field, ID, Int, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import { globalId } from '../../../graphql/global-id.ts';
import { Node } from '../../../graphql/node.resolver.ts';
import type { AuthorizationStatus, AuthorizationStep, FailureCode } from './authorization.rules.ts';
import { adviceOn } from './authorization.rules.ts';
import type { AuthorizationSession } from './authorization-session.entity.ts';

export const AuthorizationStatusEnum = schemaEnum(
  'AuthorizationStatus',
  'Whether an authorization session has ended, and how.',
  {
    PENDING: 'It waits for the administrator, or for WeChat.',
    COMPLETED: 'The account is authorized.',
    FAILED: 'It is not; see `failure`.',
    EXPIRED: 'Nobody confirmed in time.',
    CANCELLED: 'It was cancelled, or another session took its place.',
  },
);

export const AuthorizationStepEnum = schemaEnum(
  'AuthorizationStep',
  'How far an authorization session has come.',
  {
    CREATED: 'The link was made.',
    OPENED: 'Somebody opened it.',
    CONFIRMED: 'The administrator confirmed.',
    EXCHANGING: 'WeChat is asked for the tokens.',
    READING_ACCOUNT: 'WeChat is asked about the account.',
    DONE: 'Everything is stored.',
  },
);

export const FailureCodeEnum = schemaEnum('AuthorizationFailureCode', 'Why an authorization failed.', {
  ACCOUNT_LIMIT_REACHED: 'Its open platform holds as many official accounts as it may.',
  ACCOUNT_NOT_VERIFIED: 'WeChat has not verified the account.',
  ACCOUNT_ALREADY_CONNECTED: 'The WeChat account is connected already, as another official account.',
  ACCOUNT_TYPE_MISMATCH: 'The WeChat account is not of the chosen type.',
  DIFFERENT_ACCOUNT: 'Another WeChat account was scanned than the connected one.',
  NOT_AN_OFFICIAL_ACCOUNT: 'A mini program was scanned.',
  PERMISSION_MISSING: 'Not all needed permissions were granted; see `missingPermissions`.',
  UPSTREAM_FAILED: 'WeChat did not complete it.',
});

@ObjectType('AuthorizationFailure', {
  description: 'Why an authorization failed, and what to do.',
  simpleResolvers: true,
})
export class AuthorizationFailureType {
  @Field(() => FailureCodeEnum, { description: 'For programs.' })
  code!: FailureCode;

  @Field(() => String, { description: 'For people, in English: what happened.' })
  message!: string;

  @Field(() => String, { description: 'For people, in English: what to do now.' })
  nextStep!: string;

  @Field(() => Boolean, { description: 'Whether starting again can help with nothing else done first.' })
  retryable!: boolean;

  @Field(() => [Int], {
    description:
      "The ids of WeChat's permission sets that were not granted; empty unless PERMISSION_MISSING.",
  })
  missingPermissions!: number[];
}

@ObjectType('AuthorizationSession', {
  implements: Node,
  description: 'One attempt to authorize an official account: a link, its way, its end.',
  simpleResolvers: true,
})
export class AuthorizationSessionType
  extends Node
  implements Pick<AuthorizationSession, 'status' | 'step' | 'expiresAt'>
{
  @Field(() => ID, { description: 'Opaque and stable. Not to be taken apart.' })
  declare id: string;

  @Field(() => AuthorizationStatusEnum, { description: 'Whether it has ended, and how.' })
  status!: AuthorizationStatus;

  @Field(() => AuthorizationStepEnum, { description: 'How far it has come.' })
  step!: AuthorizationStep;

  @Field(() => AuthorizationFailureType, {
    nullable: true,
    description: 'Why it failed; null unless FAILED.',
  })
  failure!: AuthorizationFailureType | null;

  @Field(() => String, {
    description: "Open it in a new tab: our page, then WeChat's page with the QR code.",
  })
  launchUrl!: string;

  @Field(() => String, {
    description: 'For a phone that is in WeChat already. Once the session has ended: as `launchUrl`.',
  })
  mobileUrl!: string;

  @Field(() => Date, { description: 'When the link runs out, unless the administrator has confirmed.' })
  expiresAt!: Date;

  /** For field resolvers; not in the schema. */
  accountId!: string;
}

export function toAuthorizationSessionType(
  session: AuthorizationSession,
  links: { launchUrl: string; mobileUrl: string },
): AuthorizationSessionType {
  const { id, status, step, expiresAt, accountId, failureCode, impactChanged, missingPermissions } = session;
  return {
    id: globalId('AuthorizationSession', id),
    status,
    step,
    failure: failureCode && {
      code: failureCode,
      ...adviceOn(failureCode, impactChanged),
      missingPermissions: missingPermissions ?? [],
    },
    ...links,
    expiresAt,
    accountId,
  };
}
