import { HttpFault, type RequestText } from '../../../src/kernel/http.ts';
import {
  type MarketingSession,
  PlatformFault,
  type PlatformFaultKind,
} from '../../../src/modules/marketing/connection/marketing-platform.port.ts';

const FAULTS: Readonly<Record<number, PlatformFaultKind>> = {
  401: 'UNAUTHORIZED',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
};

/** Calls Tinymail's API. Throws only {@link PlatformFault}. */
export class TinymailClient {
  constructor(private readonly http: RequestText) {}

  get<T>(session: MarketingSession, path: string): Promise<T> {
    return this.call(session, 'GET', path);
  }

  post<T>(session: MarketingSession, path: string, body: object): Promise<T> {
    return this.call(session, 'POST', path, body);
  }

  async all<T>(session: MarketingSession, kind: string): Promise<readonly T[]> {
    return (await this.get<{ items: T[] }>(session, `/${kind}`)).items;
  }

  /** Null if it does not exist. */
  one<T>(session: MarketingSession, kind: string, id: string): Promise<T | null> {
    return this.get<T>(session, `/${kind}/${encodeURIComponent(id)}`).catch((error: unknown) => {
      if (error instanceof PlatformFault && error.kind === 'NOT_FOUND') return null;
      throw error;
    });
  }

  private async call<T>(
    { baseUrl, accessToken }: MarketingSession,
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<T> {
    const mayHaveChanged = method === 'POST';
    const headers = { authorization: `Bearer ${accessToken}` };
    const request = { url: baseUrl + path, method, headers, ...(body && { body: JSON.stringify(body) }) };
    const answer = await this.http(request).catch((error: unknown) => {
      if (error instanceof HttpFault) throw new PlatformFault('UNAVAILABLE', { mayHaveChanged });
      throw error;
    });
    if (answer.status === 200) return JSON.parse(answer.body) as T;
    const kind = FAULTS[answer.status] ?? 'UNAVAILABLE';
    throw new PlatformFault(kind, { mayHaveChanged: mayHaveChanged && kind === 'UNAVAILABLE' });
  }
}
