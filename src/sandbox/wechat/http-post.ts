import http from 'node:http';
import https from 'node:https';

const ANSWER_LIMIT = 65_536;

export interface HttpAnswer {
  status: number;
  body: string;
}

/** Sends pushes as WeChat does: no redirects followed, one time limit for everything, connections reused. */
export class HttpPoster {
  readonly #http = new http.Agent({ keepAlive: true, maxFreeSockets: 64 });
  readonly #https = new https.Agent({ keepAlive: true, maxFreeSockets: 64 });

  /** Rejects on connection failure, on a cut answer, on `signal` and after `timeoutMs` ("no answer within … ms"). */
  async send(
    method: 'GET' | 'POST',
    url: string,
    body: string,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      return await this.#attempt(method, url, body, AbortSignal.any([limit, signal]), true);
    } catch (error) {
      if (limit.aborted && !signal.aborted) throw new Error(`no answer within ${timeoutMs} ms`);
      throw error;
    }
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }

  async #attempt(
    method: string,
    url: string,
    body: string,
    signal: AbortSignal,
    mayRepeat: boolean,
  ): Promise<HttpAnswer> {
    const secure = url.startsWith('https:');
    const request = (secure ? https : http).request(url, {
      method,
      agent: secure ? this.#https : this.#http,
      signal,
      headers: {
        'content-type': 'text/xml',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Mozilla/4.0',
        accept: '*/*',
      },
    });
    try {
      return await new Promise<HttpAnswer>((resolve, reject) => {
        request.once('error', reject);
        request.once('response', (response) => collect(response).then(resolve, reject));
        request.end(body);
      });
    } catch (error) {
      // A kept connection may have been closed by the other side in the same moment: not a failed push.
      const stale = request.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET';
      if (stale && mayRepeat && !signal.aborted) return this.#attempt(method, url, body, signal, false);
      throw error;
    }
  }
}

async function collect(response: http.IncomingMessage): Promise<HttpAnswer> {
  let body = '';
  response.setEncoding('utf8');
  for await (const chunk of response) {
    if (body.length < ANSWER_LIMIT) body += String(chunk);
  }
  return { status: response.statusCode ?? 0, body };
}
