import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { LIMITS } from '../graphql/limits.ts';
import { newId } from '../kernel/ids.ts';
import { answerTooLong } from './http.ts';

/** A result as JSON, or one that says that it would be too long. */
export function written(result: ExecutionResult | FormattedExecutionResult): string {
  const json = JSON.stringify(result);
  const isShort = json.length * 3 <= LIMITS.answerBytes || Buffer.byteLength(json) <= LIMITS.answerBytes;
  return isShort ? json : JSON.stringify(answerTooLong(newId()));
}
