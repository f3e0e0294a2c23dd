/** The form of a marketing platform's name, for example `ELOQUA`, as a condition in SQL. The name is a value in the schema. */
export const isPlatformNameSql = (column: string): string => `${column} ~ '^[A-Z][A-Z0-9_]{0,49}$'`;

export const INSTALLATION_STATUSES = ['AVAILABLE', 'UNAVAILABLE', 'UNINSTALLED'] as const;
export type InstallationStatus = (typeof INSTALLATION_STATUSES)[number];

export const CONNECTION_STATES = ['CONNECTED', 'FAILING', 'LOST', 'NOT_CONNECTED'] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

/** Why calls to the marketing platform fail. */
export const CONNECTION_FAILURES = {
  NO_ANSWER: 'The marketing platform does not answer, or is too busy. Qiao keeps trying.',
  UNREADABLE_ANSWER:
    'The marketing platform answers, but Qiao cannot read it. Qiao keeps trying; its log says what was wrong.',
  ACCESS_REFUSED:
    "The marketing platform refuses all calls. Check there that the user who connected Qiao is enabled, and that the addresses of Qiao's servers are on the site's list of allowed addresses.",
  CLIENT_REFUSED:
    "The marketing platform refuses Qiao's client ID or secret. Retrying does not help: the operator of Qiao must compare both with the app's entry in the marketing platform.",
  REQUEST_REFUSED:
    "The marketing platform refuses to give Qiao a token. Retrying does not help: the operator of Qiao must compare its settings and its OAuth callback address with the app's entry in the marketing platform.",
} as const;
export type ConnectionFailure = keyof typeof CONNECTION_FAILURES;

/** Whether only the operator of Qiao can end the failure. It lasts until the marketing platform gives a token again. */
export const isOperators = (failure: ConnectionFailure | null): boolean =>
  failure === 'CLIENT_REFUSED' || failure === 'REQUEST_REFUSED';

/** What an installation may need, besides its official accounts. */
export const INSTALLATION_REQUIREMENTS = {
  CONNECTION_REQUIRED:
    'Qiao is installed but not yet allowed to use the marketing platform. Install it again there and confirm.',
  CONNECTION_LOST:
    'The marketing platform no longer accepts Qiao. Open the configuration of the app there and connect again.',
  CONNECTION_FAILING:
    'Calls to the marketing platform currently fail. Qiao keeps trying; data of the marketing platform may be outdated.',
  UNINSTALLED: 'Qiao was uninstalled in the marketing platform. Install it again there; no data is lost.',
} as const;
export type InstallationRequirementCode = keyof typeof INSTALLATION_REQUIREMENTS;

export interface InstallationRequirement {
  readonly code: InstallationRequirementCode;
  readonly message: string;
}

interface InstallationFacts {
  readonly status: InstallationStatus;
  readonly connectionState: ConnectionState;
  readonly failingReason: ConnectionFailure | null;
}

/**
 * Whether calls to the marketing platform can succeed. When an administrator has connected again, waiting work is
 * enqueued.
 */
export const isReachable = ({
  status,
  connectionState,
}: Pick<InstallationFacts, 'status' | 'connectionState'>): boolean =>
  status === 'AVAILABLE' && connectionState !== 'LOST' && connectionState !== 'NOT_CONNECTED';

/** At most one requirement, because the others would follow from it. */
export function installationRequirements(facts: InstallationFacts): InstallationRequirement[] {
  const code = requirementOf(facts);
  if (!code) return [];
  const why = code === 'CONNECTION_FAILING' && facts.failingReason;
  return [{ code, message: why ? CONNECTION_FAILURES[why] : INSTALLATION_REQUIREMENTS[code] }];
}

function requirementOf({ status, connectionState }: InstallationFacts): InstallationRequirementCode | null {
  if (status === 'UNINSTALLED') return 'UNINSTALLED';
  if (connectionState === 'LOST') return 'CONNECTION_LOST';
  if (connectionState === 'FAILING') return 'CONNECTION_FAILING';
  return connectionState === 'NOT_CONNECTED' ? 'CONNECTION_REQUIRED' : null;
}

/** For accounts without a time zone of their own; all accounts are from mainland China. */
export const DEFAULT_TIMEZONE = 'Asia/Shanghai';
