import type {
  ContactFieldsClient,
  EloquaContactField,
} from '../../integrations/eloqua/contact-fields.client.ts';
import { EloquaError } from '../../integrations/eloqua/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import {
  type MarketingSession,
  PlatformFault,
} from '../../modules/marketing/connection/marketing-platform.port.ts';
import { typeOf } from './eloqua.objects.ts';
import { SiteMemory } from './site-memory.ts';

/** A contact field in Bulk. */
export interface Column {
  readonly fieldId: string;
  /** In records and rows; says whether the field holds dates, see `fieldOf`. */
  readonly name: string;
  readonly internalName: string;
  readonly statement: string;
  readonly isDate: boolean;
}

type Fields = ReadonlyMap<string, EloquaContactField>;

export const ADDRESS_FIELD = 'C_EmailAddress';
export const statementOf = (internalName: string): string => `{{Contact.Field(${internalName})}}`;

/** The field of a column, from the column's name; null for other columns. */
export function fieldOf(name: string): { readonly fieldId: string; readonly isDate: boolean } | null {
  const [, kind, fieldId] = /^([fd])(\d+)$/.exec(name) ?? [];
  return fieldId === undefined ? null : { fieldId, isDate: kind === 'd' };
}

/** Knows how Bulk and searches call the contact fields whose ids Qiao stores. */
export class ContactColumns {
  private readonly memory: SiteMemory<Fields>;

  constructor(
    private readonly client: ContactFieldsClient,
    clock: Clock,
  ) {
    this.memory = new SiteMemory(clock);
  }

  /**
   * Does `work` with the columns of these fields, and once more with new ones if Eloqua refuses what was known of them.
   *
   * @throws {PlatformFault} INVALID if a field does not exist
   */
  async with<T>(
    session: MarketingSession,
    fieldIds: readonly string[],
    work: (columns: readonly Column[]) => Promise<T>,
  ): Promise<T> {
    const known = this.memory.get(session);
    try {
      return await work(await this.columns(session, fieldIds, known));
    } catch (error) {
      const isRefused = error instanceof EloquaError && error.kind === 'INVALID';
      if (!known || !isRefused) throw error;
    }
    return work(await this.columns(session, fieldIds, undefined));
  }

  private async columns(
    session: MarketingSession,
    fieldIds: readonly string[],
    known: Fields | undefined,
  ): Promise<Column[]> {
    const isKnown = known && fieldIds.every((id) => known.has(id));
    const fields = isKnown || fieldIds.length === 0 ? known : await this.read(session);
    const columns: Column[] = [];
    for (const id of new Set(fieldIds)) {
      // A list may be cut; the field itself is asked for before it counts as deleted.
      columns.push(columnOf(fields?.get(id) ?? (await this.client.get(session, id))));
    }
    return columns;
  }

  private async read(session: MarketingSession): Promise<Fields> {
    const { found } = await this.client.list(session);
    const fields = new Map(found.map((field) => [field.id, field]));
    this.memory.set(session, fields);
    return fields;
  }
}

function columnOf(field: EloquaContactField | null): Column {
  if (!field?.internalName) throw new PlatformFault('INVALID');
  const { id, internalName, dataType } = field;
  const isDate = dataType !== null && typeOf(dataType) === 'DATE';
  return {
    fieldId: id,
    name: `${isDate ? 'd' : 'f'}${id}`,
    internalName,
    statement: statementOf(internalName),
    isDate,
  };
}
