import { openIdOf } from './ids.ts';
import type { Follower, SandboxState } from './state.ts';

/** The followers of all accounts. Those who never did anything are derived from their number and not stored. */
export class Followers {
  readonly #state: SandboxState;
  readonly #generated = new Map<string, { count: number; byOpenId: Map<string, Follower> }>();

  constructor(state: SandboxState) {
    this.#state = state;
  }

  /** A follower, or somebody who once was one. */
  find(appId: string, openId: string): Follower | undefined {
    return this.#state.followers[appId]?.[openId] ?? this.#derived(appId).get(openId);
  }

  /** The follower as a record that may be changed; a stranger becomes one, not subscribed. */
  touch(appId: string, openId: string, unionId?: string): Follower {
    const own = this.#state.followers[appId] ?? {};
    this.#state.followers[appId] = own;
    const follower = own[openId] ?? { ...(this.#derived(appId).get(openId) ?? stranger(openId)) };
    if (unionId !== undefined) follower.unionId = unionId;
    own[openId] = follower;
    return follower;
  }

  /** A person nobody has seen yet. */
  newOpenId(appId: string): string {
    this.#state.visitorCounter += 1;
    const person = `visitor-${this.#state.visitorCounter}`;
    const openId = openIdOf(appId, person);
    this.touch(appId, openId).person = person;
    return openId;
  }

  /** OpenIDs of those subscribed, in the order of subscription. */
  subscribed(appId: string): string[] {
    const own = this.#state.followers[appId] ?? {};
    const derived = [...this.#derived(appId).keys()].filter((openId) => own[openId]?.subscribed ?? true);
    const others = Object.values(own)
      .filter((follower) => follower.subscribed && !this.#derived(appId).has(follower.openId))
      .sort((a, b) => a.subscribedAt - b.subscribedAt)
      .map((follower) => follower.openId);
    return [...derived, ...others];
  }

  /** How many derived followers the account has. */
  count(appId: string): number {
    return this.#state.generatedFollowers[appId] ?? 0;
  }

  /** Gives the account so many derived followers: person 0, 1, 2 … of every account is the same person. */
  generate(appId: string, count: number): void {
    this.#state.generatedFollowers[appId] = count;
  }

  #derived(appId: string): Map<string, Follower> {
    const count = this.count(appId);
    const known = this.#generated.get(appId);
    if (known?.count === count) return known.byOpenId;
    const byOpenId = new Map<string, Follower>();
    for (let number = 0; number < count; number += 1) {
      const person = `person-${number}`;
      const openId = openIdOf(appId, person);
      byOpenId.set(openId, {
        ...stranger(openId),
        person,
        subscribed: true,
        subscribedAt: 1_600_000_000 + number,
      });
    }
    this.#generated.set(appId, { count, byOpenId });
    return byOpenId;
  }
}

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
