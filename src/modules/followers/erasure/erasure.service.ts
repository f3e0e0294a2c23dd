import type { RequestContext } from '../../../kernel/context.ts';
import { placeOf } from '../../../kernel/sealed.ts';
import { type KeyRing, randomToken, Signer } from '../../../kernel/secrets.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { keyOf, lastUnfollowIn, type Person, RESULT_MS, type Sighting } from '../follower.rules.ts';
import { ErasedFollower } from './erased-follower.entity.ts';
import {
  addErasureKey,
  type Digested,
  eraseUntil,
  erasureKeyOf,
  forgetErased,
  lastUnfollows,
  rememberErased,
} from './erasure.repository.ts';
import { ErasureKey } from './erasure-key.entity.ts';

/** No push comes later. */
const REMEMBERED_MS = 30 * 86_400_000;

/** What is known of the persons in some pushes, once what came before their unfollows is erased. */
export interface Erased {
  /** By person: the latest unfollow, now or earlier. */
  readonly unfollows: ReadonlyMap<string, Date>;
  /** Remembers those who are gone, and forgets those who are back. `saved`: who is seen after the latest unfollow. */
  settle(saved: readonly Person[]): Promise<void>;
}

/** Erases followers who unfollow. */
export class ErasureService {
  constructor(private readonly keys: KeyRing) {}

  async erase(
    { em, now }: Pick<Transaction, 'em' | 'now'>,
    ctx: RequestContext,
    sightings: readonly Sighting[],
  ): Promise<Erased> {
    const latest = lastUnfollowIn(sightings);
    const signer = await this.signer(em, ctx, latest.size > 0);
    const persons = new Map(
      sightings.map(({ accountId, openId }): [string, Digested] => {
        const digest = signer?.sign(`${accountId} ${openId}`) ?? null;
        return [keyOf({ accountId, openId }), { accountId, openId, digest }];
      }),
    );
    const known = await lastUnfollows(em, ctx, [...persons.values()]);
    const unfollows = new Map(known.map((one) => [keyOf(one), one.at]));
    const fresh = [...latest].flatMap(([key, at]) => {
      const person = persons.get(key);
      if (!person || at <= (unfollows.get(key) ?? new Date(0))) return [];
      unfollows.set(key, at);
      return { ...person, at, resultsUntil: new Date(at.getTime() + RESULT_MS) };
    });
    const staying = fresh.length > 0 ? await eraseUntil(em, ctx, fresh) : [];

    const settle = async (saved: readonly Person[]) => {
      const present = new Set([...staying, ...saved].map(keyOf));
      const gone = fresh.filter((one) => !present.has(keyOf(one)));
      if (gone.length > 0) await rememberErased(em, ctx, gone, now());
      const back = known.filter((one) => one.isErased && present.has(keyOf(one)));
      const digested = back.flatMap((one) => persons.get(keyOf(one)) ?? []);
      if (digested.length > 0) await forgetErased(em, ctx, digested);
    };
    return { unfollows, settle };
  }

  /** Deletes what is left of followers who were erased long ago. */
  async deleteOld({ em, now }: Pick<Transaction, 'em' | 'now'>): Promise<void> {
    await em.nativeDelete(ErasedFollower, { erasedAt: { $lt: new Date(now().getTime() - REMEMBERED_MS) } });
  }

  /** Null if the installation has erased nobody yet, and need not now. */
  private async signer(
    em: Transaction['em'],
    ctx: RequestContext,
    isNeeded: boolean,
  ): Promise<Signer | null> {
    const place = placeOf(ErasureKey, 'key', ctx.installationId);
    let sealed = await erasureKeyOf(em, ctx);
    if (!sealed && isNeeded) {
      await addErasureKey(em, ctx, this.keys.seal(randomToken(256), place));
      sealed = await erasureKeyOf(em, ctx);
    }
    return sealed === null ? null : new Signer([Buffer.from(this.keys.open(sealed, place), 'base64url')]);
  }
}
