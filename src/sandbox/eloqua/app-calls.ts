import { Recent } from '../shared/journal.ts';
import type { App } from './apps.ts';
import { newNonce } from './ids.ts';
import type { Settings } from './settings.ts';
import { sign } from './signature.ts';

const ANSWER_LIMIT = 65_536;
const SHUTDOWN_WINDOW_MS = 300_000;
const SHUTDOWN_CALLS = 100;
const SHUTDOWN_RATIO = 0.25;

export type CallKind =
  | 'ENABLE'
  | 'STATUS'
  | 'UNINSTALL'
  | 'CREATE'
  | 'COPY'
  | 'DELETE'
  | 'NOTIFY'
  | 'SYNC_CALLBACK';

/** One call that Eloqua made. */
export interface CallRecord {
  id: number;
  time: string;
  kind: CallKind;
  method: string;
  /** Without its query. */
  url: string;
  query: Record<string, string>;
  body: string;
  httpStatus: number | null;
  answer: string | null;
  /** Why there was no answer. */
  problem: string | null;
  ms: number;
}

export interface CallAnswer {
  record: CallRecord;
  /** 2xx. */
  ok: boolean;
  location: string | null;
  contentType: string;
  body: string;
}

/** Calls apps as Eloqua does, signed, and remembers the last 10,000 calls. */
export class AppCalls {
  readonly records = new Recent<CallRecord>();
  readonly #settings: () => Settings;
  readonly #closing = new AbortController();
  readonly #outcomes = new Map<string, { at: number; failed: boolean }[]>();
  #last = 0;
  #stamp = { nonce: '', timestamp: '' };

  constructor(settings: () => Settings) {
    this.#settings = settings;
  }

  /** Aborted when the sandbox closes. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  close(): void {
    this.#closing.abort();
  }

  /** The address with the `oauth_` parameters that Eloqua adds. */
  signedUrl(app: App, method: string, url: string): string {
    const { signatureOrder, wrongSignature } = this.#settings();
    const { nonce, timestamp } = this.#nextStamp();
    const unsigned = [
      `${url}${url.includes('?') ? '&' : '?'}oauth_consumer_key=${encodeURIComponent(app.clientId)}`,
      `oauth_nonce=${nonce}`,
      'oauth_signature_method=HMAC-SHA1',
      `oauth_timestamp=${timestamp}`,
      'oauth_version=1.0',
    ].join('&');
    const secret = wrongSignature ? `not ${app.clientSecret}` : app.clientSecret;
    const signature = sign(method, unsigned, secret, signatureOrder);
    return `${unsigned}&oauth_signature=${encodeURIComponent(signature)}`;
  }

  /** Signs and sends; never rejects. Redirects are left to the caller. An app that is down is not called. */
  async send(app: App, kind: CallKind, method: string, url: string, body = ''): Promise<CallAnswer> {
    if (app.status !== 'Up') return this.#unsent(kind, method, url, body, `the app is ${app.status}`);
    const answer = await this.#exchange(kind, method, this.signedUrl(app, method, url), body);
    this.#count(app, answer);
    return answer;
  }

  /** A call without signature, to an address that the app named itself. */
  async sendPlain(kind: CallKind, url: string, body: string): Promise<CallAnswer> {
    return this.#exchange(kind, 'POST', url, body);
  }

  async #exchange(kind: CallKind, method: string, url: string, body: string): Promise<CallAnswer> {
    const record = this.#record(kind, method, url, body);
    const started = performance.now();
    try {
      const limit = AbortSignal.timeout(this.#settings().callTimeoutMs);
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        signal: AbortSignal.any([limit, this.signal]),
        ...(body === '' ? {} : { body, headers: { 'content-type': 'application/json' } }),
      });
      const text = (await response.text()).slice(0, ANSWER_LIMIT);
      record.httpStatus = response.status;
      record.answer = text.slice(0, 1000);
      return {
        record,
        ok: response.ok,
        location: response.headers.get('location'),
        contentType: response.headers.get('content-type') ?? '',
        body: text,
      };
    } catch (error) {
      record.problem = problemOf(error);
      return { record, ok: false, location: null, contentType: '', body: '' };
    } finally {
      record.ms = Math.round(performance.now() - started);
    }
  }

  #unsent(kind: CallKind, method: string, url: string, body: string, problem: string): CallAnswer {
    const record = this.#record(kind, method, url, body);
    record.problem = problem;
    return { record, ok: false, location: null, contentType: '', body: '' };
  }

  #record(kind: CallKind, method: string, url: string, body: string): CallRecord {
    this.#last += 1;
    const { origin, pathname, searchParams } = new URL(url);
    const { oauth_signature: _signature, ...query } = Object.fromEntries(searchParams);
    return this.records.add({
      id: this.#last,
      time: new Date().toISOString(),
      kind,
      method,
      url: `${origin}${pathname}`,
      query,
      body,
      httpStatus: null,
      answer: null,
      problem: null,
      ms: 0,
    });
  }

  #nextStamp(): { nonce: string; timestamp: string } {
    const { reuseNonce, timestampSkewSeconds } = this.#settings();
    if (!reuseNonce || this.#stamp.nonce === '') {
      const seconds = Math.floor(Date.now() / 1000) + timestampSkewSeconds;
      this.#stamp = { nonce: newNonce(), timestamp: String(seconds) };
    }
    return this.#stamp;
  }

  /** Shuts the app down as Eloqua does. */
  #count(app: App, answer: CallAnswer): void {
    const status = answer.record.httpStatus;
    const failed = status === null || status >= 400;
    const since = Date.now() - SHUTDOWN_WINDOW_MS;
    const outcomes = (this.#outcomes.get(app.appId) ?? []).filter(({ at }) => at > since);
    outcomes.push({ at: Date.now(), failed });
    this.#outcomes.set(app.appId, outcomes);
    const failures = outcomes.filter((outcome) => outcome.failed).length;
    if (!this.#settings().appShutdown || outcomes.length <= SHUTDOWN_CALLS) return;
    if (failures / outcomes.length < SHUTDOWN_RATIO) return;
    app.status = 'Down';
    this.#outcomes.delete(app.appId);
  }
}

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  return error.cause instanceof Error ? error.cause.message : error.message;
}
