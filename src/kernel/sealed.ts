import type { Place } from './secrets.ts';

/** A property of an entity that only ever holds sealed values. */
export interface SealedColumn {
  readonly entity: Entity<object>;
  readonly property: string;
  /** The property whose value is in the place. */
  readonly by: string;
  placeOf(id: string): Place;
}

/** By the prototype of the entity. */
const declared = new Map<object, SealedColumn[]>();

/**
 * Declares a column of sealed values, and what each is bound to: `<subject>:<value of the property \`by\`>:<name>`. No
 * other place compiles where a value is sealed, so the job that seals again with a new key finds every value.
 *
 * Never change one of the three: stored values would no longer open.
 */
export function Sealed<By extends string>(subject: string, by: By, name: string) {
  return (target: Readonly<Record<By, string>>, property: string): void => {
    const placeOf = (id: string) => `${subject}:${id}:${name}` as Place;
    const columns = declared.get(target) ?? [];
    declared.set(target, [...columns, { entity: target.constructor as never, property, by, placeOf }]);
  };
}

type Entity<E> = abstract new (...args: never[]) => E;

export const sealedColumnsOf = (entity: Entity<object>): readonly SealedColumn[] =>
  declared.get(entity.prototype) ?? [];

/** What the sealed value of a property is bound to, in the row that has `id` in the declared property. */
export function placeOf<E extends object>(entity: Entity<E>, property: keyof E & string, id: string): Place {
  const column = sealedColumnsOf(entity).find((one) => one.property === property);
  if (!column) throw new Error(`${entity.name}.${property} is not declared as sealed`);
  return column.placeOf(id);
}

/** For what is sealed and not stored: somebody else has it for some minutes, and brings it back. */
export const carried = (purpose: string): Place => `carried:${purpose}` as Place;
