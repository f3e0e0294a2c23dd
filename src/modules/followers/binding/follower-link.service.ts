import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { rowsIn } from '../../../kernel/statement.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { FollowerRow } from '../follower.repository.ts';
import { followersByIds } from '../follower.repository.ts';
import { contactTaken, followerNotFound } from './binding.errors.ts';
import type { BindingService } from './binding.service.ts';
import type { ContactReference, ContactService } from './contact.service.ts';

/** Lets people bind and unbind followers. */
export class FollowerLinkService {
  constructor(
    private readonly bindings: BindingService,
    private readonly contacts: ContactService,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Binds a follower to a contact, in place of an earlier one.
   *
   * @throws {Refusal} NOT_FOUND, CONFLICT or UPSTREAM_UNAVAILABLE
   */
  async link(ctx: RequestContext, followerId: string, reference: ContactReference): Promise<FollowerRow> {
    await this.found(ctx, followerId);
    const { id: contactId } = await this.contacts.referred(ctx, reference);
    return this.work.write(ctx, 'linkFollower', async (tx) => {
      const before = await this.locked(tx, ctx, followerId);
      const { accountId } = before;
      const outcomes = await this.bindings.bind(tx, ctx, accountId, [{ followerId, contactId }], 'LINK');
      const outcome = outcomes.get(followerId);
      if (outcome === 'TAKEN') throw new Refusal(contactTaken());
      if (outcome === 'GONE') throw new Refusal(followerNotFound());
      return this.changed(tx, ctx, before);
    });
  }

  /** A look-up does not bind the follower again, unless the account gets another OpenID field. */
  async unlink(ctx: RequestContext, followerId: string): Promise<FollowerRow> {
    await this.found(ctx, followerId);
    return this.work.write(ctx, 'unlinkFollower', async (tx) => {
      const before = await this.locked(tx, ctx, followerId);
      await this.bindings.unbind(tx, ctx, before.accountId, followerId);
      return this.changed(tx, ctx, before);
    });
  }

  private async found(ctx: RequestContext, followerId: string): Promise<FollowerRow> {
    const [follower] = await followersByIds(this.work.rows(ctx), ctx, [followerId]);
    if (!follower) throw new Refusal(followerNotFound());
    return follower;
  }

  /** With the account, and as it is then. */
  private async locked(tx: Transaction, ctx: RequestContext, followerId: string): Promise<FollowerRow> {
    const { accountId } = await this.found(ctx, followerId);
    const account = await this.bindings.lock(tx, ctx, accountId);
    const [follower] = await followersByIds(rowsIn(tx.em), ctx, [followerId]);
    if (!account || !follower) throw new Refusal(followerNotFound());
    return follower;
  }

  /** Audits what has changed. The trail outlives the follower, so it does not say to whom they were bound. */
  private async changed(tx: Transaction, ctx: RequestContext, before: FollowerRow): Promise<FollowerRow> {
    const [after = before] = await followersByIds(rowsIn(tx.em), ctx, [before.id]);
    if (after.contactId !== before.contactId)
      tx.audit({
        ...{ subjectType: 'Follower', subjectId: before.id },
        before: { bindingState: before.bindingState, bindingHow: before.bindingHow },
        after: { bindingState: after.bindingState, bindingHow: after.bindingHow },
      });
    return after;
  }
}
