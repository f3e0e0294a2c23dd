import { assertNever, Refusal } from '../../../kernel/errors.ts';
import { PlatformFault, type PlatformFaultKind } from './marketing-platform.port.ts';

/**
 * A fault of the marketing platform as the answer to somebody who wanted to change something; other errors as they are.
 *
 * @param effect what is there now; default: nothing changed, or nobody knows
 */
export function refusalOf(error: unknown, path?: readonly string[], effect?: string): unknown {
  if (!(error instanceof PlatformFault)) return error;
  const { kind, mayHaveChanged } = error;
  const code = kind === 'INVALID' || kind === 'CONFLICT' ? 'INVALID' : 'UPSTREAM_UNAVAILABLE';
  const message = `${reasonOf(kind)} ${effect ?? (mayHaveChanged ? UNKNOWN : UNCHANGED)}`;
  return new Refusal({ code, message, ...(path && { path }) });
}

const UNCHANGED = 'Nothing changed.';
const UNKNOWN = 'It may have done what it was asked: look there before you try again.';

function reasonOf(kind: PlatformFaultKind): string {
  switch (kind) {
    case 'INVALID_GRANT':
      return 'Qiao is not connected to the marketing platform: an administrator must connect again, see `installation`.';
    case 'FORBIDDEN':
      return 'The marketing platform does not allow this to the user who connected Qiao: give them the right, or connect as another.';
    case 'INVALID':
      return 'The marketing platform does not accept this.';
    case 'CONFLICT':
      return 'The marketing platform has one of this name already.';
    case 'NOT_FOUND':
    case 'UNAUTHORIZED':
    case 'UNAVAILABLE':
      return 'The marketing platform did not answer as it should: try again.';
    default:
      return assertNever(kind);
  }
}
