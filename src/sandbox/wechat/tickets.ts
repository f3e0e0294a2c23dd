import { type Sandbox, unixSeconds } from './context.ts';
import { newTicket } from './ids.ts';
import type { Verdict } from './pushes.ts';
import type { Component, Ticket } from './state.ts';
import { messageXml } from './xml.ts';

interface Schedule {
  timer: NodeJS.Timeout | undefined;
  /** Wait after the next failure. */
  retryMs: number;
}

/** An authorization event counts as delivered when the body is exactly `success`. */
export function judgeEventAnswer(body: string): Verdict {
  return body === 'success' ? { kind: 'ACCEPTED' } : { kind: 'RETRY', problem: 'the answer is not success' };
}

/** Pushes `component_verify_ticket`: quickly until one is accepted, then every `ticketIntervalSeconds`. */
export class TicketPusher {
  readonly #sandbox: Sandbox;
  readonly #schedules = new Map<string, Schedule>();

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** Pushes now and keeps pushing; restarts a component already served. */
  start(componentAppId: string): void {
    this.#cancel(componentAppId);
    const schedule: Schedule = { timer: undefined, retryMs: this.#sandbox.settings.ticketRetryMs };
    this.#schedules.set(componentAppId, schedule);
    void this.#turn(componentAppId, schedule);
  }

  stop(componentAppId: string): void {
    this.#cancel(componentAppId);
    this.#schedules.delete(componentAppId);
  }

  /** Applies a changed interval to the waits under way. */
  reschedule(): void {
    for (const [componentAppId, schedule] of this.#schedules) {
      if (schedule.timer !== undefined) this.#wait(componentAppId, schedule);
    }
  }

  close(): void {
    for (const componentAppId of [...this.#schedules.keys()]) this.stop(componentAppId);
  }

  /** One push, outside the schedule; true when it was accepted. */
  async pushOnce(component: Component): Promise<boolean> {
    const ticket = this.#currentTicket(component);
    const createTime = unixSeconds();
    const record = await this.#sandbox.pushes.push(component, {
      kind: 'TICKET',
      name: 'component_verify_ticket',
      appId: null,
      url: component.authorizationEventsUrl,
      addressee: ['AppId', component.appId],
      createTime,
      message: messageXml([
        ['AppId', component.appId],
        ['CreateTime', createTime],
        ['InfoType', 'component_verify_ticket'],
        ['ComponentVerifyTicket', ticket.value],
      ]),
      tries: 1,
      retryMs: 0,
      judge: judgeEventAnswer,
    });
    if (record.status !== 'ACCEPTED') return false;
    ticket.pushes += 1;
    const registered = this.#sandbox.state.components[component.appId];
    if (registered !== undefined) registered.ticketAcceptedAt = Date.now();
    this.#sandbox.store.changed();
    return true;
  }

  async #turn(componentAppId: string, schedule: Schedule): Promise<void> {
    schedule.timer = undefined;
    const component = this.#sandbox.state.components[componentAppId];
    if (component === undefined) return;
    const accepted = await this.pushOnce(component);
    if (this.#schedules.get(componentAppId) !== schedule) return;
    const { ticketRetryMs, ticketRetryMaxMs } = this.#sandbox.settings;
    if (accepted) {
      schedule.retryMs = ticketRetryMs;
      this.#wait(componentAppId, schedule);
      return;
    }
    const wait = Math.min(schedule.retryMs, ticketRetryMaxMs);
    schedule.retryMs = wait * 2;
    schedule.timer = setTimeout(() => void this.#turn(componentAppId, schedule), wait);
  }

  #wait(componentAppId: string, schedule: Schedule): void {
    clearTimeout(schedule.timer);
    const accepted = this.#sandbox.state.components[componentAppId]?.ticketAcceptedAt ?? 0;
    const due = accepted + this.#sandbox.settings.ticketIntervalSeconds * 1000;
    schedule.timer = setTimeout(
      () => void this.#turn(componentAppId, schedule),
      Math.max(0, due - Date.now()),
    );
  }

  #cancel(componentAppId: string): void {
    clearTimeout(this.#schedules.get(componentAppId)?.timer);
  }

  #currentTicket(component: Component): Ticket {
    const { ticketPushesPerValue, ticketLifeSeconds } = this.#sandbox.settings;
    const now = this.#sandbox.now();
    const last = component.tickets.at(-1);
    if (last !== undefined && last.pushes < ticketPushesPerValue && now < last.expiresAt) return last;
    const ticket: Ticket = { value: newTicket(), expiresAt: now + ticketLifeSeconds * 1000, pushes: 0 };
    component.tickets = [...component.tickets.slice(-199), ticket];
    this.#sandbox.store.changed();
    return ticket;
  }
}
