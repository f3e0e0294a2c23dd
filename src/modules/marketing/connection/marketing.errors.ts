import { assertNever, Refusal } from '../../../kernel/errors.ts';
import { PlatformFault, type PlatformFaultKind } from './marketing-platform.port.ts';

/**
 * Turns a fault of the marketing platform into a refusal for the caller who wanted a change; other errors are returned
 * unchanged.
 *
 * @param effect what exists now; default: nothing was changed, or it is unknown
 */
export function refusalOf(error: unknown, path?: readonly string[], effect?: string): unknown {
  if (!(error instanceof PlatformFault)) return error;
  const { kind, mayHaveChanged } = error;
  const code = kind === 'INVALID' || kind === 'CONFLICT' ? 'INVALID' : 'UPSTREAM_UNAVAILABLE';
  const message = `${reasonOf(kind)} ${effect ?? (mayHaveChanged ? UNKNOWN : UNCHANGED)}`;
  return new Refusal({ code, message, ...(path && { path }) });
}

const UNCHANGED = 'Nothing was changed.';
const UNKNOWN = 'The change may have been made. Check the marketing platform before you try again.';

function reasonOf(kind: PlatformFaultKind): string {
  switch (kind) {
    case 'INVALID_GRANT':
      return 'Qiao is not connected to the marketing platform. An administrator must connect again; see `installation`.';
    case 'FORBIDDEN':
      return 'The user who connected Qiao may not do this in the marketing platform. Give them the permission, or connect as another user.';
    case 'INVALID':
      return 'The marketing platform refused this value.';
    case 'CONFLICT':
      return 'The marketing platform already has an object with this name.';
    case 'NOT_FOUND':
    case 'UNAUTHORIZED':
    case 'UNAVAILABLE':
      return 'The marketing platform did not answer correctly. Try again.';
    default:
      return assertNever(kind);
  }
}
