import { newId } from './ids.ts';

/** Something that happened to an installation. Carries ids, never data: who is told reads it again as themselves. */
export interface DomainEvent<P = unknown> {
  /** Version 7, so that ids order events by time: what clients get as `cursor`. */
  readonly id: string;
  readonly name: string;
  readonly installationId: string;
  readonly payload: P;
  /** Only for handlers in the transaction that caused it; subscribers are not told. */
  readonly inside?: true;
}

/** A kind of event. Each module declares its own in `*.events.ts`. */
export class EventType<P> {
  constructor(
    readonly name: string,
    private readonly options: { readonly inside?: true } = {},
  ) {}

  create(installationId: string, payload: P): DomainEvent<P> {
    return { id: newId(), name: this.name, installationId, payload, ...this.options };
  }

  matches(event: DomainEvent): event is DomainEvent<P> {
    return event.name === this.name;
  }
}
