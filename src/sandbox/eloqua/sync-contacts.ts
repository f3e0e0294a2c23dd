import type { BulkDefinition } from './bulk-state.ts';
import { type ContactStatement, contactStatement } from './bulk-statements.ts';
import { timeOf } from './bulk-time.ts';
import { ContactIndex } from './contact-index.ts';
import { contactValue, isEmailAddress, noteChange, refuseValue, valuesOf } from './contact-values.ts';
import { type Sandbox, unixNow } from './context.ts';
import { newContact } from './seed.ts';
import { type Contact, type ContactField, newId, type Site } from './site.ts';
import { setStatuses } from './sync-actions.ts';
import type { SyncReport } from './sync-report.ts';

const EMAIL = 'C_EmailAddress';

/** A column of the upload and where it goes. */
interface Column {
  name: string;
  field: ContactField;
}

/** One import of contacts: creates and updates them, then sets their statuses in executions. */
export class ContactImport {
  readonly #sandbox: Sandbox;
  readonly #site: Site;
  readonly #definition: BulkDefinition;
  readonly #report: SyncReport;
  readonly #identifier: string;
  readonly #columns: Column[];
  readonly #identified: ContactIndex;
  readonly #byEmail: ContactIndex;
  /** An id names only contacts that exist. */
  readonly #isById: boolean;

  /** `by` is what the definition's identifier stands for. */
  constructor(
    sandbox: Sandbox,
    site: Site,
    definition: BulkDefinition,
    report: SyncReport,
    by: ContactStatement,
  ) {
    this.#sandbox = sandbox;
    this.#site = site;
    this.#definition = definition;
    this.#report = report;
    this.#identifier = definition.identifierFieldName ?? '';
    this.#columns = Object.entries(definition.fields).flatMap(([name, statement]) => {
      const target = contactStatement(site, statement);
      return target?.kind === 'FIELD' ? [{ name, field: target.field }] : [];
    });
    this.#identified = new ContactIndex(site, by);
    this.#isById = by.kind !== 'FIELD';
    const email = contactStatement(site, `{{Contact.Field(${EMAIL})}}`);
    this.#byEmail = new ContactIndex(site, email ?? by);
  }

  /** Of records with the same identifier only the last is taken. */
  run(): void {
    const { staged } = this.#definition;
    const keys = staged.map((record) => this.#identified.keyOf(record[this.#identifier]));
    const lastOf = new Map(keys.map((key, index) => [key, index]));
    for (const [index, record] of staged.entries()) {
      const key = keys[index] ?? '';
      if (key === '') this.#report.reject('ELQ-00061', index, record, [this.#identifier]);
      else if (lastOf.get(key) !== index) this.#report.reject('ELQ-00026', index, record, [this.#identifier]);
      else this.#take(record, index);
    }
  }

  #take(record: Record<string, string>, index: number): void {
    const matched = this.#identified.find(record[this.#identifier]);
    if (this.#isById && matched.length === 0) {
      this.#report.reject('ELQ-00085', index, record, [this.#identifier]);
      return;
    }
    const refusal = this.#refuseEmail(record, matched);
    if (refusal !== null) {
      this.#report.reject(refusal, index, record, this.#emailColumns());
      return;
    }
    const several = this.#definition.isUpdatingMultipleMatchedRecords;
    const wanted = matched.length === 0 ? [this.#create()] : several ? matched : matched.slice(0, 1);
    for (const contact of wanted) {
      this.#write(contact, record, index);
      setStatuses(this.#site, this.#definition, contact);
    }
    if (matched.length > 0) {
      this.#report.count('ELQ-00022', wanted.length);
      return;
    }
    this.#report.count('ELQ-00004');
    for (const contact of wanted) this.#byEmail.add(contact);
  }

  /** A new contact needs an address where the settings say so, a valid one, and one of its own. */
  #refuseEmail(record: Record<string, string>, matched: readonly Contact[]): string | null {
    const [column] = this.#emailColumns();
    const address = column === undefined ? '' : (record[column] ?? '').trim();
    if (address === '') {
      return matched.length === 0 && this.#sandbox.settings.emailIsMandatory ? 'ELQ-00061' : null;
    }
    if (!isEmailAddress(address)) return 'ELQ-00002';
    const [owner] = this.#byEmail.find(address);
    return owner === undefined || matched.includes(owner) ? null : 'ELQ-00011';
  }

  #emailColumns(): string[] {
    return this.#columns.filter(({ field }) => field.internalName === EMAIL).map(({ name }) => name);
  }

  #create(): Contact {
    const contact = newContact(newId(this.#site), '', {}, unixNow(this.#sandbox));
    this.#site.contacts[contact.id] = contact;
    return contact;
  }

  /** A value that does not fit is left out, and reported; the rest of the record is written. */
  #write(contact: Contact, record: Record<string, string>, index: number): void {
    const rejected: string[] = [];
    const before = valuesOf(contact);
    for (const { name, field } of this.#columns) {
      const given = record[name]?.trim();
      if (given === undefined) continue;
      const value = field.dataType === 'date' && given !== '' ? timeOf(given) : given;
      if (value === undefined || refuseValue(field, value) !== null) rejected.push(name);
      else if (this.#mayWrite(name, field, contactValue(contact, field), value))
        assign(contact, field, value);
    }
    contact.updatedAt = unixNow(this.#sandbox);
    noteChange(contact, before);
    if (rejected.length > 0) this.#report.reject('ELQ-00144', index, record, rejected);
  }

  #mayWrite(name: string, field: ContactField, before: string, after: string): boolean {
    const own = this.#definition.updateRuleByField[name] ?? this.#definition.updateRule;
    const rule = own === 'useFieldRule' ? field.updateType : own;
    if (rule === 'ifNewIsNotNull') return after !== '';
    return rule === 'ifExistingIsNull' ? before === '' : true;
  }
}

/** An e-mail address is never taken away. */
function assign(contact: Contact, field: ContactField, value: string): void {
  if (field.internalName === EMAIL) contact.emailAddress = value === '' ? contact.emailAddress : value;
  else if (value === '') delete contact.values[field.id];
  else contact.values[field.id] = value;
}
