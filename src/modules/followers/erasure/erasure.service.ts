import type { RequestContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { placeOf } from '../../../kernel/sealed.ts';
import { type KeyRing, randomToken, Signer } from '../../../kernel/secrets.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { boundFollowerLeft } from '../follower.events.ts';
import { keyOf, type Person, RESULT_MS, type Sighting } from '../follower.rules.ts';
import { awaitSynchronizations } from '../synchronization/synchronization.repository.ts';
import { ErasedFollower } from './erased-follower.entity.ts';
import {
  accountsThatKeep,
  type Digested,
  type ErasedRow,
  eraseUntil,
  eraseWhole,
  forgetErased,
  knownErasures,
  type NewErasure,
  rememberErased,
  takeErasureKey,
} from './erasure.repository.ts';
import { latestOf, mayBeKept } from './erasure.rules.ts';
import type { ErasureCause } from './erasure-cause.rules.ts';
import { ErasureKey } from './erasure-key.entity.ts';
import type { Partings } from './parting.port.ts';

/** No push comes later. */
const REMEMBERED_MS = 30 * 86_400_000;

/** What is known of the persons in some pushes, once what came before their unfollows is erased. */
export interface Erased {
  /** By person: until when they are erased, now or earlier. */
  readonly until: ReadonlyMap<string, Date>;
  /** Whether a sighting is an unfollow that erases, and not one after which the account keeps the follower. */
  erases(one: Sighting): boolean;
  /** Remembers those who are gone, and forgets those who are back. `saved`: who is seen after the latest erasure. */
  settle(saved: readonly Person[]): Promise<void>;
}

type Tx = Pick<Transaction, 'em' | 'now' | 'emit'>;

/** Erases followers. */
export class ErasureService {
  constructor(
    private readonly keys: KeyRing,
    private readonly partings: Partings,
  ) {}

  /** Erases those who unfollow in these sightings. */
  async erase(tx: Tx, ctx: RequestContext, sightings: readonly Sighting[]): Promise<Erased> {
    const { em, now } = tx;
    const leaving = sightings.flatMap((one) => (one.change === 'UNFOLLOWED' ? one.accountId : []));
    if (leaving.length > 0 && ctx.caller.kind === 'SYSTEM')
      await awaitSynchronizations(em, ctx, [...new Set(leaving)]);
    const sign = await this.signer(em, ctx, { alone: false });
    const persons = new Map(sightings.map((one): [string, Digested] => [keyOf(one), digested(one, sign)]));
    const kept = sightings.filter(mayBeKept).map(({ accountId }) => accountId);
    const keeping = kept.length > 0 ? await accountsThatKeep(em, ctx, kept) : new Set();
    const erases = (one: Sighting) =>
      one.change === 'UNFOLLOWED' && !(mayBeKept(one) && keeping.has(one.accountId));

    const known = await knownErasures(em, ctx, [...persons.values()]);
    const until = new Map(known.map((one) => [keyOf(one), one.at]));
    const fresh = [...latestOf(sightings.filter(erases))].flatMap(([key, one]): NewErasure[] => {
      if (one.at <= (until.get(key) ?? new Date(0))) return [];
      until.set(key, one.at);
      return [{ ...one, resultsUntil: new Date(one.at.getTime() + RESULT_MS), receiptId: newId() }];
    });
    if (fresh.length > 0) await this.partings.before(em, ctx, fresh);
    const found = fresh.length > 0 ? await eraseUntil(em, ctx, fresh, now()) : [];
    const staying = found.filter(({ stays }) => stays);

    const settle = async (saved: readonly Person[]) => {
      const present = new Set([...staying, ...saved].map(keyOf));
      const gone = fresh.flatMap(({ at, ...one }) =>
        present.has(keyOf(one)) ? [] : { ...digested(one, sign), at },
      );
      if (gone.length > 0) await rememberErased(em, ctx, gone, now());
      const back = known.filter((one) => one.isErased && present.has(keyOf(one)));
      if (back.length > 0)
        await forgetErased(
          em,
          ctx,
          back.map((one) => digested(one, sign)),
        );
    };
    this.tell(tx, ctx, found);
    return { until, erases, settle };
  }

  /**
   * Erases followers at once. A push that was made before changes nothing any more; who is seen later is a new follower.
   *
   * @param notBefore pushes that were made until then come from the past; null: until the last thing that is known of them
   * @returns the ids of their receipts; who is no follower any more has none
   */
  async eraseWhole(
    tx: Tx,
    ctx: RequestContext,
    followerIds: readonly string[],
    cause: ErasureCause,
    notBefore: Date | null,
  ): Promise<string[]> {
    const { em, now } = tx;
    const sign = await this.signer(em, ctx, { alone: true });
    const given = followerIds.map((id) => ({ id, receiptId: newId() }));
    const times = { now: notBefore ?? now(), notBefore };
    await this.partings.beforeWhole(em, ctx, followerIds);
    const erased = await eraseWhole(em, ctx, given, cause, times);
    const gone = erased.map((one) => ({ ...digested(one, sign), at: one.at }));
    if (gone.length > 0) await rememberErased(em, ctx, gone, times.now);
    this.tell(tx, ctx, erased);
    return erased.map(({ receiptId }) => receiptId);
  }

  /** Deletes what is left of followers who were erased long ago. */
  async deleteOld({ em, now }: Pick<Transaction, 'em' | 'now'>): Promise<void> {
    await em.nativeDelete(ErasedFollower, { erasedAt: { $lt: new Date(now().getTime() - REMEMBERED_MS) } });
  }

  private tell(tx: Tx, { installationId }: RequestContext, erased: readonly ErasedRow[]): void {
    for (const { stays, accountId, contactId, at, receiptId } of erased) {
      if (stays || contactId === null) continue;
      const left = { accountId, contactId, at: at.toISOString(), receiptId };
      tx.emit(boundFollowerLeft.create(installationId, left));
    }
  }

  /** Makes digests, with the key of the installation, which is added with the first use. */
  private async signer(
    em: Transaction['em'],
    { installationId }: RequestContext,
    how: { readonly alone: boolean },
  ): Promise<Signer> {
    const place = placeOf(ErasureKey, 'key', installationId);
    const known = await takeErasureKey(em, null, how);
    const sealed = known ?? (await takeErasureKey(em, this.keys.seal(randomToken(256), place), how));
    if (sealed === null) throw new Error('the installation has no key for erasures');
    return new Signer([Buffer.from(this.keys.open(sealed, place), 'base64url')]);
  }
}

const digested = ({ accountId, openId }: Person, signer: Signer): Digested => ({
  ...{ accountId, openId },
  digest: signer.sign(`${accountId} ${openId}`),
});
