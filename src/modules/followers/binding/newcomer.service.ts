import type { RequestContext } from '../../../kernel/context.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { keyOf, type Person, type Sighting } from '../follower.rules.ts';
import { type FreshCode, lockFreshCodes, noteUse } from '../links/binding-link.repository.ts';
import { mayBePersonal } from '../links/binding-link.rules.ts';
import type { BindingService } from './binding.service.ts';
import type { LookUpService } from './look-up.service.ts';

/** A follower whose sightings were booked. */
export interface Booked extends Person {
  readonly id: string;
  /** Whether they were not known before. */
  readonly isNew: boolean;
}

/** Brings followers and contacts together while messages are booked. */
export class NewcomerService {
  constructor(
    private readonly bindings: BindingService,
    private readonly lookUps: LookUpService,
  ) {}

  /** Locks the personal QR codes that were scanned, and their accounts, before anything of the followers is written. */
  async expect(tx: Transaction, ctx: RequestContext, sightings: readonly Sighting[]): Promise<FreshCode[]> {
    const scanned = sightings.flatMap(({ accountId, scanned: scene }) =>
      mayBePersonal(scene) ? [{ accountId, scene }] : [],
    );
    if (scanned.length === 0) return [];
    const accountIds = [...new Set(scanned.map(({ accountId }) => accountId))].toSorted();
    for (const accountId of accountIds) await this.bindings.lock(tx, ctx, accountId);
    return lockFreshCodes(tx.em, ctx, scanned);
  }

  /**
   * Binds those who scanned a personal code first, and has the contacts of other new followers looked up.
   *
   * @param sightings of these followers, in the order of arrival
   */
  async welcome(
    tx: Transaction,
    ctx: RequestContext,
    booked: readonly Booked[],
    sightings: readonly Sighting[],
    codes: readonly FreshCode[],
  ): Promise<void> {
    const ids = new Map(booked.map((follower) => [keyOf(follower), follower.id]));
    for (const { id, accountId, scene, contactId } of codes) {
      const first = sightings.find((one) => one.scanned === scene && one.accountId === accountId);
      const followerId = first && ids.get(keyOf(first));
      if (!followerId) continue;
      const outcomes = await this.bindings.bind(tx, ctx, accountId, [{ followerId, contactId }], 'QR_CODE');
      const outcome = outcomes.get(followerId);
      if (outcome === 'BOUND' || outcome === 'SAME') await noteUse(tx.em, ctx, [id], tx.now());
    }
    const accountIds = new Set(booked.filter(({ isNew }) => isNew).map(({ accountId }) => accountId));
    if (accountIds.size > 0) await this.lookUps.soon(tx, ctx, [...accountIds]);
  }
}
