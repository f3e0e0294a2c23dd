import type { Action } from '../api/use-action.ts';
import { Failure } from './failure.tsx';
import { RefusalList } from './refusal-list.tsx';

/** Why an action came to nothing, unless a field of the form says it. */
export function Outcome({ action }: { readonly action: Pick<Action<never, never>, 'refusals' | 'error'> }) {
  return (
    <>
      <RefusalList refusals={action.refusals.others} />
      {action.error && <Failure error={action.error} />}
    </>
  );
}
