import { openIdOf } from './ids.ts';
import { type Numbering, numberingOf } from './open-ids.ts';
import type { Follower, SandboxState } from './state.ts';

/** When the first derived follower followed, in seconds; the others each a second later. */
const FIRST_SUBSCRIBED_AT = 1_600_000_000;

/**
 * The followers of all accounts. Those who never did anything are derived from their number and not stored; person 0, 1, 2 … of
 * every account is the same person. The first of them may have left.
 */
export class Followers {
  readonly #state: SandboxState;
  readonly #numberings = new Map<string, Numbering>();

  constructor(state: SandboxState) {
    this.#state = state;
  }

  /** A follower, or somebody who once was one. */
  find(appId: string, openId: string): Follower | undefined {
    return this.#own(appId)[openId] ?? this.#derived(appId, openId);
  }

  /** The follower as a record that may be changed; a stranger becomes one, not subscribed. */
  touch(appId: string, openId: string, unionId?: string): Follower {
    const own = this.#own(appId);
    this.#state.followers[appId] = own;
    const follower = own[openId] ?? this.#derived(appId, openId) ?? stranger(openId);
    if (unionId !== undefined) follower.unionId = unionId;
    own[openId] = follower;
    return follower;
  }

  /** The OpenID by which an account knows a person. */
  openIdOf(appId: string, person: string): string {
    const number = /^person-(\d{1,9})$/.exec(person)?.[1];
    return number === undefined ? openIdOf(appId, person) : this.#numbering(appId).openIdOf(Number(number));
  }

  /** The same; the person need not follow the account, but is known to it afterwards. */
  meet(appId: string, person: string): string {
    const openId = this.openIdOf(appId, person);
    this.touch(appId, openId).person = person;
    return openId;
  }

  /** A person nobody has seen yet. */
  newOpenId(appId: string): string {
    this.#state.visitorCounter += 1;
    return this.meet(appId, `visitor-${this.#state.visitorCounter}`);
  }

  /** How many are subscribed. */
  total(appId: string): number {
    const { count, left } = this.#generated(appId);
    let total = count - left;
    for (const { openId, subscribed } of Object.values(this.#own(appId))) {
      const number = this.#numberOf(appId, openId);
      const counted = number !== undefined && number >= left;
      total += Number(subscribed) - Number(counted);
    }
    return total;
  }

  /**
   * OpenIDs of those subscribed, in the order of subscription.
   *
   * @param after where the page before ended, also if that person has left; undefined is returned for a stranger
   */
  page(appId: string, after: string | null, size: number): string[] | undefined {
    const { count, left } = this.#generated(appId);
    const others = Object.values(this.#own(appId))
      .filter((follower) => !this.#isInPlace(appId, follower))
      .sort((a, b) => a.subscribedAt - b.subscribedAt);
    let number = left;
    let other = 0;
    if (after !== null) {
      const last = this.find(appId, after);
      if (last === undefined) return undefined;
      const isInPlace = this.#isInPlace(appId, last);
      number = isInPlace ? Math.max(left, (this.#numberOf(appId, after) ?? 0) + 1) : count;
      if (!isInPlace) other = others.indexOf(last) + 1;
    }
    const page: string[] = [];
    const gone = this.#gone(appId);
    const numbering = this.#numbering(appId);
    for (; number < count && page.length < size; number += 1) {
      if (!gone.has(number)) page.push(numbering.openIdOf(number));
    }
    for (; other < others.length && page.length < size; other += 1) {
      const follower = others[other];
      if (follower?.subscribed === true) page.push(follower.openId);
    }
    return page;
  }

  /** Who followed last, of those who did something. */
  latest(appId: string): Follower | undefined {
    return Object.values(this.#own(appId))
      .filter(({ subscribed }) => subscribed)
      .sort((a, b) => a.subscribedAt - b.subscribedAt)
      .at(-1);
  }

  /** Those who did something, the last ones to follow first. */
  recent(appId: string, limit: number): Follower[] {
    return Object.values(this.#own(appId))
      .sort((a, b) => b.subscribedAt - a.subscribedAt)
      .slice(0, limit);
  }

  /** Gives the account so many derived followers, of whom the first `left` have left without notice. */
  generate(appId: string, count: number, left: number): void {
    this.#state.generatedFollowers[appId] = count;
    this.#state.generatedLeft[appId] = left;
    for (const follower of Object.values(this.#own(appId))) {
      const number = this.#numberOf(appId, follower.openId);
      if (number !== undefined && number < left && this.#isInPlace(appId, follower))
        follower.subscribed = false;
    }
  }

  /** How many derived followers the account has, also those who left. */
  generated(appId: string): number {
    return this.#generated(appId).count;
  }

  #generated(appId: string): { count: number; left: number } {
    return {
      count: this.#state.generatedFollowers[appId] ?? 0,
      left: this.#state.generatedLeft[appId] ?? 0,
    };
  }

  #own(appId: string): Record<string, Follower> {
    return this.#state.followers[appId] ?? {};
  }

  #numbering(appId: string): Numbering {
    const known = this.#numberings.get(appId) ?? numberingOf(appId);
    this.#numberings.set(appId, known);
    return known;
  }

  #numberOf(appId: string, openId: string): number | undefined {
    const { count } = this.#generated(appId);
    if (count === 0) return undefined;
    const number = this.#numbering(appId).numberOf(openId);
    return number !== undefined && number < count ? number : undefined;
  }

  /** Whether somebody derived has the place of their number; who follows again goes to the end. */
  #isInPlace(appId: string, follower: Follower): boolean {
    const number = this.#numberOf(appId, follower.openId);
    return number !== undefined && follower.subscribedAt === subscribedAt(number);
  }

  /** Numbers of those who are not in their place any more. */
  #gone(appId: string): Set<number> {
    const gone = new Set<number>();
    for (const follower of Object.values(this.#own(appId))) {
      const number = this.#numberOf(appId, follower.openId);
      if (number !== undefined && !(follower.subscribed && this.#isInPlace(appId, follower)))
        gone.add(number);
    }
    return gone;
  }

  #derived(appId: string, openId: string): Follower | undefined {
    const number = this.#numberOf(appId, openId);
    if (number === undefined) return undefined;
    return {
      ...stranger(openId),
      person: `person-${number}`,
      subscribed: number >= this.#generated(appId).left,
      subscribedAt: subscribedAt(number),
    };
  }
}

const subscribedAt = (number: number): number => FIRST_SUBSCRIBED_AT + number;

function stranger(openId: string): Follower {
  return {
    openId,
    person: openId,
    unionId: null,
    subscribed: false,
    subscribedAt: 0,
    scene: 'ADD_SCENE_QR_CODE',
    sendUntil: 0,
    sendsLeft: 0,
  };
}
