import { createContext, type ReactNode, useContext } from 'react';
import type { AccountDetailsFragment } from './generated/operations.ts';

/** An official account with everything that its pages share. It is read again whenever it changes. */
export type Account = AccountDetailsFragment;

interface Shared {
  readonly account: Account;
  /** Reads it again, for changes that no event tells. */
  readonly reload: () => void;
}

const Context = createContext<Shared | null>(null);

export function AccountProvider({ children, ...shared }: Shared & { readonly children: ReactNode }) {
  return <Context value={shared}>{children}</Context>;
}

export function useSharedAccount(): Shared {
  const shared = useContext(Context);
  if (!shared) throw new Error('there is no account outside of AccountPage');
  return shared;
}

/** The account of the page, for its tabs. */
export const useAccount = (): Account => useSharedAccount().account;
