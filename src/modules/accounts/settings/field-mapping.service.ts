import type { RequestContext } from '../../../kernel/context.ts';
import { type AccountEditService, type EditTarget, refuse } from '../account/account-edit.service.ts';
import type { AccountRow } from '../account/account-row.repository.ts';
import { sharingFacts } from '../account/official-account.repository.ts';
import type { AccountDependents } from '../dependents/account-dependents.port.ts';
import { keysOf, type MappingChanges, mapped, mappingFaults, sharingFaults } from './mapping.rules.ts';
import type { SettingsCheckService } from './settings-check.service.ts';

/** The contact fields that an account writes to: `updateFieldMappings`. */
export class FieldMappingService {
  constructor(
    private readonly edits: AccountEditService,
    private readonly checks: SettingsCheckService,
    private readonly dependents: AccountDependents,
  ) {}

  /**
   * Looks up every given field in the marketing platform.
   *
   * @param impactToken proves that the caller was shown what breaks when the OpenID field changes
   */
  async update(
    ctx: RequestContext,
    target: EditTarget,
    changes: MappingChanges,
    impactToken: string | null,
  ): Promise<AccountRow> {
    const { isFieldId } = this.checks;
    const { faults } = await this.checks.check(ctx, { mappings: changes });
    return this.edits.edit(ctx, 'updateFieldMappings', target, 'REQUIREMENTS', async (tx, account) => {
      const before = mapped(account, {});
      const sharing = sharingFaults(changes, await sharingFacts(tx.em, account, keysOf(changes, isFieldId)));
      const after = mapped(before, changes);
      const breaks = before.openIdField !== null && before.openIdField !== after.openIdField;
      const change = { account, change: 'CHANGE_OPEN_ID_FIELD', impactToken } as const;
      const impact = breaks ? await this.dependents.endTrust(tx, change) : [];
      refuse([...mappingFaults(before, changes, isFieldId), ...faults, ...sharing, ...impact]);
      Object.assign(account, after);
      return [];
    });
  }
}
