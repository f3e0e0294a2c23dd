import type { OnOdd } from '../../integrations/eloqua/answer.ts';
import { EloquaError, type EloquaErrorKind } from '../../integrations/eloqua/errors.ts';
import { IDENTITY_CALL } from '../../integrations/eloqua/identity.client.ts';
import { TOKEN_CALL } from '../../integrations/eloqua/oauth.client.ts';
import { assertNever } from '../../kernel/errors.ts';
import { HttpFault } from '../../kernel/http.ts';
import type { Logger } from '../../kernel/logger.ts';
import { Seldom } from '../../kernel/seldom.ts';
import { type ConnectionFailure, isOperators } from '../../modules/installations/installation.rules.ts';
import { PlatformFault } from '../../modules/marketing/connection/marketing-platform.port.ts';

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

/** Turns the faults of Eloqua's protocol into those of any marketing platform, and logs what Eloqua does that it should not. */
export class EloquaFaults {
  private readonly log: Seldom;

  constructor(log: Logger) {
    this.log = new Seldom(log);
  }

  /** Is told what was odd in an answer that could be read. */
  readonly onOdd: OnOdd = (call, fields) => {
    const about = {
      call: placeOf(call),
      odd: fields.length,
      fields: fields.slice(0, MOST_FIELDS).map(brief),
    };
    this.log.warn(
      `odd ${about.call}`,
      about,
      'parts of an answer of Eloqua are odd; they count as not given',
    );
  };

  async translated<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      if (error instanceof HttpFault) throw new PlatformFault('UNAVAILABLE');
      if (!(error instanceof EloquaError)) throw error;
      const fault = faultOf(error);
      this.tell(error, isOperators(fault.failure));
      throw fault;
    }
  }

  /** Never bodies, queries or tokens. */
  private tell({ call, kind, status, word, requestId, field, cause }: EloquaError, isOurs: boolean): void {
    if (EXPECTED.has(kind) && !isOurs) return;
    const about = {
      ...{ call: placeOf(call), kind, status },
      ...(word && { word }),
      ...(field !== null && { field: brief(field) || 'the answer' }),
      ...(requestId && { eloquaRequestId: requestId }),
      ...(cause instanceof HttpFault && { fault: cause.kind }),
    };
    const key = `${about.call} ${status} ${kind} ${field}`;
    if (isOurs)
      this.log.error(key, about, 'Eloqua refuses what identifies Qiao: its operator must correct it');
    else if (field !== null) this.log.warn(key, about, 'an answer of Eloqua cannot be read');
    else this.log.warn(key, about, 'a call to Eloqua failed');
  }
}

/** Answers to what a caller asked for, or told to an administrator. */
const EXPECTED: ReadonlySet<EloquaErrorKind> = new Set(['NOT_FOUND', 'CONFLICT', 'INVALID_GRANT']);
const MOST_FIELDS = 10;

/** The call without the ids in its path. */
const placeOf = (call: string): string => call.replaceAll(/\/(\d+|[0-9a-f-]{36})(?=\/|$)/g, '/…');
const brief = (field: string): string => field.slice(0, 100);

function faultOf(error: EloquaError): PlatformFault {
  const { call, kind, violations, field } = error;
  const isToken = call === TOKEN_CALL;
  switch (kind) {
    case 'INVALID_GRANT':
      return new PlatformFault(kind);
    case 'UNAVAILABLE': {
      // What is odd about one object says nothing about the connection.
      const isWhole = field === '' || isToken || call === IDENTITY_CALL;
      const failure = field === null ? 'NO_ANSWER' : isWhole ? 'UNREADABLE_ANSWER' : null;
      // To get tokens changes nothing that anybody sees.
      return new PlatformFault(kind, { mayHaveChanged: !call.startsWith('GET ') && !isToken, failure });
    }
    case 'THROTTLED':
      return new PlatformFault('UNAVAILABLE');
    case 'UNAUTHORIZED':
    case 'FORBIDDEN':
    case 'NOT_FOUND':
    case 'CONFLICT':
    case 'INVALID': {
      if (isToken) return new PlatformFault('MISCONFIGURED', { failure: refusedAt(error) });
      const isTaken = violations.some(({ requirement }) => requirement === 'UniquenessRequirement');
      return new PlatformFault(kind === 'INVALID' && isTaken ? 'CONFLICT' : kind);
    }
    default:
      return assertNever(kind);
  }
}

const refusedAt = ({ kind, word }: EloquaError): ConnectionFailure =>
  kind === 'UNAUTHORIZED' || word === 'invalid_client' || word === 'unauthorized_client'
    ? 'CLIENT_REFUSED'
    : 'REQUEST_REFUSED';
