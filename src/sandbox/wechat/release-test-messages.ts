import { setTimeout as sleep } from 'node:timers/promises';
import { applyDeed, nextMessageId } from './account-messages.ts';
import { type Sandbox, unixSeconds } from './context.ts';
import { judgeMessageAnswer } from './message-answers.ts';
import type { PushRecord, Verdict } from './pushes.ts';
import type { Account, Authorization, Component } from './state.ts';
import { messageXml, readXml, type XmlField } from './xml.ts';

/** Whom the test plays, and to whom. */
export interface TestScene {
  sandbox: Sandbox;
  component: Component;
  account: Account;
  authorization: Authorization;
  /** A follower nobody has seen before. */
  openId: string;
}

export interface Outcome {
  passed: boolean;
  detail: string;
  ms: number;
}

/** Whatever the settings allow otherwise. */
const LIMIT_MS = 5000;
const POLL_MS = 20;
const ENVELOPE = ['Encrypt', 'MsgSignature', 'Nonce', 'TimeStamp'];

/** Sends a text; the answer must be an encrypted text of exactly that content. */
export function sendText(scene: TestScene, content: string, wanted: string): Promise<Outcome> {
  return send(scene, 'text', textFields(scene, content), (reply, body) => replyProblem(reply, body, wanted));
}

/** Sends an event; the same. */
export function sendEvent(scene: TestScene, event: string, wanted: string): Promise<Outcome> {
  const fields: XmlField[] = [
    ['MsgType', 'event'],
    ['Event', event],
    ['Latitude', '23.134521'],
    ['Longitude', '113.358803'],
    ['Precision', '119.385040'],
  ];
  return send(scene, event, fields, (reply, body) => replyProblem(reply, body, wanted));
}

/** Sends a text that must be answered by nothing, or `success`. */
export function sendForLater(scene: TestScene, content: string): Promise<Outcome> {
  return send(scene, 'text', textFields(scene, content), (reply) =>
    reply === undefined ? null : 'a reply came; the answer must be empty or success',
  );
}

/** Waits until the follower gets that customer-service message, sent with this account's token after its code was used. */
export async function awaitCustomSend(
  scene: TestScene,
  code: string,
  wanted: string,
  withinMs: number,
): Promise<Outcome> {
  const started = Date.now();
  const outcome = (passed: boolean, detail: string) => ({ passed, detail, ms: Date.now() - started });
  while (!scene.sandbox.pushes.signal.aborted) {
    const [first] = received(scene);
    if (first !== undefined) {
      const problem = sendProblem(scene, code, first.text, wanted);
      return outcome(problem === null, problem ?? `custom/send of ${quote(wanted)}`);
    }
    if (Date.now() - started >= withinMs) break;
    await sleep(POLL_MS);
  }
  return outcome(false, `no custom/send within ${withinMs} ms: ${explain(scene, code)}`);
}

async function send(
  scene: TestScene,
  name: string,
  fields: readonly XmlField[],
  problemOf: (reply: Record<string, string> | undefined, body: string) => string | null,
): Promise<Outcome> {
  const { sandbox, component, account, openId } = scene;
  const createTime = unixSeconds();
  const record = await sandbox.pushes.push(component, {
    kind: 'MESSAGE',
    name,
    appId: account.appId,
    openId,
    url: component.messagesUrl.replaceAll('$APPID$', account.appId),
    addressee: ['ToUserName', account.originalId],
    message: messageXml([
      ['ToUserName', account.originalId],
      ['FromUserName', openId],
      ['CreateTime', createTime],
      ...fields,
    ]),
    createTime,
    tries: 1,
    retryMs: 0,
    judge: (body) => {
      const verdict = judgeMessageAnswer(component, account, openId, body);
      return verdict.kind === 'ACCEPTED' ? strictly(verdict, problemOf(verdict.reply, body)) : verdict;
    },
  });
  return outcomeOf(record, LIMIT_MS);
}

const strictly = (accepted: Verdict, problem: string | null): Verdict =>
  problem === null ? accepted : { kind: 'REFUSED', problem };

/** What became of a push, and how long it took. */
export function outcomeOf(record: PushRecord, limitMs = Number.POSITIVE_INFINITY): Outcome {
  const last = record.tries.at(-1);
  const ms = record.tries.reduce((sum, one) => sum + one.ms, 0);
  if (record.status !== 'ACCEPTED') {
    return { passed: false, detail: last?.problem ?? 'the sandbox is closing', ms };
  }
  if (ms > limitMs) return { passed: false, detail: `the answer took ${ms} ms; ${limitMs} are allowed`, ms };
  const { reply } = record;
  const said = reply === null ? quote(last?.answer ?? '') : `encrypted ${quote(reply.Content ?? '')}`;
  return { passed: true, detail: `answered ${said}`, ms };
}

function textFields({ sandbox, account, openId }: TestScene, content: string): XmlField[] {
  applyDeed(sandbox, account, { type: 'text', openId, content });
  return [
    ['MsgType', 'text'],
    ['Content', content],
    ['MsgId', nextMessageId(sandbox)],
  ];
}

function replyProblem(
  reply: Record<string, string> | undefined,
  body: string,
  wanted: string,
): string | null {
  if (reply === undefined) return `no reply; an encrypted text of ${quote(wanted)} must come`;
  if (Object.keys(readXml(body) ?? {}).some((name) => !ENVELOPE.includes(name)))
    return 'the envelope has more than Encrypt, MsgSignature, TimeStamp and Nonce';
  if (reply.MsgType !== 'text') return `MsgType is ${quote(reply.MsgType ?? '')}, not "text"`;
  if (!/^\d+$/.test(reply.CreateTime ?? '')) return 'CreateTime is not a number of seconds';
  return reply.Content === wanted
    ? null
    : `Content is ${quote(reply.Content ?? '')}, not exactly ${quote(wanted)}`;
}

/** Customer-service messages that reached the follower. Only a token of the account itself brings one there. */
function received({ sandbox, account, openId }: TestScene) {
  return sandbox.conversations.list(
    (line) => line.appId === account.appId && line.openId === openId && line.via === 'CUSTOMER_SERVICE',
  );
}

function sendProblem(scene: TestScene, code: string, text: string, wanted: string): string | null {
  if (text !== wanted) return `custom/send says ${quote(text)}, not exactly ${quote(wanted)}`;
  if (scene.sandbox.state.authCodes[code]?.used !== true)
    return "custom/send came although the message's own code was not exchanged";
  const token = callsOfSend(scene).at(-1)?.query.access_token ?? '';
  return scene.sandbox.state.accessTokens[token]?.authorizationId === scene.authorization.id
    ? null
    : "custom/send came with a token of another component's";
}

function explain(scene: TestScene, code: string): string {
  const refused = callsOfSend(scene).at(-1);
  if (refused !== undefined) return `the last one was refused (${refused.errcode ?? 'no answer'})`;
  return scene.sandbox.state.authCodes[code]?.used === true
    ? 'the code of the message was exchanged'
    : 'the code of the message was not exchanged either';
}

function callsOfSend({ sandbox, openId }: TestScene) {
  return sandbox.journal.list(
    ({ path, body }) =>
      path === '/cgi-bin/message/custom/send' && (body as { touser?: unknown } | null)?.touser === openId,
  );
}

const quote = (text: string): string => JSON.stringify(text.slice(0, 200));
