/**
 * The limits of one operation, the same over HTTP and WebSocket. The schema's description tells them to client
 * developers.
 */
export const LIMITS = {
  /** Of the document, in bytes. */
  documentBytes: 16 * 1024,
  /** Comments count, too: they stay in memory with the document. */
  tokens: 1000,
  /** Fields inside fields. The fields of introspection are not counted: they have a rule of their own in graphql-js. */
  depth: 10,
  /** Aliases, and fields that repeat a name beside it. */
  aliases: 15,
  rootFields: 10,
  directives: 10,
  /** Fields in the whole operation, each fragment counted as often as it is used. */
  fields: 2000,
  variablesDepth: 8,
  /** Of all objects in the variables together. Items of lists do not count. */
  variablesFields: 1000,
  /** Points, see cost.ts: one point is ten objects. */
  cost: 1000,
  /** How many errors of one document are told. */
  errors: 5,
  messageCharacters: 200,
  deadlineMs: 10_000,
  answerBytes: 10 * 1024 * 1024,
} as const;
