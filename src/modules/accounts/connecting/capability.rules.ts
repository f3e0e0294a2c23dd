import type { AccountType, OpenPlatformBinding } from '../../connections/facts/wechat-account.rules.ts';

export const CAPABILITY_KINDS = [
  'BROADCAST',
  'CUSTOMER_SERVICE_MESSAGES',
  'TEMPLATE_MESSAGES',
  'PARAMETRIC_QR_CODES',
  'MENU',
  'PERSONALISED_MENU',
  'TAGS',
  'FOLLOWER_INFO',
  'UNION_ID',
  'WEB_AUTHORIZATION',
] as const;
export type CapabilityKind = (typeof CAPABILITY_KINDS)[number];

/** One thing that an account can or cannot do. `reason` is a sentence for people. */
export interface Capability {
  readonly kind: CapabilityKind;
  readonly available: boolean;
  /** Null if it is available. */
  readonly reason: string | null;
}

export interface CapabilityFacts {
  readonly authorized: boolean;
  readonly accountType: AccountType | null;
  readonly verified: boolean | null;
  readonly permissionSets: readonly number[] | null;
  readonly openPlatformBinding: OpenPlatformBinding;
}

interface Needs {
  /** WeChat's permission set. */
  readonly set: number;
  readonly setName: string;
  readonly serviceOnly?: true;
  /** Service accounts have it without verification, too. */
  readonly unverifiedService?: true;
  readonly openPlatform?: true;
}

const MESSAGES = { set: 1, setName: 'messages' } as const;
const USERS = { set: 2, setName: 'user management' } as const;
const QR_CODES = { set: 3, setName: 'account service' } as const;
const WEB = { set: 4, setName: 'web services' } as const;
const SENDING = { set: 7, setName: 'mass sending and notices' } as const;
const MENUS = { set: 15, setName: 'custom menus' } as const;

/** Source: docs/protocols/wechat.md, "What an account type can do". */
const NEEDS: Readonly<Record<CapabilityKind, Needs>> = {
  BROADCAST: SENDING,
  CUSTOMER_SERVICE_MESSAGES: MESSAGES,
  TEMPLATE_MESSAGES: { ...SENDING, serviceOnly: true },
  PARAMETRIC_QR_CODES: { ...QR_CODES, serviceOnly: true },
  MENU: { ...MENUS, unverifiedService: true },
  PERSONALISED_MENU: MENUS,
  TAGS: USERS,
  FOLLOWER_INFO: USERS,
  UNION_ID: { ...USERS, openPlatform: true },
  WEB_AUTHORIZATION: { ...WEB, serviceOnly: true },
};

/** All kinds, in the order of `CAPABILITY_KINDS`. */
export const capabilitiesOf = (facts: CapabilityFacts): Capability[] =>
  CAPABILITY_KINDS.map((kind) => {
    const reason = unavailable(NEEDS[kind], facts);
    return { kind, available: reason === null, reason };
  });

/** The reason that is hardest to remove comes first. */
function unavailable(needs: Needs, facts: CapabilityFacts): string | null {
  const { authorized, accountType, verified, permissionSets, openPlatformBinding } = facts;
  if (needs.serviceOnly && accountType === 'SUBSCRIPTION')
    return 'WeChat gives this to service accounts only.';
  if (!authorized) return 'The account is not authorized.';
  const exempt = needs.unverifiedService && accountType === 'SERVICE';
  if (!verified && !exempt) return 'WeChat gives this to verified accounts only.';
  if (!permissionSets?.includes(needs.set))
    return `The account's administrator did not grant the permission set ${needs.set} (${needs.setName}).`;
  if (needs.openPlatform && openPlatformBinding !== 'BOUND')
    return 'The account is bound to no open platform, or WeChat does not tell.';
  return null;
}
