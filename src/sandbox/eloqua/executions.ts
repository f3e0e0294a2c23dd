import { ControlError } from '../shared/control-error.ts';
import { fill } from './apps.ts';
import { settle } from './campaigns.ts';
import type { Sandbox } from './context.ts';
import { unixNow } from './context.ts';
import { placeholders, type Step } from './instances.ts';
import { recordOf } from './record-definition.ts';
import type { Contact, Execution } from './site.ts';

/** Contacts reach the step: the app is notified in chunks; each chunk's status, null where there was no answer. */
export async function execute(
  sandbox: Sandbox,
  step: Step,
  contactIds: readonly string[],
): Promise<{ executionId: number; statuses: (number | null)[] }> {
  const contacts = contactIds.map((id) => contactOf(step, id));
  if (settle(sandbox, step.campaign).currentStatus !== 'Active') {
    throw new ControlError(
      409,
      'CAMPAIGN_NOT_ACTIVE',
      `contacts do not move in campaign ${step.campaign.id}`,
    );
  }
  const execution = newExecution(sandbox, step, contactIds);
  const statuses: (number | null)[] = [];
  for (const chunk of chunksOf(contacts, step.app.action.recordsPerNotification)) {
    const status = await notify(sandbox, step, execution, chunk, contacts.length);
    if (status === null || status >= 400) fail(sandbox, execution, chunk.affected);
    statuses.push(status);
  }
  return { executionId: execution.id, statuses };
}

interface Chunk {
  offset: number;
  limit: number;
  /** Shown in the notification. */
  items: Contact[];
  /** Errored when it cannot be delivered. */
  affected: Contact[];
}

function chunksOf(contacts: Contact[], size: number): Chunk[] {
  if (size === 0) return [{ offset: 0, limit: 0, items: [], affected: contacts }];
  const count = Math.ceil(contacts.length / size);
  return Array.from({ length: count }, (_, index) => {
    const items = contacts.slice(index * size, (index + 1) * size);
    return { offset: index * size, limit: size, items, affected: items };
  });
}

async function notify(
  sandbox: Sandbox,
  step: Step,
  execution: Execution,
  { offset, limit, items }: Chunk,
  totalResults: number,
): Promise<number | null> {
  const url = fill(step.app.action.notificationUrl, {
    ...placeholders(step),
    ExecutionId: String(execution.id),
  });
  const body = {
    offset,
    limit,
    totalResults,
    count: items.length,
    hasMore: offset + items.length < totalResults && limit > 0,
    items: items.map((contact) => recordOf(step.site, contact, step.instance.recordDefinition)),
  };
  let status: number | null = null;
  for (let round = 0; round < sandbox.settings.notificationTries; round += 1) {
    const answer = await sandbox.calls.send(step.app, 'NOTIFY', 'POST', url, JSON.stringify(body));
    status = answer.record.httpStatus;
    if (answer.ok) break;
  }
  return status;
}

function newExecution(sandbox: Sandbox, { site, instance }: Step, contactIds: readonly string[]): Execution {
  sandbox.state.lastExecutionId += 1;
  const execution: Execution = {
    id: sandbox.state.lastExecutionId,
    instanceId: instance.id,
    startedAt: unixNow(sandbox),
    members: Object.fromEntries(contactIds.map((id) => [id, 'pending' as const])),
  };
  site.executions[execution.id] = execution;
  sandbox.store.changed();
  return execution;
}

function fail(sandbox: Sandbox, execution: Execution, contacts: readonly Contact[]): void {
  for (const { id } of contacts) execution.members[id] = 'errored';
  sandbox.store.changed();
}

function contactOf({ site }: Step, id: string): Contact {
  const contact = site.contacts[id];
  if (contact === undefined)
    throw new ControlError(404, 'NOT_FOUND', `there is no contact ${id}`, ['contactIds']);
  return contact;
}
