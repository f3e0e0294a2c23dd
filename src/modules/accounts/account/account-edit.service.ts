import {
  type EntityData,
  type EntityManager,
  UniqueConstraintViolationException,
} from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal, refuseIfAny, type UserFault } from '../../../kernel/errors.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { lockInstallation } from '../../installations/installation.locks.ts';
import type { AccountStatusService } from '../requirements/account-status.service.ts';
import { isNeeded } from '../requirements/requirement.rules.ts';
import { SETTINGS, type SettingColumn } from '../settings/settings.rules.ts';
import { type AccountRow, writtenRow } from './account-row.repository.ts';
import { OfficialAccount } from './official-account.entity.ts';
import { accountNotFound, changedMeanwhile, fieldTaken, inInputOrder } from './official-account.errors.ts';
import { lockAccount } from './official-account.repository.ts';

/** The account to change, and the version of it that the caller last read. */
export interface EditTarget {
  readonly accountId: string;
  readonly expectedVersion?: number | null | undefined;
}

/** A value that an edit replaced, and the fields of the schema that show it. */
interface Change {
  /** Its name in audit entries. */
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly paths: readonly string[];
}

/**
 * What an edit may change. REQUIREMENTS: settings that requirements depend on, so the status of this account and of others may
 * follow, and the installation is locked. LABELS: only settings that nothing else depends on, so only the account is locked.
 */
export type EditReach = 'REQUIREMENTS' | 'LABELS';

/** Every change of an existing account by a caller goes through this service. */
export class AccountEditService {
  constructor(
    private readonly statuses: AccountStatusService,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Locks the account and lets `edit` change its settings. What changed is read from the entity; from it follow the status,
   * the version, the audit entry and the event. No-op edits get no version, audit entry or event.
   *
   * @param edit throws a refusal, or changes the entity; returns what it changed in other tables
   */
  async edit(
    ctx: RequestContext,
    action: string,
    { accountId, expectedVersion }: EditTarget,
    reach: EditReach,
    edit: (tx: Transaction, account: OfficialAccount) => Promise<readonly Change[]>,
  ): Promise<AccountRow> {
    try {
      return await this.work.write(ctx, action, async (tx) => {
        if (reach === 'REQUIREMENTS') await lockInstallation(tx.em, ctx);
        const account = await lockAccount(tx.em, accountId);
        if (!account || account.status === 'REMOVED') throw new Refusal(accountNotFound('accountId'));
        if (expectedVersion != null && expectedVersion !== account.version)
          throw new Refusal(changedMeanwhile(account.version));
        const standing = reach === 'REQUIREMENTS' ? await this.statuses.standing(tx, account) : null;
        const { unionIdField } = account;
        const original = tx.em.getComparator().prepareEntity(account);
        const elsewhere = await edit(tx, account);
        const changes = [...changesSince(tx.em, account, original), ...elsewhere.filter(isReal)];
        const needed = changes.find(({ name }) => isNeeded(name));
        if (needed && !standing) throw new Error(`an edit of labels changed ${needed.name}`);
        if (changes.length > 0) {
          account.version += 1;
          const following = standing ? await this.statuses.follow(tx, account, standing) : [];
          const { id: subjectId } = account;
          tx.audit({
            subjectType: 'OfficialAccount',
            subjectId,
            before: Object.fromEntries(changes.map(({ name, before }) => [name, before])),
            after: Object.fromEntries(changes.map(({ name, after }) => [name, after])),
          });
          const paths = changes.flatMap((change) => change.paths);
          this.statuses.tell(tx, account, [...new Set([...paths, ...following])]);
          const blocks = account.status === 'ACTIVE' && account.unionIdField === unionIdField;
          if (standing?.status === 'ACTIVE' && !blocks)
            await this.statuses.deriveSharers(tx, account, unionIdField);
        }
        return writtenRow(tx, account);
      });
    } catch (error) {
      throw explained(error);
    }
  }
}

export function refuse(faults: readonly UserFault[]): void {
  refuseIfAny(inInputOrder(faults));
}

/** The ORM's difference between the entity and its original state. */
function changesSince(
  em: EntityManager,
  account: OfficialAccount,
  original: EntityData<OfficialAccount>,
): Change[] {
  const comparator = em.getComparator();
  const after = comparator.prepareEntity(account);
  const { updatedAt: _byTheOrm, ...changed } = comparator.diffEntities(OfficialAccount, original, after);
  return Object.keys(changed).map((name) => {
    if (!(name in SETTINGS)) throw new Error(`an edit changed ${name}, which SETTINGS does not declare`);
    const column = name as SettingColumn;
    return { name, before: original[column], after: after[column], paths: SETTINGS[column].paths };
  });
}

const isReal = ({ before, after }: Change): boolean => JSON.stringify(before) !== JSON.stringify(after);

/** The refusal that a violated constraint means: another caller took the field after the check. */
export function explained(error: unknown): unknown {
  if (!(error instanceof UniqueConstraintViolationException)) return error;
  const constraint = 'constraint' in error ? error.constraint : undefined;
  if (constraint === 'official_account_open_id_field_unique')
    return new Refusal(fieldTaken(SETTINGS.openIdField.input));
  if (constraint === 'official_account_last_activity_field_unique')
    return new Refusal(fieldTaken(SETTINGS.lastActivityField.input));
  return error;
}
