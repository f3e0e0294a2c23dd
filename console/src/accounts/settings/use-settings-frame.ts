import { type CombinedError, useQuery } from 'urql';
import { SettingsFrameDocument, type SettingsFrameQuery } from '../generated/operations.ts';

interface SettingsFrame {
  /** Undefined until the first answer. */
  readonly frame: SettingsFrameQuery | undefined;
  readonly error: CombinedError | undefined;
  readonly again: () => void;
}

/** What the form needs beside the account: the terms in force, and the installation's time zone. */
export function useSettingsFrame(): SettingsFrame {
  const [{ data, error }, read] = useQuery({ query: SettingsFrameDocument });
  return { frame: data, error, again: () => read({ requestPolicy: 'network-only' }) };
}
