import type { RequestContext } from '../../../kernel/context.ts';
import { type AccountEditService, type EditTarget, refuse } from '../account/account-edit.service.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import { type AccountRow, sharingFacts } from '../account/official-account.repository.ts';
import type { AccountDependents } from '../dependents/account-dependents.port.ts';
import {
  keysOf,
  type MappingChanges,
  type Mappings,
  mapped,
  mappingFaults,
  sharingFaults,
} from './mapping.rules.ts';
import type { SettingsCheckService } from './settings-check.service.ts';

/** All of them are one field of the schema. */
const FIELD_MAPPINGS = ['fieldMappings'];
const PATHS = {
  openIdField: FIELD_MAPPINGS,
  unionIdField: FIELD_MAPPINGS,
  subscriptionStatusField: FIELD_MAPPINGS,
  lastActivityField: FIELD_MAPPINGS,
};

/** Which contact fields hold what an account knows of its followers: `updateFieldMappings`. */
export class FieldMappingService {
  constructor(
    private readonly edits: AccountEditService,
    private readonly checks: SettingsCheckService,
    private readonly dependents: AccountDependents,
  ) {}

  /**
   * Every field that is named is asked for in the marketing platform.
   *
   * @param impactToken what breaks when the OpenID field changes, as it was shown to the caller
   */
  async update(
    ctx: RequestContext,
    target: EditTarget,
    changes: MappingChanges,
    impactToken: string | null,
  ): Promise<AccountRow> {
    const { faults } = await this.checks.check(ctx, { mappings: changes });
    return this.edits.edit(ctx, 'updateFieldMappings', target, async (tx, account) => {
      const before = mappingsOf(account);
      const sharing = sharingFaults(changes, await sharingFacts(tx.em, account, keysOf(changes)));
      const after = mapped(before, changes);
      const breaks = before.openIdField !== null && before.openIdField !== after.openIdField;
      const change = { account, change: 'CHANGE_OPEN_ID_FIELD', impactToken } as const;
      const impact = breaks ? await this.dependents.endTrust(tx, change) : [];
      refuse([...mappingFaults(before, changes), ...faults, ...sharing, ...impact]);
      Object.assign(account, after);
      return { before: { ...before }, after: { ...after }, paths: PATHS };
    });
  }
}

const mappingsOf = (account: OfficialAccount): Mappings => mapped(account, {});
