import { newId } from './ids.ts';

/**
 * Something that happened in an installation. Contains ids, and at most how it ended, never data: each subscriber reads the data again with its
 * own permissions.
 */
export interface DomainEvent<P = unknown> {
  readonly id: string;
  readonly name: string;
  readonly installationId: string;
  readonly payload: P;
  /** True if only handlers in the causing transaction receive the event, and subscribers do not. */
  readonly inside?: true;
}

/** A type of event. Each module declares its own in `*.events.ts`. */
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
