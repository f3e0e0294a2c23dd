import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ControlError } from '../shared/control-error.ts';
import { checked, controlBody, paramOf, queryOf } from '../shared/requests.ts';
import { registerComponent, showComponent } from './components.ts';
import type { Sandbox } from './context.ts';
import { faultSchema } from './faults.ts';
import { settingsSchema } from './settings.ts';
import { componentRegistrationSchema } from './state.ts';
import type { TicketPusher } from './tickets.ts';

const ticketSchema = z.strictObject({
  /** PUSH: one push now. STOP: no more pushes until started. START: push now and go on. EXPIRE: all values so far. */
  action: z.enum(['PUSH', 'STOP', 'START', 'EXPIRE']),
});

/** The sandbox itself: components, settings, faults, and what was received and sent. */
export function serveSandboxControl(app: FastifyInstance, sandbox: Sandbox, tickets: TicketPusher): void {
  app.get('/_sandbox', async () => ({
    url: sandbox.url,
    components: Object.values(sandbox.state.components).map(showComponent),
    accounts: Object.keys(sandbox.state.accounts).length,
  }));
  serveComponents(app, sandbox, tickets);
  serveFaults(app, sandbox);
  serveRecords(app, sandbox);
  app.get('/_sandbox/settings', async () => sandbox.settings);
  app.post('/_sandbox/settings', async (request) => {
    const patch = controlBody(request, z.record(z.string(), z.unknown()));
    sandbox.state.settings = checked(settingsSchema, { ...sandbox.settings, ...patch });
    sandbox.store.changed();
    tickets.reschedule();
    return sandbox.settings;
  });
}

function serveComponents(app: FastifyInstance, sandbox: Sandbox, tickets: TicketPusher): void {
  app.get('/_sandbox/components', async () => ({
    components: Object.values(sandbox.state.components).map(showComponent),
  }));
  app.post('/_sandbox/components', async (request, reply) => {
    const registration = controlBody(request, componentRegistrationSchema);
    const known = sandbox.state.components[registration.appId] !== undefined;
    const component = await registerComponent(sandbox, tickets, registration);
    return reply.code(known ? 200 : 201).send(showComponent(component));
  });
  app.post('/_sandbox/components/:appId/tickets', async (request) => {
    const component = sandbox.state.components[paramOf(request, 'appId')];
    if (component === undefined)
      throw new ControlError(404, 'NOT_FOUND', 'there is no such component', ['appId']);
    const { action } = controlBody(request, ticketSchema);
    let accepted: boolean | null = null;
    if (action === 'PUSH') accepted = await tickets.pushOnce(component);
    if (action === 'STOP') tickets.stop(component.appId);
    if (action === 'START') tickets.start(component.appId);
    if (action === 'EXPIRE') for (const ticket of component.tickets) ticket.expiresAt = 0;
    if (action === 'STOP' || action === 'START') component.ticketStopped = action === 'STOP';
    sandbox.store.changed();
    return { ...showComponent(component), accepted };
  });
}

function serveFaults(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/_sandbox/faults', async () => ({ faults: sandbox.faults.list() }));
  app.post('/_sandbox/faults', async (request, reply) => {
    const fault = controlBody(request, faultSchema);
    sandbox.faults.add(fault);
    return reply.code(201).send(fault);
  });
  app.delete('/_sandbox/faults', async () => {
    sandbox.faults.clear();
    return { faults: [] };
  });
}

function serveRecords(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/_sandbox/requests', async (request) => {
    const { path } = queryOf(request);
    return { requests: sandbox.journal.list((entry) => path === undefined || entry.path === path) };
  });
  app.delete('/_sandbox/requests', async () => {
    sandbox.journal.clear();
    return { requests: [] };
  });
  app.get('/_sandbox/pushes', async (request) => {
    const wanted = Object.entries(queryOf(request));
    return {
      pushes: sandbox.pushes.records.list((push) =>
        wanted.every(([name, value]) => String((push as unknown as Record<string, unknown>)[name]) === value),
      ),
    };
  });
  app.delete('/_sandbox/pushes', async () => {
    sandbox.pushes.records.clear();
    return { pushes: [] };
  });
  app.get('/_sandbox/messages', async (request) => {
    const { appId, openId } = queryOf(request);
    return {
      messages: sandbox.conversations.list(
        (line) =>
          (appId === undefined || line.appId === appId) && (openId === undefined || line.openId === openId),
      ),
    };
  });
}
