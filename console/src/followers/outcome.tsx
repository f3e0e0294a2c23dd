import { Failure } from '../ui/failure.tsx';
import { RefusalList } from '../ui/refusal-list.tsx';
import type { Action } from './use-action.ts';

/** Why an action came to nothing, unless a field of the form says it. */
export function Outcome({ action }: { readonly action: Pick<Action<never, never>, 'refusals' | 'error'> }) {
  return (
    <>
      <RefusalList refusals={action.refusals.others} />
      {action.error && <Failure error={action.error} />}
    </>
  );
}
