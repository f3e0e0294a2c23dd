import { UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal, refuseIfAny, type UserFault } from '../../../kernel/errors.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { AccountStatusService } from '../requirements/account-status.service.ts';
import { FIELD_INPUTS } from '../settings/mapping.rules.ts';
import type { OfficialAccount } from './official-account.entity.ts';
import { accountNotFound, changedMeanwhile, fieldTaken, inInputOrder } from './official-account.errors.ts';
import {
  type AccountRow,
  accountsByIds,
  lockAccount,
  lockInstallation,
} from './official-account.repository.ts';

/** Which account a caller wants to change, and as of which version they know it. */
export interface EditTarget {
  readonly accountId: string;
  readonly expectedVersion?: number | null | undefined;
}

type Facts = Readonly<Record<string, unknown>>;

/** What an edit has done to the account: the facts that it is about, before and after, and their fields in the schema. */
export interface Edit {
  readonly before: Facts;
  readonly after: Facts;
  readonly paths: Readonly<Record<string, readonly string[]>>;
}

/** The one way in which a caller changes an account that exists. */
export class AccountEditService {
  constructor(
    private readonly statuses: AccountStatusService,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Locks the account, lets `edit` change it, and derives, counts, records and tells what came of it. An edit that
   * changes nothing is none.
   *
   * @param edit throws a refusal, or gives the faults that it found
   */
  async edit(
    ctx: RequestContext,
    action: string,
    { accountId, expectedVersion }: EditTarget,
    edit: (tx: Transaction, account: OfficialAccount) => Promise<Edit>,
  ): Promise<AccountRow> {
    try {
      return await this.work.write(ctx, action, async (tx) => {
        await lockInstallation(tx.em, ctx);
        const account = await lockAccount(tx.em, accountId);
        if (!account || account.status === 'REMOVED') throw new Refusal(accountNotFound('accountId'));
        if (expectedVersion != null && expectedVersion !== account.version)
          throw new Refusal(changedMeanwhile(account.version));
        const standing = await this.statuses.standing(tx, account);
        const { unionIdField } = account;
        const made = await edit(tx, account);
        const changed = Object.keys(made.after).filter((key) => !isSame(made.before[key], made.after[key]));
        if (changed.length > 0) {
          account.version += 1;
          const following = await this.statuses.follow(tx, account, standing);
          const { id: subjectId } = account;
          tx.audit({
            subjectType: 'OfficialAccount',
            subjectId,
            before: only(changed, made.before),
            after: only(changed, made.after),
          });
          const paths = changed.flatMap((key) => made.paths[key] ?? key);
          this.statuses.tell(tx, account, [...new Set([...paths, ...following])]);
          await this.statuses.deriveSharers(tx, account, unionIdField);
        }
        return rowOf(tx, ctx, account.id);
      });
    } catch (error) {
      throw explained(error);
    }
  }
}

/** The account as its callers see it, inside the transaction that has changed it. */
export async function rowOf(tx: Transaction, ctx: RequestContext, accountId: string): Promise<AccountRow> {
  await tx.em.flush();
  const [row] = await accountsByIds(tx.em, ctx, [accountId]);
  if (!row) throw new Error('who may change an account does not see it');
  return row;
}

export function refuse(faults: readonly UserFault[]): void {
  refuseIfAny(inInputOrder(faults));
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const only = (keys: readonly string[], facts: Facts): Facts =>
  Object.fromEntries(keys.map((key) => [key, facts[key]]));

/** A violated constraint of the database, in words: another caller was faster than the check. */
export function explained(error: unknown): unknown {
  if (!(error instanceof UniqueConstraintViolationException)) return error;
  const constraint = 'constraint' in error ? error.constraint : undefined;
  if (constraint === 'official_account_open_id_field_unique')
    return new Refusal(fieldTaken(FIELD_INPUTS.openIdField));
  if (constraint === 'official_account_last_activity_field_unique')
    return new Refusal(fieldTaken(FIELD_INPUTS.lastActivityField));
  return error;
}
