import { useParams } from '@tanstack/react-router';

/** The global ID of the official account in the address of the page. */
export function useAccountId(): string {
  const { accountId = '' } = useParams({ strict: false });
  return accountId;
}
