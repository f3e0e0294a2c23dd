import { useState } from 'react';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useMutation } from 'urql';
import { useLanguage } from '../language/language.tsx';
import { type Refusals, refusalsOf, type UserError } from './refusals.ts';

interface Payload {
  readonly userErrors: readonly UserError[];
}

export interface Action<Input, Result extends Payload> {
  /** Returns null if it was refused, or failed. */
  run(input: Input): Promise<Result | null>;
  readonly isRunning: boolean;
  readonly refusals: Refusals;
  readonly error: CombinedError | undefined;
  reset(): void;
}

const NOTHING: { userErrors: readonly UserError[]; error: CombinedError | undefined } = {
  userErrors: [],
  error: undefined,
};

/**
 * A mutation whose refusals stand in a form.
 *
 * @param fields the input fields that the form shows
 * @param own better words for some codes than the general ones; an empty text has the server's message shown
 */
export function useAction<Data, Input, Result extends Payload>(
  document: TypedDocumentNode<Data, { input: Input } & AnyVariables>,
  payloadOf: (data: Data) => Result,
  fields: readonly string[] = [],
  own: Readonly<Record<string, string>> = {},
): Action<Input, Result> {
  const { language } = useLanguage();
  const [{ fetching }, execute] = useMutation(document);
  const [outcome, setOutcome] = useState(NOTHING);
  const inOwnWords = (refusal: UserError): UserError => {
    const message = own[refusal.code];
    return message ? { ...refusal, code: '', message } : refusal;
  };
  return {
    async run(input) {
      setOutcome(NOTHING);
      const { data, error } = await execute({ input } as { input: Input } & AnyVariables);
      const payload = data ? payloadOf(data) : null;
      setOutcome({ userErrors: payload?.userErrors ?? [], error });
      return payload && payload.userErrors.length === 0 ? payload : null;
    },
    isRunning: fetching,
    refusals: refusalsOf(outcome.userErrors.map(inOwnWords), fields, language),
    error: outcome.error,
    reset: () => setOutcome(NOTHING),
  };
}
