import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ControlError } from '../shared/control-error.ts';
import { controlBody } from '../shared/requests.ts';
import { createAccount } from './accounts.ts';
import { grant, revoke } from './authorization.ts';
import { pushGrant } from './authorization-events.ts';
import type { Sandbox } from './context.ts';
import { CodeHold } from './release-test-hold.ts';
import {
  awaitCustomSend,
  type Outcome,
  outcomeOf,
  sendEvent,
  sendForLater,
  sendText,
  type TestScene,
} from './release-test-messages.ts';
import type { Account, Authorization, Component } from './state.ts';
import type { TicketPusher } from './tickets.ts';
import { findAuthorization, issueAuthCode, issuePreAuthCode } from './tokens.ts';

/** Official accounts of Tencent's own, which its full-network release test authorizes to every component. */
const TEST_ACCOUNTS: readonly (readonly [appId: string, originalId: string])[] = [
  ['wx570bc396a51b8ff8', 'gh_3c884a361561'],
  ['wx9252c5e0bb1836fc', 'gh_c0f28a78b318'],
  ['wx8e1097c5bc82cde9', 'gh_3f222ed8d140'],
  ['wx14550af28c71a144', 'gh_26128078e9ab'],
  ['wxa35b9c23cfe664eb', 'gh_2b3713f184a6'],
];
const MESSAGES = 1;
const TEXT = 'TESTCOMPONENT_MSG_TYPE_TEXT';
const EVENT = 'LOCATION';

const releaseTestSchema = z.strictObject({
  /** Needed where several components are registered. */
  componentAppId: z.string().optional(),
  /** One of Tencent's test accounts; default any that is not authorized. */
  appId: z.string().optional(),
  /** How long after the answer to its message the customer-service message may come. */
  customSendMs: z.number().int().min(1).max(60_000).default(10_000),
});

/** The rows of the console's table, in its order. */
const ROWS = [
  'ticket received',
  'create pre-auth code',
  'get auth code',
  'authorize',
  'reply API text',
  'reply ordinary text',
  'send event',
  'unauthorize',
] as const;
type RowName = (typeof ROWS)[number];

interface Report {
  passed: boolean;
  rows: ({ row: RowName } & Outcome)[];
}

/** Tencent's full-network release test (全网发布检测), run against a registered component and reported row by row. */
export function serveReleaseTest(app: FastifyInstance, sandbox: Sandbox, tickets: TicketPusher): void {
  const hold = new CodeHold(app);
  const running = new Set<string>();
  app.post('/_sandbox/release-test', async (request) => {
    const { componentAppId, appId, customSendMs } = controlBody(request, releaseTestSchema);
    const component = chosenComponent(sandbox, componentAppId);
    if (running.has(component.appId))
      throw new ControlError(409, 'RUNNING', 'the release test of this component is under way');
    const account = testAccount(sandbox, component, appId);
    running.add(component.appId);
    try {
      const outcomes = await run({ sandbox, tickets, hold, component, account, customSendMs });
      const rows = ROWS.map((row) => ({ row, ...outcomes[row] }));
      return { passed: rows.every(({ passed }) => passed), rows } satisfies Report;
    } finally {
      running.delete(component.appId);
    }
  });
}

interface Run {
  sandbox: Sandbox;
  tickets: TicketPusher;
  hold: CodeHold;
  component: Component;
  account: Account;
  customSendMs: number;
}

async function run(test: Run): Promise<Record<RowName, Outcome>> {
  const { sandbox, component, account } = test;
  const ticket = await pushTicket(test);
  const preAuthCode = issuePreAuthCode(sandbox, component);
  preAuthCode.used = true;
  const { authorization, notice } = grant(sandbox, component.appId, account, preAuthCode.value, []);
  try {
    return {
      'ticket received': ticket,
      'create pre-auth code': done('made by WeChat itself: the component is not asked'),
      'get auth code': done('made by WeChat itself, and told by the event'),
      authorize: notice === null ? none : outcomeOf(await pushGrant(sandbox, authorization, notice)),
      ...(await messages(test, authorization)),
      unauthorize: await unauthorize(sandbox, authorization),
    };
  } finally {
    authorization.revoked = true;
  }
}

async function pushTicket({ sandbox, tickets, component }: Run): Promise<Outcome> {
  const accepted = await tickets.pushOnce(component);
  const [record] = sandbox.pushes.records
    .list((push) => push.kind === 'TICKET' && push.componentAppId === component.appId)
    .slice(-1);
  return record === undefined ? { passed: accepted, detail: '', ms: 0 } : outcomeOf(record);
}

async function unauthorize(sandbox: Sandbox, authorization: Authorization): Promise<Outcome> {
  const [record] = await revoke(sandbox, [authorization]);
  return record === undefined ? none : outcomeOf(record);
}

type MessageRows = Pick<Record<RowName, Outcome>, 'reply API text' | 'reply ordinary text' | 'send event'>;

/** The messages come within seconds and in any order: once with the code behind the ordinary text, once before it. */
async function messages(test: Run, authorization: Authorization): Promise<MessageRows> {
  if (!authorization.permissions.includes(MESSAGES)) {
    const skipped = { passed: false, detail: 'not possible: the account grants no permission set 1', ms: 0 };
    return { 'reply API text': skipped, 'reply ordinary text': skipped, 'send event': skipped };
  }
  const textFirst = await round(test, authorization, ['text', 'code', 'event']);
  const codeFirst = await round(test, authorization, ['code', 'text', 'event']);
  const both = (kind: MessageKind) => together(textFirst[kind], codeFirst[kind]);
  return { 'reply API text': both('code'), 'reply ordinary text': both('text'), 'send event': both('event') };
}

type MessageKind = 'text' | 'code' | 'event';

async function round(
  test: Run,
  authorization: Authorization,
  order: readonly MessageKind[],
): Promise<Record<MessageKind, Outcome>> {
  const { sandbox, component, account } = test;
  const openId = sandbox.followers.newOpenId(account.appId);
  const scene: TestScene = { sandbox, component, account, authorization, openId };
  const outcomes = { text: none, code: none, event: none };
  let sent: Promise<Outcome> | undefined;
  for (const kind of order) {
    if (kind === 'text') outcomes.text = await sendText(scene, TEXT, `${TEXT}_callback`);
    else if (kind === 'event') outcomes.event = await sendEvent(scene, EVENT, `${EVENT}from_callback`);
    else {
      const code = issueAuthCode(sandbox, authorization).value;
      outcomes.code = await test.hold.during(code, () => sendForLater(scene, `QUERY_AUTH_CODE:${code}`));
      if (outcomes.code.passed) sent = awaitCustomSend(scene, code, `${code}_from_api`, test.customSendMs);
    }
  }
  if (sent !== undefined) outcomes.code = inTurn(outcomes.code, await sent);
  return outcomes;
}

const none: Outcome = { passed: false, detail: 'nothing was sent', ms: 0 };
const done = (detail: string): Outcome => ({ passed: true, detail, ms: 0 });

/** The answer to a message, then what came after it. */
const inTurn = (answer: Outcome, after: Outcome): Outcome => ({
  passed: after.passed,
  detail: `${answer.detail}; ${after.detail}`,
  ms: answer.ms + after.ms,
});

/** Both orders must pass; what failed is told, and in which. */
function together(textFirst: Outcome, codeFirst: Outcome): Outcome {
  const ms = Math.max(textFirst.ms, codeFirst.ms);
  if (textFirst.passed && codeFirst.passed) return { ...textFirst, ms };
  const failed = [
    ...(textFirst.passed ? [] : [`text before code: ${textFirst.detail}`]),
    ...(codeFirst.passed ? [] : [`code before text: ${codeFirst.detail}`]),
  ];
  return { passed: false, detail: failed.join(' / '), ms };
}

function chosenComponent(sandbox: Sandbox, appId: string | undefined): Component {
  const all = Object.values(sandbox.state.components);
  const path = ['componentAppId'];
  if (appId === undefined && all.length > 1)
    throw new ControlError(409, 'SEVERAL_COMPONENTS', 'say which component is to be tested', path);
  const component = all.find((one) => appId === undefined || one.appId === appId);
  if (component === undefined) throw new ControlError(404, 'NOT_FOUND', 'there is no such component', path);
  return component;
}

/** A test account that is not authorized now; made when the sandbox does not know it yet. */
function testAccount(sandbox: Sandbox, component: Component, wanted: string | undefined): Account {
  const path = ['appId'];
  const possible = TEST_ACCOUNTS.filter(([appId]) => wanted === undefined || appId === wanted);
  if (possible.length === 0)
    throw new ControlError(404, 'NOT_FOUND', "this is not one of Tencent's test accounts", path);
  const free = possible.filter(([appId, originalId]) => {
    const authorization = findAuthorization(sandbox, component.appId, appId);
    const known = sandbox.state.accounts[appId];
    return (authorization?.revoked ?? true) && (known === undefined || known.originalId === originalId);
  });
  const chosen = free[randomInt(Math.max(free.length, 1))];
  if (chosen === undefined)
    throw new ControlError(409, 'TEST_ACCOUNT_TAKEN', 'the test account is authorized already', path);
  const [appId, originalId] = chosen;
  return (
    sandbox.state.accounts[appId] ??
    createAccount(sandbox, { appId, originalId, nickName: '全网发布检测', serviceType: 'SERVICE' })
  );
}
