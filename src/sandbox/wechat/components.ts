import { ControlError } from '../shared/control-error.ts';
import type { Sandbox } from './context.ts';
import type { Component, ComponentRegistration } from './state.ts';
import type { TicketPusher } from './tickets.ts';

/** Enters or replaces a component. Its authorizations, tickets and tokens stay; a ticket is pushed at once. */
export async function registerComponent(
  sandbox: Sandbox,
  tickets: TicketPusher,
  registration: ComponentRegistration,
): Promise<Component> {
  const { appId } = registration;
  if (sandbox.state.accounts[appId] !== undefined) {
    throw new ControlError(409, 'APP_ID_TAKEN', 'that AppID is an account', ['appId']);
  }
  if (sandbox.settings.verifyCallbackUrls) await verify(sandbox, registration);
  const component: Component = Object.assign(
    sandbox.state.components[appId] ?? {
      ...registration,
      tickets: [],
      ticketStopped: false,
      ticketAcceptedAt: null,
    },
    registration,
  );
  component.ticketStopped = false;
  sandbox.state.components[appId] = component;
  sandbox.store.changed();
  tickets.start(appId);
  sandbox.log(
    `component ${appId}: tickets and authorization events go to ${component.authorizationEventsUrl}`,
  );
  return component;
}

/** A component as the control API shows it: without its secrets. */
export function showComponent(component: Component): Record<string, unknown> {
  const { appId, authorizationEventsUrl, messagesUrl, startDomain, ticketStopped, ticketAcceptedAt } =
    component;
  return { appId, authorizationEventsUrl, messagesUrl, startDomain, ticketStopped, ticketAcceptedAt };
}

async function verify(sandbox: Sandbox, registration: ComponentRegistration): Promise<void> {
  for (const name of ['authorizationEventsUrl', 'messagesUrl'] as const) {
    if (!(await sandbox.pushes.verifyUrl(registration, registration[name]))) {
      throw new ControlError(
        409,
        'URL_NOT_VERIFIED',
        `${registration[name]} did not echo the signed echostr`,
        [name],
      );
    }
  }
}
