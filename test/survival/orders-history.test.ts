import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleCovering } from '../kit/depth.ts';
import { unixSeconds } from '../kit/push.ts';
import type { Qiao } from '../kit/qiao.ts';
import { ownId, settled } from '../kit/stored.ts';
import { openSession, outcome, sessionOf } from '../kit/stories.ts';
import { type Prepared, prepare } from './kit.ts';
import {
  atRest,
  codeEvent,
  confirmedBy,
  deliver,
  eachAtOnce,
  endOf,
  exchangesFor,
  type Fields,
  startOrders,
} from './orders.kit.ts';
import {
  nameOf,
  outcomeOf,
  type Timeline,
  type TimelineOutcome,
  timelines,
  traitsOf,
} from './orders-history.ts';

let qiao: Qiao;
beforeAll(async () => {
  qiao = await startOrders();
  await qiao.wechat.settings({ sameCodeInEventAndRedirect: true, rotateRefreshTokenOnUpdate: true });
});
afterAll(() => qiao.close());

/** One account's story, as far as it has been told. */
interface Story {
  readonly sessions: Prepared[];
  /** The events in the order in which they happened. */
  readonly events: Fields[];
}

const PERMISSION_SETS = [
  [1, 2, 3, 7, 11],
  [1, 2, 3, 7, 11, 15],
];

/** Something happens at WeChat. Its event does not arrive yet. */
async function happen({ history }: Timeline, index: number, story: Story): Promise<void> {
  const [first] = story.sessions as [Prepared];
  const { appId } = first;
  const CreateTime = unixSeconds(60 * (history.length - index));
  switch (history[index]) {
    case 'authorized': {
      const session = index === 0 ? first : await anotherSession(first);
      if (index > 0) story.sessions.push(session);
      const { event } = await confirmedBy(qiao, session);
      story.events.push({ ...event, CreateTime });
      break;
    }
    case 'updateauthorized': {
      await qiao.wechat.change(appId, { permissions: PERMISSION_SETS[index % 2] });
      const { pushes } = await qiao.wechat.call<{ pushes: { message: string }[] }>(
        'GET',
        `/_sandbox/pushes?name=updateauthorized&appId=${appId}`,
      );
      const messages = pushes.map(({ message }) => codeEvent(appId, message));
      const known = story.events.map(({ AuthorizationCode }) => AuthorizationCode);
      const event = messages.find(({ AuthorizationCode }) => !known.includes(AuthorizationCode ?? ''));
      if (!event) throw new Error('WeChat pushed no updateauthorized');
      story.events.push({ ...event, InfoType: 'updateauthorized', CreateTime });
      break;
    }
    default:
      await qiao.wechat.revoke(appId);
      story.events.push({ InfoType: 'unauthorized', AuthorizerAppid: appId, CreateTime });
  }
}

/** The administrator of Qiao authorizes the same account again. */
async function anotherSession(first: Prepared): Promise<Prepared> {
  const session = await openSession(first.admin, first.accountId);
  const page = await qiao.wechat.openLaunchPage(session.launchUrl);
  const ended = outcome(first.admin, session.id);
  ended.catch(() => {});
  const preAuthCode = new URL(page).searchParams.get('pre_auth_code') ?? '';
  return { ...first, sessionId: session.id, id: ownId(session.id), page, preAuthCode, ended };
}

async function play(timeline: Timeline): Promise<Story> {
  const story: Story = { sessions: [await prepare(qiao, `history ${all.indexOf(timeline)}`)], events: [] };
  for (const { kind, index } of timeline.moments) {
    if (kind === 'happens') await happen(timeline, index, story);
    else {
      await deliver(qiao, story.events[index] ?? {});
      for (const session of story.sessions) await atRest(session);
      await settled(qiao);
    }
  }
  return story;
}

async function outcomeOfStory({ sessions, events }: Story): Promise<TimelineOutcome> {
  const [first] = sessions as [Prepared];
  const { account, credential } = await endOf(qiao, first);
  const codes = events.flatMap(({ AuthorizationCode: code }) => (code ? [String(code)] : []));
  const calls = await exchangesFor(qiao, codes);
  const ends = await Promise.all(sessions.map(({ admin, sessionId }) => sessionOf(admin, sessionId)));
  return {
    sessions: ends.map(({ status, step }) => ({ session: status, step })) as TimelineOutcome['sessions'],
    account,
    credential,
    exchanges: calls.reduce((sum, count) => sum + count, 0),
  };
}

const all = timelines();
const chosen = sampleCovering('timelines', all, traitsOf);

test(`in whatever order WeChat's events arrive, its last word counts: ${chosen.length} of ${all.length} timelines`, {
  timeout: 300_000,
}, async () => {
  const played = await eachAtOnce(chosen, async (timeline) => ({ timeline, story: await play(timeline) }));

  const unexpected: object[] = [];
  await eachAtOnce(played, async ({ timeline, story }) => {
    const end = await outcomeOfStory(story);
    const expected = outcomeOf(timeline);
    if (JSON.stringify(end) !== JSON.stringify(expected))
      unexpected.push({ timeline: nameOf(timeline), end, expected });
    for (const { ended, sessionId, admin } of story.sessions)
      expect((await ended).status).toBe((await sessionOf(admin, sessionId)).status);
  });
  expect(unexpected).toEqual([]);
});
