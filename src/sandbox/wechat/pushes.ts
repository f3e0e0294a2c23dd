import { setTimeout as sleep } from 'node:timers/promises';
import { Recent } from '../shared/journal.ts';
import { encrypt, sign } from './crypto.ts';
import { HttpPoster } from './http-post.ts';
import { newNonce } from './ids.ts';
import type { Settings } from './settings.ts';
import type { Component, ComponentRegistration } from './state.ts';
import { envelopeXml, type XmlField } from './xml.ts';

/** What a callback's answer means. */
export type Verdict =
  | { kind: 'ACCEPTED'; reply?: Record<string, string> }
  | { kind: 'RETRY' | 'REFUSED'; problem: string };

export interface Push {
  kind: 'TICKET' | 'AUTHORIZATION' | 'MESSAGE';
  /** InfoType, Event or MsgType. */
  name: string;
  /** Account concerned; null for tickets. */
  appId: string | null;
  url: string;
  addressee: XmlField;
  /** The decrypted message. */
  message: string;
  /** Seconds; the query's timestamp is the same. */
  createTime: number;
  openId?: string;
  tries: number;
  retryMs: number;
  judge(body: string): Verdict;
}

export interface PushTry {
  at: string;
  ms: number;
  httpStatus: number | null;
  answer: string | null;
  /** null: accepted. */
  problem: string | null;
}

export interface PushRecord {
  id: number;
  kind: Push['kind'];
  name: string;
  componentAppId: string;
  appId: string | null;
  openId: string | null;
  url: string;
  message: string;
  status: 'PENDING' | 'ACCEPTED' | 'FAILED';
  tries: PushTry[];
  /** A passive reply, decrypted. */
  reply: Record<string, string> | null;
}

/** Delivers pushes and remembers the last 10,000. */
export class PushEngine {
  readonly records = new Recent<PushRecord>();
  readonly #poster = new HttpPoster();
  readonly #closing = new AbortController();
  readonly #settings: () => Settings;
  readonly #active = new Set<Promise<unknown>>();
  readonly #waiting: (() => void)[] = [];
  readonly #suspensions = new Map<string, { failures: number; until: number }>();
  #inFlight = 0;
  #last = 0;

  constructor(settings: () => Settings) {
    this.#settings = settings;
  }

  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** Resolves when the push was accepted, refused, or given up; never rejects. */
  push(component: Component, push: Push): Promise<PushRecord> {
    this.#last += 1;
    const record: PushRecord = {
      id: this.#last,
      kind: push.kind,
      name: push.name,
      componentAppId: component.appId,
      appId: push.appId,
      openId: push.openId ?? null,
      url: push.url,
      message: push.message,
      status: 'PENDING',
      tries: [],
      reply: null,
    };
    this.records.add(record);
    const delivery = this.#deliver(component, push, record).finally(() => this.#active.delete(delivery));
    this.#active.add(delivery);
    return delivery;
  }

  /** Sends a signed `echostr` and tells whether the URL gave it back. */
  async verifyUrl(component: ComponentRegistration, url: string): Promise<boolean> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const nonce = newNonce();
    const echostr = `${newNonce()}${newNonce()}`;
    const target = new URL(url.replaceAll('$APPID$', component.appId));
    for (const [name, value] of Object.entries({
      signature: sign(component.token, timestamp, nonce),
      timestamp,
      nonce,
      echostr,
    })) {
      target.searchParams.set(name, value);
    }
    try {
      const limit = this.#settings().callbackTimeoutMs;
      const answer = await this.#poster.send('GET', target.href, '', limit, this.signal);
      return answer.status === 200 && answer.body === echostr;
    } catch {
      return false;
    }
  }

  /** Aborts what is under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const wake of this.#waiting.splice(0)) wake();
    await Promise.allSettled(this.#active);
    this.#poster.close();
  }

  async #deliver(component: Component, push: Push, record: PushRecord): Promise<PushRecord> {
    const limited = push.kind === 'MESSAGE';
    if (limited) await this.#enter();
    try {
      await this.#attempts(component, push, record);
    } catch {
      // closed while waiting
    } finally {
      if (limited) this.#leave();
    }
    if (record.status === 'PENDING') record.status = 'FAILED';
    return record;
  }

  async #attempts(component: Component, push: Push, record: PushRecord): Promise<void> {
    let sealed = seal(component, push);
    for (let round = 1; round <= push.tries && !this.signal.aborted; round += 1) {
      if (round > 1) {
        await sleep(push.retryMs, undefined, { signal: this.signal });
        if (!this.#settings().identicalRetry) sealed = seal(component, push);
      }
      const verdict = await this.#attempt(push, sealed, record);
      this.#count(push.url, verdict.kind === 'ACCEPTED');
      if (verdict.kind === 'ACCEPTED') {
        record.status = 'ACCEPTED';
        record.reply = verdict.reply ?? null;
      }
      if (verdict.kind !== 'RETRY') return;
    }
  }

  async #attempt(push: Push, sealed: { query: string; body: string }, record: PushRecord): Promise<Verdict> {
    const started = Date.now();
    const entry: PushTry = {
      at: new Date(started).toISOString(),
      ms: 0,
      httpStatus: null,
      answer: null,
      problem: null,
    };
    record.tries.push(entry);
    const verdict = await this.#exchange(push, sealed, entry);
    entry.ms = Date.now() - started;
    entry.problem = verdict.kind === 'ACCEPTED' ? null : verdict.problem;
    return verdict;
  }

  async #exchange(push: Push, sealed: { query: string; body: string }, entry: PushTry): Promise<Verdict> {
    if (this.#suspended(push.url))
      return { kind: 'REFUSED', problem: 'the URL is suspended after many failures' };
    try {
      const url = `${push.url}${push.url.includes('?') ? '&' : '?'}${sealed.query}`;
      const limit = this.#settings().callbackTimeoutMs;
      const answer = await this.#poster.send('POST', url, sealed.body, limit, this.signal);
      entry.httpStatus = answer.status;
      entry.answer = answer.body.slice(0, 1000);
      if (answer.status !== 200) return { kind: 'RETRY', problem: `HTTP ${answer.status}` };
      return push.judge(answer.body);
    } catch (error) {
      return { kind: 'RETRY', problem: error instanceof Error ? error.message : String(error) };
    }
  }

  #suspended(url: string): boolean {
    return (this.#suspensions.get(url)?.until ?? 0) > Date.now();
  }

  #count(url: string, accepted: boolean): void {
    const { suspendAfterFailures, suspensionSeconds } = this.#settings();
    if (accepted || suspendAfterFailures === 0) {
      this.#suspensions.delete(url);
      return;
    }
    if (this.#suspended(url)) return;
    const failures = (this.#suspensions.get(url)?.failures ?? 0) + 1;
    const reached = failures >= suspendAfterFailures;
    this.#suspensions.set(url, {
      failures: reached ? 0 : failures,
      until: reached ? Date.now() + suspensionSeconds * 1000 : 0,
    });
  }

  async #enter(): Promise<void> {
    if (this.#inFlight >= this.#settings().messagesInFlight && !this.signal.aborted) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#inFlight += 1;
  }

  #leave(): void {
    this.#inFlight -= 1;
    this.#waiting.shift()?.();
  }
}

function seal(component: Component, push: Push): { query: string; body: string } {
  const timestamp = String(push.createTime);
  const nonce = newNonce();
  const encrypted = encrypt(component.aesKey, push.message, component.appId);
  const query = new URLSearchParams({
    signature: sign(component.token, timestamp, nonce),
    timestamp,
    nonce,
    ...(push.openId === undefined ? {} : { openid: push.openId }),
    encrypt_type: 'aes',
    msg_signature: sign(component.token, timestamp, nonce, encrypted),
  });
  return { query: query.toString(), body: envelopeXml(push.addressee, encrypted) };
}
