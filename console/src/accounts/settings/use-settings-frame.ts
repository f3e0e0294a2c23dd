import { useQuery } from 'urql';
import { SettingsFrameDocument, type SettingsFrameQuery } from '../generated/operations.ts';

/** What the form needs beside the account: the terms in force, and the installation's time zone. */
export function useSettingsFrame(): SettingsFrameQuery | undefined {
  const [{ data }] = useQuery({ query: SettingsFrameDocument });
  return data;
}
