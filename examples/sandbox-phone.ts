/**
 * Plays people with phones in the sandbox, the official account's administrator and others, through the sandbox's control API (docs/sandbox.md). No
 * part of Qiao's API, and nothing that a real client does: there, a person takes their phone.
 */
export class SandboxPhone {
  readonly url: string;

  private constructor(url: string) {
    this.url = url;
  }

  /** The address of a session leads to WeChat; null unless that is the sandbox. */
  static async at(mobileUrl: string): Promise<SandboxPhone | null> {
    const { origin } = new URL(mobileUrl);
    const answer = await fetch(`${origin}/_sandbox`).catch(() => null);
    const isSandbox = answer?.ok && answer.headers.get('content-type')?.includes('json');
    await answer?.body?.cancel();
    return isSandbox ? new SandboxPhone(origin) : null;
  }

  /** A WeChat account to authorize: a verified service account. */
  createAccount(nickName: string): Promise<{ appId: string }> {
    return this.post('/_sandbox/accounts', { nickName, serviceType: 'SERVICE', verified: true });
  }

  /** Scans the QR code and confirms. WeChat then calls Qiao, and sends the administrator's browser there. */
  async scan(mobileUrl: string, appId: string): Promise<void> {
    await this.post('/_sandbox/scan', { authorizationUrl: mobileUrl, appId, decision: 'CONFIRM' });
  }

  /** Somebody new scans a QR code of an account; who does not follow the account does now. */
  async scanCode(code: string): Promise<void> {
    await this.post('/_sandbox/qr-codes/scan', { code });
  }

  /** So many people follow the account, all at once. */
  async addFollowers(appId: string, count: number): Promise<void> {
    await this.post(`/_sandbox/followers/${appId}`, { count });
  }

  private async post<T>(path: string, body: object): Promise<T> {
    const response = await fetch(this.url + path, { method: 'POST', body: JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok) throw new Error(`The sandbox answers ${response.status}: ${JSON.stringify(answer)}`);
    return answer as T;
  }
}
