import { assertNever, Refusal } from '../../kernel/errors.ts';
import { PlatformFault } from './marketing-platform.port.ts';

/** A fault of the marketing platform as the answer to somebody who wanted to change something; other errors as they are. */
export function refusalOf(error: unknown, path?: readonly string[]): unknown {
  if (!(error instanceof PlatformFault)) return error;
  const code = error.kind === 'INVALID' || error.kind === 'CONFLICT' ? 'INVALID' : 'UPSTREAM_UNAVAILABLE';
  return new Refusal({ code, message: adviceOn(error), ...(path && { path }) });
}

function adviceOn({ kind }: PlatformFault): string {
  switch (kind) {
    case 'INVALID_GRANT':
      return 'Qiao is not connected to the marketing platform: an administrator must connect again, see `installation`. Nothing changed.';
    case 'FORBIDDEN':
      return 'The marketing platform does not allow this to the user who connected Qiao: give them the right, or connect as another. Nothing changed.';
    case 'INVALID':
      return 'The marketing platform does not accept this. Nothing changed.';
    case 'CONFLICT':
      return 'The marketing platform has one of this name already. Nothing changed.';
    case 'NOT_FOUND':
    case 'UNAUTHORIZED':
    case 'UNAVAILABLE':
      return 'The marketing platform did not answer as it should. Nothing changed here: try again.';
    default:
      return assertNever(kind);
  }
}
