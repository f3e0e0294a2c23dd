import { assertNever, Refusal, type UserErrorCode } from '../../../kernel/errors.ts';
import { CONNECTION_FAILURES } from '../../installations/installation.rules.ts';
import { PlatformFault, type PlatformFaultKind } from './marketing-platform.port.ts';

/**
 * Turns a fault of the marketing platform into a refusal for the caller who wanted a change; other errors are returned
 * unchanged.
 *
 * @param effect what exists now; default: nothing was changed, or it is unknown
 */
export function refusalOf(error: unknown, path?: readonly string[], effect?: string): unknown {
  if (!(error instanceof PlatformFault)) return error;
  const { mayHaveChanged } = error;
  const message = `${reasonOf(error)} ${effect ?? (mayHaveChanged ? UNKNOWN : UNCHANGED)}`;
  return new Refusal({ code: codeOf(error.kind), message, ...(path && { path }) });
}

function codeOf(kind: PlatformFaultKind): UserErrorCode {
  if (kind === 'MISCONFIGURED') return 'OPERATOR_REQUIRED';
  return kind === 'INVALID' || kind === 'CONFLICT' ? 'INVALID' : 'UPSTREAM_UNAVAILABLE';
}

const UNCHANGED = 'Nothing was changed.';
const UNKNOWN = 'The change may have been made. Check the marketing platform before you try again.';

function reasonOf({ kind, failure }: PlatformFault): string {
  switch (kind) {
    case 'MISCONFIGURED':
      return CONNECTION_FAILURES[failure ?? 'REQUEST_REFUSED'];
    case 'UNAUTHORIZED':
      return CONNECTION_FAILURES.ACCESS_REFUSED;
    case 'INVALID_GRANT':
      return 'Qiao is not connected to the marketing platform. An administrator must connect again; see `installation`.';
    case 'FORBIDDEN':
      return 'The user who connected Qiao may not do this in the marketing platform. Give them the permission, or connect as another user.';
    case 'INVALID':
      return 'The marketing platform refused this value.';
    case 'CONFLICT':
      return 'The marketing platform already has an object with this name.';
    case 'NOT_FOUND':
    case 'UNAVAILABLE':
      return 'The marketing platform did not answer correctly. Try again.';
    default:
      return assertNever(kind);
  }
}
