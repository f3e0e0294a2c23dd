import {
  type ContactValues,
  type ContactWrite,
  type ExportPage,
  type ImportResult,
  type MarketingSession,
  type PlatformActivity,
  type PlatformContact,
  PlatformFault,
} from '../connection/marketing-platform.port.ts';

/** Not there yet: every call is refused. */
export class EloquaContacts {
  stageContacts(_: MarketingSession, _by: string, _writes: readonly ContactWrite[]): Promise<string> {
    return refused();
  }

  stageActivities(_: MarketingSession, _activities: readonly PlatformActivity[]): Promise<string> {
    return refused();
  }

  runImport(_: MarketingSession, _importId: string, _mayHaveRun: boolean): Promise<string> {
    return refused();
  }

  importResult(_: MarketingSession, _runId: string): Promise<ImportResult> {
    return refused();
  }

  findContacts(
    _: MarketingSession,
    _fieldId: string | null,
    _values: readonly string[],
  ): Promise<PlatformContact[]> {
    return refused();
  }

  contactsByIds(
    _: MarketingSession,
    _ids: readonly string[],
    _fieldIds: readonly string[],
  ): Promise<PlatformContact[]> {
    return refused();
  }

  createContact(_: MarketingSession, _email: string, _values: ContactValues): Promise<PlatformContact> {
    return refused();
  }

  openExport(_: MarketingSession, _fieldIds: readonly string[]): Promise<string> {
    return refused();
  }

  exportPage(_: MarketingSession, _exportId: string, _offset: number): Promise<ExportPage | null> {
    return refused();
  }
}

const refused = (): Promise<never> => Promise.reject(new PlatformFault('UNAVAILABLE'));
