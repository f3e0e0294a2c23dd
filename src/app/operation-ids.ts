import { CloseCode, MessageType, parseMessage, type SubscribePayload } from 'graphql-ws';

const FROM_CLIENTS: ReadonlySet<string> = new Set([
  MessageType.ConnectionInit,
  MessageType.Ping,
  MessageType.Pong,
  MessageType.Subscribe,
  MessageType.Complete,
]);

/** Each answer repeats the id of its operation. */
const ID_CHARACTERS = 1000;

/** Why a socket is closed: its client broke the protocol. */
export class ProtocolError extends Error {
  constructor(
    readonly closeCode: CloseCode,
    reason: string,
  ) {
    super(reason);
  }
}

/**
 * The operations of one socket, by id. graphql-ws gets another id for each of them, because it takes one that its client
 * has completed for the next one with the same id, and answers that one with the result of the first.
 */
export class OperationIds {
  private count = 0;
  /** Our ids, by the client's. */
  private readonly active = new Map<string, string>();
  private readonly payloads = new Map<string, SubscribePayload>();

  /** A message of the client, as graphql-ws gets it. Throws {@link ProtocolError}. */
  received(text: string): string {
    const message = read(text);
    if (!FROM_CLIENTS.has(message.type)) throw invalid();
    if (message.type === MessageType.Subscribe) {
      if (message.id.length > ID_CHARACTERS)
        throw new ProtocolError(CloseCode.BadRequest, `An id has at most ${ID_CHARACTERS} characters`);
      const id = this.begin(message.id);
      // Variables may be nested so deeply that they cannot be written again.
      this.payloads.set(id, message.payload);
      return JSON.stringify({ type: message.type, id, payload: { query: '' } });
    }
    if (message.type !== MessageType.Complete) return text;
    const id = this.active.get(message.id) ?? message.id;
    this.active.delete(message.id);
    return JSON.stringify({ type: message.type, id });
  }

  /** What the client asks for, once. */
  payload(ours: string): SubscribePayload {
    const payload = this.payloads.get(ours) ?? { query: '' };
    this.payloads.delete(ours);
    return payload;
  }

  /** A message of graphql-ws, as the client gets it. Ids come first. */
  sent(text: string): string {
    return text.replace(/^\{"id":"\d+ /, '{"id":"');
  }

  /** Makes messages of an operation's results, which are written as JSON. */
  results(ours: string): (json: string) => string {
    const start = `{"id":${JSON.stringify(theirs(ours))},"type":"${MessageType.Next}","payload":`;
    return (json) => `${start}${json}}`;
  }

  /** The client may use the id of this operation again. */
  ended(ours: string): void {
    const id = theirs(ours);
    if (this.active.get(id) === ours) this.active.delete(id);
  }

  private begin(id: string): string {
    if (this.active.has(id))
      throw new ProtocolError(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
    this.count += 1;
    const ours = `${this.count} ${id}`;
    this.active.set(id, ours);
    return ours;
  }
}

const theirs = (ours: string): string => ours.slice(ours.indexOf(' ') + 1);

function read(text: string) {
  try {
    return parseMessage(text);
  } catch {
    throw invalid();
  }
}

const invalid = () => new ProtocolError(CloseCode.BadRequest, 'Invalid message received');
