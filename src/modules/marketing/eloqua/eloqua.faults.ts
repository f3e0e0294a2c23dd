import { EloquaError } from '../../../integrations/eloqua/errors.ts';
import { assertNever } from '../../../kernel/errors.ts';
import { HttpFault } from '../../../kernel/http.ts';
import { PlatformFault, type PlatformFaultKind } from '../connection/marketing-platform.port.ts';

/**
 * What a POST made whose answer was lost: it is looked for, never made a second time. The name was nobody's before.
 */
export async function orFound<T>(posted: Promise<T>, look: () => Promise<T | undefined>): Promise<T> {
  try {
    return await posted;
  } catch (error) {
    const isUnknown = error instanceof EloquaError && error.kind === 'UNAVAILABLE';
    const found = isUnknown ? await look().catch(() => undefined) : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

/** The faults of Eloqua's protocol as those of any marketing platform. */
export async function translated<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof EloquaError) throw new PlatformFault(faultOf(error), isLost(error));
    throw error instanceof HttpFault ? new PlatformFault('UNAVAILABLE') : error;
  }
}

/** A change whose answer was lost; to get tokens changes nothing that anybody sees. */
const isLost = ({ kind, call }: EloquaError): boolean =>
  kind === 'UNAVAILABLE' && !call.startsWith('GET ') && !call.endsWith('/auth/oauth2/token');

function faultOf({ kind, violations }: EloquaError): PlatformFaultKind {
  switch (kind) {
    case 'UNAUTHORIZED':
    case 'INVALID_GRANT':
    case 'FORBIDDEN':
    case 'NOT_FOUND':
    case 'CONFLICT':
    case 'UNAVAILABLE':
      return kind;
    case 'THROTTLED':
      return 'UNAVAILABLE';
    case 'INVALID':
      return violations.some(({ requirement }) => requirement === 'UniquenessRequirement')
        ? 'CONFLICT'
        : 'INVALID';
    default:
      return assertNever(kind);
  }
}
