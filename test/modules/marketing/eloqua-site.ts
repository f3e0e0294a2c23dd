import { requestText } from '../../../src/kernel/http.ts';
import { createLogger } from '../../../src/kernel/logger.ts';
import type {
  ImportResult,
  MarketingSession,
} from '../../../src/modules/marketing/connection/marketing-platform.port.ts';
import { PlatformFault } from '../../../src/modules/marketing/connection/marketing-platform.port.ts';
import { EloquaAdapter } from '../../../src/platforms/eloqua/eloqua.adapter.ts';
import { keys, startEloqua } from '../../integrations/eloqua/sandbox.ts';
import { eventually } from '../../kit/eventually.ts';

export const OPEN_ID = '100191';
export const STATUS = '100194';
export const LAST_ACTIVITY = '100195';

export interface SiteContact {
  readonly id: string;
  readonly emailAddress: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The sandbox's site `acme`, and Qiao's adapter, which has learned nothing of it yet. */
export async function startSite() {
  const eloqua = await startEloqua();
  const config = { ...keys, loginUrl: eloqua.url, redirectUri: eloqua.redirectUri };
  await eloqua.settings({ syncMs: 4 });
  const { baseUrl } = await eloqua.signIn();
  const session = async (): Promise<MarketingSession> => ({
    baseUrl,
    accessToken: (await eloqua.authorize()).accessToken,
  });
  const adapter = () =>
    new EloquaAdapter(config, requestText, { now: () => new Date() }, createLogger('silent'));

  return {
    ...eloqua,
    adapter,
    session,
    contact: (id: string) => eloqua.control<SiteContact>('GET', `contacts/${id}`),
    find: async (search: string) =>
      (await eloqua.control<{ contacts: SiteContact[] }>('GET', `contacts?search=${search}`)).contacts,
    activities: async () =>
      (await eloqua.control<{ activities: Record<string, unknown>[] }>('GET', 'activities')).activities,
    imports: async () =>
      (await eloqua.control<{ lastHour: { imports: number } }>('GET', 'syncs')).lastHour.imports,
    fault: (fault: object) => eloqua.control('POST', 'faults', fault),
    /** As it was started, but for contacts and activities. */
    async reset(): Promise<void> {
      await eloqua.reset();
      await eloqua.settings({ syncMs: 4 });
    },
  };
}

export type Site = Awaited<ReturnType<typeof startSite>>;

/** Runs an import to its end. */
export async function imported(
  adapter: EloquaAdapter,
  session: MarketingSession,
  importId: string,
): Promise<ImportResult> {
  const run = await adapter.runImport(session, importId, false);
  let result: ImportResult = { outcome: 'PENDING' };
  await eventually(async () => {
    result = await adapter.importResult(session, run);
    return result.outcome !== 'PENDING';
  });
  return result;
}

export async function faultOf(call: Promise<unknown>): Promise<PlatformFault> {
  const fault = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(fault instanceof PlatformFault)) throw new Error('there was no PlatformFault', { cause: fault });
  return fault;
}
