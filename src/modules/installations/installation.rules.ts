/** The marketing platforms that Qiao can be installed in. Each has an adapter. */
export const MARKETING_PLATFORMS = ['ELOQUA'] as const;
export type MarketingPlatformName = (typeof MARKETING_PLATFORMS)[number];

export const INSTALLATION_STATUSES = ['AVAILABLE', 'UNAVAILABLE', 'UNINSTALLED'] as const;
export type InstallationStatus = (typeof INSTALLATION_STATUSES)[number];

export const CONNECTION_STATES = ['CONNECTED', 'FAILING', 'LOST', 'NOT_CONNECTED'] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

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
}

/**
 * Whether calls to the marketing platform can succeed. When an administrator has connected again, waiting work is
 * enqueued.
 */
export const isReachable = ({ status, connectionState }: InstallationFacts): boolean =>
  status === 'AVAILABLE' && connectionState !== 'LOST' && connectionState !== 'NOT_CONNECTED';

/** At most one requirement, because the others would follow from it. */
export function installationRequirements(facts: InstallationFacts): InstallationRequirement[] {
  const code = requirementOf(facts);
  return code ? [{ code, message: INSTALLATION_REQUIREMENTS[code] }] : [];
}

function requirementOf({ status, connectionState }: InstallationFacts): InstallationRequirementCode | null {
  if (status === 'UNINSTALLED') return 'UNINSTALLED';
  if (connectionState === 'LOST') return 'CONNECTION_LOST';
  if (connectionState === 'FAILING') return 'CONNECTION_FAILING';
  return connectionState === 'NOT_CONNECTED' ? 'CONNECTION_REQUIRED' : null;
}

/** For accounts without a time zone of their own; all accounts are from mainland China. */
export const DEFAULT_TIMEZONE = 'Asia/Shanghai';
